// Stream every version of every fact up to a revision, for the content digest; the caller sorts.
// $revision: number of the newest published revision
MATCH (fact:Fact)
WHERE fact.number > 0
UNWIND [fact] + COLLECT { MATCH (fact)-[:HAD_VERSION]->(version) RETURN version } AS version
WITH fact, version
WHERE (version.payload IS NOT NULL OR version.digest IS NOT NULL) AND version.recordedFrom <= $revision
RETURN fact.id AS key, version.recordedFrom AS recordedFrom,
  CASE WHEN version.recordedTo <= $revision THEN version.recordedTo END AS recordedTo,
  version.payload AS payload, version.digest AS digest
