// Count the relations of parties by kind and direction; one to itself counts in both.
// The adapter writes the asked types in place of /*:kinds*/ and an arrow's head at /*in*/ or /*out*/; as it stands, the
// statement follows every relation (whatever has dayFrom) in both directions.
// $parties: ids of the parties
// $revision: revision of the view
// $shown: values of `need` that the caller may see
// $lastDay: last day of the view's window
// $firstDay: first day of the view's window
UNWIND $parties AS id
MATCH (party:Fact {id: id})
USING INDEX SEEK party:Fact(id)
WITH party, CASE
  WHEN party.payload IS NOT NULL AND party.recordedFrom <= $revision THEN party
  ELSE head([(party)-[:HAD_VERSION]->(v) WHERE v.recordedFrom <= $revision AND v.recordedTo > $revision | v])
END AS stated
WHERE stated.need IN $shown AND stated.payload IS NOT NULL
  AND (party.kind <> 'contact_value' OR EXISTS {
    MATCH (party)-[reaching]-()
    WHERE reaching.dayFrom IS NOT NULL
      AND reaching.need IN $shown AND reaching.recordedFrom <= $revision AND coalesce(reaching.recordedTo > $revision, true)
  })
RETURN party.id AS id,
  COLLECT {
    MATCH (party)-[relation /*:kinds*/]->()
    WHERE relation.need IN $shown AND relation.recordedFrom <= $revision AND coalesce(relation.recordedTo > $revision, true)
  AND relation.dayFrom <= $lastDay AND relation.dayTo > $firstDay
    WITH type(relation) AS type, count(*) AS count
    RETURN [type, count]
  } AS out,
  COLLECT {
    MATCH (party)<-[relation /*:kinds*/]-()
    WHERE relation.need IN $shown AND relation.recordedFrom <= $revision AND coalesce(relation.recordedTo > $revision, true)
  AND relation.dayFrom <= $lastDay AND relation.dayTo > $firstDay
    WITH type(relation) AS type, count(*) AS count
    RETURN [type, count]
  } AS into
