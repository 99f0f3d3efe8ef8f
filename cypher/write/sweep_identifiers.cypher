// Move marked identifiers of parties to the past.
// $links: what was marked: `party`, `id`
// $sweeps: what the sweep counted when it began; if it is another one now, somebody has ended it, and nothing is moved
MATCH (store:Store {id: 'store'})
SET store.writes = store.writes + 1
WITH store WHERE store.sweeps = $sweeps
UNWIND $links AS link
MATCH (party:Fact {id: link.party})-[joined:IDENTIFIED_BY]->(identifier)
USING INDEX SEEK party:Fact(id)
WHERE joined.id = link.id AND joined.recordedTo IS NOT NULL
CREATE (party)-[past:SUPERSEDED_IDENTIFIED_BY]->(identifier)
SET past = properties(joined)
DELETE joined
