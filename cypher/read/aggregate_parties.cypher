// Count the parties that fulfil a condition, grouped; amounts are grouped too, and added up by the adapter, exactly.
// As it stands: all parties by kind. The adapter writes another beginning, conditions, keys, amounts and dates at its marks.
// $revision: revision of the view
// $shown: values of `need` that the caller may see
// $rows: greatest number of rows
/*begin*/MATCH (party:Fact)
WHERE party.kind = 'party' AND party.sortKey >= ''/*end*/
WITH DISTINCT party
WITH party, CASE
  WHEN party.payload IS NOT NULL AND party.recordedFrom <= $revision THEN party
  ELSE head([(party)-[:HAD_VERSION]->(v) WHERE v.recordedFrom <= $revision AND v.recordedTo > $revision | v])
END AS party_stated
WHERE party_stated.need IN $shown AND party_stated.payload IS NOT NULL/*where*/
WITH [/*keys*/party_stated.subkind/*end*/] AS keys, /*currency*/null/*end*/ AS currency, /*amount*/null/*end*/ AS amount, /*day*/null/*end*/ AS day
WITH keys, currency, amount, count(*) AS number, min(day) AS first, max(day) AS last
LIMIT $rows
RETURN collect([keys, currency, amount, number, first, last]) AS groups
