// Delete what joins a party with the identifiers that a fact gave, and those that nobody else bears.
// $party: key of the party
// $key: key of the fact
MATCH (party:Fact {id: $party})-[joined:IDENTIFIED_BY|SUPERSEDED_IDENTIFIED_BY]->(identifier:Identifier)
USING INDEX SEEK party:Fact(id)
WHERE joined.id = $key
DELETE joined
WITH DISTINCT identifier
WHERE NOT EXISTS { (identifier)--() }
DELETE identifier
