// Enter what revisions of another store touched beside the facts that were new.
// $touched: a map for each: `revision` (its number), `key` of the fact, `what`
UNWIND $touched AS touched
MATCH (revision:Revision {number: touched.revision})
MATCH (fact:Fact {id: touched.key})
USING INDEX SEEK fact:Fact(id)
CREATE (revision)-[:ALTERED {what: touched.what}]->(fact)
