// Erase the content of a fact in all its versions; digests, reason and revision stay.
// $key: key of the fact
// $visibility: its own visibility with the bit that nobody may see
// $digest: digest of the newest version
// $reason: why
// $revision: number of the revision that is being written
// $versions: a map for each version: `recordedFrom`, `recordedTo`, `digest`
MATCH (fact:Fact {id: $key})
USING INDEX SEEK fact:Fact(id)
CALL (fact) {
  OPTIONAL MATCH (fact)-[:HAD_VERSION]->(past)
  DETACH DELETE past
}
REMOVE fact:$([label IN labels(fact) WHERE label <> 'Fact'])
SET fact:Erased
SET fact = {
  id: fact.id, number: fact.number, kind: fact.kind, namespace: fact.namespace, need: fact.need,
  recordedFrom: fact.recordedFrom, sortKey: fact.sortKey, visibility: $visibility,
  erasedDigest: $digest, erasedReason: $reason, erasedRevision: $revision
}
WITH fact
UNWIND $versions AS version
CREATE (fact)-[:HAD_VERSION]->(past:SupersededVersion {id: fact.id, kind: fact.kind, need: fact.need})
SET past += version
