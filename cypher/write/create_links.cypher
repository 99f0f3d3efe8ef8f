// Join nodes by what facts say.
// $links: a map for each relationship: `from`, `to` (keys), `type`, `properties` (id, need, recordedFrom, payload …)
UNWIND $links AS link
MATCH (start:Fact {id: link.from})
USING INDEX SEEK start:Fact(id)
WITH link, start
MATCH (end:Fact {id: link.to})
USING INDEX SEEK end:Fact(id)
CREATE (start)-[joined:$(link.type)]->(end)
SET joined = link.properties
