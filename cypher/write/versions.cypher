// Return every version of facts, seen by everyone or not.
// $keys: keys of the facts
UNWIND $keys AS key
MATCH (fact:Fact {id: key})
USING INDEX SEEK fact:Fact(id)
UNWIND [fact] + COLLECT { MATCH (fact)-[:HAD_VERSION]->(version) RETURN version } AS version
WITH key, fact, version WHERE version.payload IS NOT NULL OR version.digest IS NOT NULL
RETURN key, fact.visibility AS visibility, fact.kind AS kind, version.recordedFrom AS recordedFrom,
  version.recordedTo AS recordedTo, version.need AS need, fact.need AS factNeed,
  version.payload AS payload, version.digest AS digest
ORDER BY key, recordedFrom
