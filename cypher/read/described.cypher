// Return id, kind and name of parties by number, with their dated names that cover the day; of what is no party, the id.
// $numbers: numbers of facts
// $asOf: the day
// $revision: revision of the view
// $shown: values of `need` that the caller may see
UNWIND $numbers AS number
MATCH (party:Fact {number: number})
USING INDEX SEEK party:Fact(number)
WITH party, CASE
  WHEN party.payload IS NOT NULL AND party.recordedFrom <= $revision THEN party
  ELSE head([(party)-[:HAD_VERSION]->(v) WHERE v.recordedFrom <= $revision AND v.recordedTo > $revision | v])
END AS stated
WHERE stated.need IN $shown AND stated.payload IS NOT NULL
RETURN party.number AS number, party.id AS id, CASE WHEN party.kind = 'party' THEN stated.subkind END AS kind, stated.name AS stated, COLLECT {
  MATCH (party)-[dated:HAS_PROPERTY|SUPERSEDED_HAS_PROPERTY]->(value)
  WHERE dated.property = 'name'
    AND dated.need IN $shown AND dated.recordedFrom <= $revision AND coalesce(dated.recordedTo > $revision, true)
    AND dated.firstDay <= $asOf AND dated.endDay > $asOf
  RETURN [dated.firstDay, coalesce(value.sortKey, value.id), value.value]
} AS names
