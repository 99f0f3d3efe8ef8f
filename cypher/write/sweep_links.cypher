// Move marked relationships to the types of the past. Only after the revision that marked them was published.
// $links: what was marked: `from`, `to`, `id`
// $sweeps: what the sweep counted when it began; if it is another one now, somebody has ended it, and nothing is moved
MATCH (store:Store {id: 'store'})
SET store.writes = store.writes + 1
WITH store WHERE store.sweeps = $sweeps
UNWIND $links AS link
MATCH (start:Fact {id: link.from})
USING INDEX SEEK start:Fact(id)
MATCH (end:Fact {id: link.to})
USING INDEX SEEK end:Fact(id)
MATCH (start)-[joined]->(end)
WHERE joined.id = link.id AND joined.recordedTo IS NOT NULL AND NOT type(joined) STARTS WITH 'SUPERSEDED_'
CREATE (start)-[past:$('SUPERSEDED_' + type(joined))]->(end)
SET past = properties(joined)
DELETE joined
