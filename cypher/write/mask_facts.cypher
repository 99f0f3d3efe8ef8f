// Set what versions of facts need; disclosure is judged today, so this changes versions of every age.
// $needs: a map for each version: `key`, `recordedFrom`, `need`
UNWIND $needs AS version
MATCH (fact:Fact {id: version.key})
USING INDEX SEEK fact:Fact(id)
UNWIND [fact] + COLLECT { MATCH (fact)-[:HAD_VERSION]->(past) RETURN past } AS node
WITH version, node WHERE node.recordedFrom = version.recordedFrom
SET node.need = version.need
