// A fact has one node for life, and its key is its id: one id for one thing.
// No parameters.
CREATE CONSTRAINT fact_id IF NOT EXISTS FOR (fact:Fact) REQUIRE fact.id IS UNIQUE
