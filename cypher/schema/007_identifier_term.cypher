// An identifier is one node, whoever bears it.
// No parameters.
CREATE CONSTRAINT identifier_term IF NOT EXISTS FOR (identifier:Identifier) REQUIRE identifier.term IS UNIQUE
