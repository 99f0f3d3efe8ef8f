// Stream every version of every fact, for the content digest; the caller sorts.
MATCH (fact:Fact)
WHERE fact.number > 0
UNWIND [fact] + COLLECT { MATCH (fact)-[:HAD_VERSION]->(version) RETURN version } AS version
WITH fact, version
WHERE version.payload IS NOT NULL OR version.digest IS NOT NULL
RETURN fact.id AS key, version.recordedFrom AS recordedFrom, version.recordedTo AS recordedTo,
  version.payload AS payload, version.digest AS digest
