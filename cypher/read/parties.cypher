// Return parties with their dated facts.
// $ids: ids of the parties
// $revision: revision of the view
// $shown: values of `need` that the caller may see
UNWIND $ids AS id
MATCH (party:Fact {id: id})
USING INDEX SEEK party:Fact(id)
WHERE party.kind = 'party'
WITH party, CASE
  WHEN party.payload IS NOT NULL AND party.recordedFrom <= $revision THEN party
  ELSE head([(party)-[:HAD_VERSION]->(v) WHERE v.recordedFrom <= $revision AND v.recordedTo > $revision | v])
END AS stated
WHERE stated.need IN $shown AND stated.payload IS NOT NULL
RETURN party.id AS id, stated.kind AS kind, stated.recordedFrom AS recordedFrom, stated.payload AS payload,
  COLLECT {
    MATCH (party)-[dated:HAS_PROPERTY|SUPERSEDED_HAS_PROPERTY]->()
    WHERE dated.need IN $shown AND dated.recordedFrom <= $revision AND coalesce(dated.recordedTo > $revision, true)
    RETURN [dated.recordedFrom, dated.payload]
  } AS dated
