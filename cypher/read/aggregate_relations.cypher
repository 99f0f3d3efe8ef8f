// Count for each party its relations that fulfil a condition, grouped; amounts are grouped too, and added up by the adapter, exactly.
// The adapter writes the asked types in place of /*:kinds*/, and conditions, keys, amounts and dates at its marks; as it stands, the
// statement counts every relation (whatever has dayFrom) by kind.
// $parties: ids of the parties
// $shown: values of `need` that the caller may see
// $revision: revision of the view
// $lastDay: last day of the view's window
// $firstDay: first day of the view's window
// $kindOf: kind of relation for each type of relationship, those of the past included
// $rows: greatest number of rows
UNWIND $parties AS id
MATCH (party:Fact {id: id})
USING INDEX SEEK party:Fact(id)
WHERE party.kind IN ['party', 'case', 'contact_value']
WITH DISTINCT party, CASE
  WHEN party.payload IS NOT NULL AND party.recordedFrom <= $revision THEN party
  ELSE head([(party)-[:HAD_VERSION]->(v) WHERE v.recordedFrom <= $revision AND v.recordedTo > $revision | v])
END AS party_stated
WHERE party_stated.need IN $shown AND party_stated.payload IS NOT NULL
  AND (party.kind <> 'contact_value' OR EXISTS {
    MATCH (party)-[reaching]-()
    WHERE reaching.dayFrom IS NOT NULL
      AND reaching.need IN $shown AND reaching.recordedFrom <= $revision AND coalesce(reaching.recordedTo > $revision, true)
  })
CALL (party) {
  WITH party AS relation_near
  MATCH (relation_near)-[relation /*:kinds*/]-(relation_far)
  WHERE relation.need IN $shown AND relation.recordedFrom <= $revision AND coalesce(relation.recordedTo > $revision, true)
    AND relation.dayFrom <= $lastDay AND relation.dayTo > $firstDay/*where*/
  WITH DISTINCT relation, relation_near
  WITH [/*keys*/$kindOf[type(relation)]/*end*/] AS keys, /*currency*/relation.currency/*end*/ AS currency,
    /*amount*/relation.amountOrder/*end*/ AS amount, /*day*/null/*end*/ AS day
  WITH keys, currency, amount, count(*) AS number, min(day) AS first, max(day) AS last
  LIMIT $rows
  RETURN collect([keys, currency, amount, number, first, last]) AS groups
}
RETURN party.id AS id, groups
