// Return the versions of a fact up to the view's revision, oldest first.
// $key: key of the fact
// $shown: values of `need` that the caller may see
// $revision: revision of the view
MATCH (fact:Fact {id: $key})
UNWIND [fact] + COLLECT { MATCH (fact)-[:HAD_VERSION]->(version) RETURN version } AS stated
WITH stated
WHERE stated.need IN $shown AND stated.payload IS NOT NULL AND stated.recordedFrom <= $revision
RETURN stated.kind AS kind, stated.recordedFrom AS recordedFrom, stated.payload AS payload,
  CASE WHEN stated.recordedTo <= $revision THEN stated.recordedTo END AS recordedTo
ORDER BY recordedFrom
