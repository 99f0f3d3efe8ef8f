// Delete every relationship that a fact made, of every age.
// $links: a map for each: `from`, `to`, `id`
UNWIND $links AS link
MATCH (start:Fact {id: link.from})
USING INDEX SEEK start:Fact(id)
MATCH (end:Fact {id: link.to})
USING INDEX SEEK end:Fact(id)
MATCH (start)-[joined]->(end)
WHERE joined.id = link.id
DELETE joined
