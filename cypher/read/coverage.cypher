// Say what came: records by agency, kind and item. Reads all records.
// $revision: revision of the view
// $shown: values of `need` that the caller may see
MATCH (record:Fact)
WHERE record.kind = 'record' AND record.sortKey >= ''
WITH CASE
  WHEN record.payload IS NOT NULL AND record.recordedFrom <= $revision THEN record
  ELSE head([(record)-[:HAD_VERSION]->(v) WHERE v.recordedFrom <= $revision AND v.recordedTo > $revision | v])
END AS stated
WHERE stated.need IN $shown AND stated.payload IS NOT NULL
RETURN stated.agency AS agency, stated.subkind AS kind, stated.item AS item, count(*) AS count,
  max(stated.decidedOn) AS lastOn
