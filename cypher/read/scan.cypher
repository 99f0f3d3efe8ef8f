// Return the next facts of a kind, in the order in which they were first said.
// $after: number of the last fact that was returned before; 0 for the first time
// $kind: kind of fact
// $revision: revision of the view
// $shown: values of `need` that the caller may see
// $first: greatest number of rows
MATCH (fact:Fact)
WHERE fact.number > $after AND fact.kind = $kind
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
RETURN fact.number AS number, stated.kind AS kind, stated.recordedFrom AS recordedFrom, stated.payload AS payload
ORDER BY fact.number LIMIT $first
