// The same key twice is one write.
// No parameters.
CREATE CONSTRAINT revision_key IF NOT EXISTS FOR (revision:Revision) REQUIRE revision.key IS UNIQUE
