// Return the versions of facts up to the view's revision. A contact value is seen where a relation to it is, in the last revision of
// each version.
// $keys: keys of the facts
// $revision: revision of the view
// $shown: values of `need` that the caller may see
UNWIND $keys AS key
MATCH (fact:Fact {id: key})
USING INDEX SEEK fact:Fact(id)
UNWIND [fact] + COLLECT { MATCH (fact)-[:HAD_VERSION]->(version) RETURN version } AS stated
WITH fact, stated, CASE WHEN stated.recordedTo <= $revision THEN stated.recordedTo END AS recordedTo
WHERE stated.need IN $shown AND stated.payload IS NOT NULL AND stated.recordedFrom <= $revision
WITH fact, stated, recordedTo, coalesce(recordedTo - 1, $revision) AS last
WHERE fact.kind <> 'contact_value' OR EXISTS {
  MATCH (fact)-[reaching]-()
  WHERE reaching.dayFrom IS NOT NULL
    AND reaching.need IN $shown AND reaching.recordedFrom <= last AND coalesce(reaching.recordedTo > last, true)
}
RETURN fact.id AS key, stated.kind AS kind, stated.recordedFrom AS recordedFrom, stated.payload AS payload, recordedTo
