// Close facts: the version that held becomes a node of its own, the fact's node stays without content.
// $keys: keys of the facts
// $revision: number of the revision that is being written
UNWIND $keys AS key
MATCH (node:Fact {id: key})
USING INDEX SEEK node:Fact(id)
CALL (node) {
  CREATE (node)-[:HAD_VERSION]->(version:SupersededVersion)
  SET version = properties(node), version.recordedTo = $revision
  REMOVE version.number, version.visibility, version.sortKey
  SET version:$(CASE WHEN node:Party THEN ['Named'] ELSE [] END)
}
REMOVE node:$([label IN labels(node) WHERE label <> 'Fact' AND NOT (label = 'Named' AND node.kind = 'party_fact')])
SET node:Closed
REMOVE node.payload
