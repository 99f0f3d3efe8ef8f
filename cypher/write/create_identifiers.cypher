// Join parties with the identifiers that facts give them.
// $links: a map for each: `party` (key), `term`, `scheme`, `value`, `code`, `type` and `properties` of the relationship
UNWIND $links AS link
MATCH (party:Fact {id: link.party})
USING INDEX SEEK party:Fact(id)
MERGE (identifier:Identifier {term: link.term})
  ON CREATE SET identifier.scheme = link.scheme, identifier.value = link.value, identifier.code = link.code
CREATE (party)-[joined:$(link.type)]->(identifier)
SET joined = link.properties
