// Count the records that fulfil a condition, grouped; amounts are grouped too, and added up by the adapter, exactly.
// As it stands: all records by kind. The adapter writes another beginning, conditions, keys, amounts and dates at its marks.
// $revision: revision of the view
// $shown: values of `need` that the caller may see
// $rows: greatest number of rows
/*begin*/MATCH (record:Fact)
WHERE record.kind = 'record' AND record.sortKey >= ''/*end*/
WITH DISTINCT record
WITH record, CASE
  WHEN record.payload IS NOT NULL AND record.recordedFrom <= $revision THEN record
  ELSE head([(record)-[:HAD_VERSION]->(v) WHERE v.recordedFrom <= $revision AND v.recordedTo > $revision | v])
END AS record_stated
WHERE record_stated.need IN $shown AND record_stated.payload IS NOT NULL/*where*/
WITH [/*keys*/record_stated.subkind/*end*/] AS keys, /*currency*/null/*end*/ AS currency, /*amount*/null/*end*/ AS amount, /*day*/null/*end*/ AS day
WITH keys, currency, amount, count(*) AS number, min(day) AS first, max(day) AS last
LIMIT $rows
RETURN collect([keys, currency, amount, number, first, last]) AS groups
