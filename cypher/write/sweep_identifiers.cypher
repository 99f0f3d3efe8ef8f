// Move marked identifiers of parties to the past.
// $links: what was marked: `party`, `id`
UNWIND $links AS link
MATCH (party:Fact {id: link.party})-[joined:IDENTIFIED_BY]->(identifier)
USING INDEX SEEK party:Fact(id)
WHERE joined.id = link.id AND joined.recordedTo IS NOT NULL
CREATE (party)-[past:SUPERSEDED_IDENTIFIED_BY]->(identifier)
SET past = properties(joined)
DELETE joined
