// Enter revisions of another store as they were.
// $revisions: a map for each: `properties`, `touched` (a map for each fact that was not new: `key`, `what`)
UNWIND $revisions AS each
CREATE (revision:Revision)
SET revision = each.properties
WITH revision, each
UNWIND each.touched AS touched
MATCH (fact:Fact {id: touched.key})
USING INDEX SEEK fact:Fact(id)
CREATE (revision)-[:ALTERED {what: touched.what}]->(fact)
