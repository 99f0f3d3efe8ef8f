// Revisions by number.
// No parameters.
CREATE CONSTRAINT revision_number IF NOT EXISTS FOR (revision:Revision) REQUIRE revision.number IS UNIQUE
