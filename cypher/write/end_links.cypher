// Mark relationships whose version holds no longer; they stay where they are until they are swept.
// $links: a map for each: `from`, `to` (keys of its ends), `id` (key of the fact)
// $revision: number of the revision that is being written
UNWIND $links AS link
MATCH (start:Fact {id: link.from})
USING INDEX SEEK start:Fact(id)
MATCH (end:Fact {id: link.to})
USING INDEX SEEK end:Fact(id)
MATCH (start)-[joined]->(end)
WHERE joined.id = link.id AND joined.recordedTo IS NULL
SET joined.recordedTo = $revision
