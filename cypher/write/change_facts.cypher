// Give facts a new version; the one that held becomes a node of its own. A closed fact is opened again.
// $facts: a map for each: `id`, `labels`, `properties`, all of them anew
// $revision: number of the revision that is being written
UNWIND $facts AS fact
MATCH (node:Fact {id: fact.id})
USING INDEX SEEK node:Fact(id)
CALL (node) {
  WITH node WHERE node.payload IS NOT NULL
  CREATE (node)-[:HAD_VERSION]->(version:SupersededVersion)
  SET version = properties(node), version.recordedTo = $revision
  REMOVE version.number, version.visibility, version.sortKey
  SET version:$(CASE WHEN node:Party THEN ['Named'] ELSE [] END)
}
REMOVE node:$([label IN labels(node) WHERE label <> 'Fact'])
SET node = fact.properties, node:$(fact.labels)
