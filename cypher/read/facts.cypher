// Return facts by key as the view shows them.
// $keys: the keys
// $revision: revision of the view
// $shown: values of `need` that the caller may see
UNWIND $keys AS key
MATCH (fact:Fact {id: key})
USING INDEX SEEK fact:Fact(id)
WITH fact, CASE
  WHEN fact.payload IS NOT NULL AND fact.recordedFrom <= $revision THEN fact
  ELSE head([(fact)-[:HAD_VERSION]->(v) WHERE v.recordedFrom <= $revision AND v.recordedTo > $revision | v])
END AS stated
WHERE stated.need IN $shown AND stated.payload IS NOT NULL
  AND (fact.kind <> 'contact_value' OR EXISTS {
    MATCH (fact)-[reaching]-()
    WHERE reaching.dayFrom IS NOT NULL
      AND reaching.need IN $shown AND reaching.recordedFrom <= $revision AND coalesce(reaching.recordedTo > $revision, true)
  })
RETURN fact.id AS key, stated.kind AS kind, stated.recordedFrom AS recordedFrom, stated.payload AS payload
