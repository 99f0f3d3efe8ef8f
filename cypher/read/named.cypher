// Say who bears a name on any day: as stated, or dated; the first by id, and how many.
// $names: names in normal form
// $revision: revision of the view
// $shown: values of `need` that the caller may see
// $first: greatest number of ids for each name
UNWIND $names AS name
MATCH (named:Named {normalName: name})
USING INDEX SEEK named:Named(normalName)
CALL (named) {
  WITH named WHERE named:Party AND named.recordedFrom <= $revision
  RETURN named AS party
  UNION
  MATCH (party:Fact)-[dated:HAS_PROPERTY|SUPERSEDED_HAS_PROPERTY]->(named)
  WHERE dated.need IN $shown AND dated.recordedFrom <= $revision AND coalesce(dated.recordedTo > $revision, true)
  RETURN party
  UNION
  MATCH (party:Fact)-[:HAD_VERSION]->(named)
  WHERE named.recordedFrom <= $revision AND named.recordedTo > $revision
  RETURN party
}
WITH DISTINCT name, party
WITH name, party, CASE
  WHEN party.payload IS NOT NULL AND party.recordedFrom <= $revision THEN party
  ELSE head([(party)-[:HAD_VERSION]->(v) WHERE v.recordedFrom <= $revision AND v.recordedTo > $revision | v])
END AS stated
WHERE stated.need IN $shown AND stated.payload IS NOT NULL
WITH name, party ORDER BY party.sortKey
WITH name, collect(party.id) AS ids
RETURN name, ids[..$first] AS ids, size(ids) AS total
