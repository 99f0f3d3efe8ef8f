// Set what relationships of versions need.
// $links: a map for each: `from`, `to`, `id`, `recordedFrom`, `need`
UNWIND $links AS link
MATCH (start:Fact {id: link.from})
USING INDEX SEEK start:Fact(id)
MATCH (end:Fact {id: link.to})
USING INDEX SEEK end:Fact(id)
MATCH (start)-[joined]->(end)
WHERE joined.id = link.id AND joined.recordedFrom = link.recordedFrom
SET joined.need = link.need
