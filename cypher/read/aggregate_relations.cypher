// Count the relations of a party that fulfil a condition, grouped; amounts are grouped too, and added up by the adapter, exactly.
// The adapter writes the asked types in place of /*:kinds*/, and conditions, keys, amounts and dates at its marks; as it stands, the
// statement counts every relation (whatever has dayFrom) by kind.
// $party: id of the party
// $shown: values of `need` that the caller may see
// $revision: revision of the view
// $lastDay: last day of the view's window
// $firstDay: first day of the view's window
// $kindOf: kind of relation for each type of relationship, those of the past included
// $rows: greatest number of rows
MATCH (relation_near:Fact {id: $party})
USING INDEX SEEK relation_near:Fact(id)
WHERE relation_near.need IN $shown
MATCH (relation_near)-[relation /*:kinds*/]-(relation_far)
WHERE relation.need IN $shown AND relation.recordedFrom <= $revision AND coalesce(relation.recordedTo > $revision, true)
  AND relation.dayFrom <= $lastDay AND relation.dayTo > $firstDay/*where*/
WITH DISTINCT relation, relation_near
WITH [/*keys*/$kindOf[type(relation)]/*end*/] AS keys, /*currency*/relation.currency/*end*/ AS currency,
  /*amount*/relation.amountOrder/*end*/ AS amount, /*day*/null/*end*/ AS day
WITH keys, currency, amount, count(*) AS number, min(day) AS first, max(day) AS last
LIMIT $rows
RETURN collect([keys, currency, amount, number, first, last]) AS groups
