// Mark what joins parties with identifiers and holds no longer.
// $links: a map for each: `party` (key), `id` (key of the fact that gave the identifiers)
// $revision: number of the revision that is being written
UNWIND $links AS link
MATCH (party:Fact {id: link.party})-[joined:IDENTIFIED_BY]->()
USING INDEX SEEK party:Fact(id)
WHERE joined.id = link.id AND joined.recordedTo IS NULL
SET joined.recordedTo = $revision
