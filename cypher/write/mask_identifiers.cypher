// Set what the identifiers that a fact gave need.
// $links: a map for each: `party`, `id`, `recordedFrom`, `need`
UNWIND $links AS link
MATCH (party:Fact {id: link.party})-[joined:IDENTIFIED_BY|SUPERSEDED_IDENTIFIED_BY]->()
USING INDEX SEEK party:Fact(id)
WHERE joined.id = link.id AND joined.recordedFrom = link.recordedFrom
SET joined.need = link.need
