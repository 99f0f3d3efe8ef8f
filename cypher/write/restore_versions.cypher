// Create the versions that facts had.
// $versions: a map for each: `id` (key of the fact), `labels`, `properties`
UNWIND $versions AS version
MATCH (fact:Fact {id: version.id})
USING INDEX SEEK fact:Fact(id)
CREATE (fact)-[:HAD_VERSION]->(past:SupersededVersion:$(version.labels))
SET past = version.properties
