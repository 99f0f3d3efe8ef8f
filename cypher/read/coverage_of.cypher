// Say what came from one agency: its records by kind and item.
// $agency: id of the agency
// $shown: values of `need` that the caller may see
// $revision: revision of the view
MATCH (:Fact {id: $agency})<-[issued:ISSUED_BY|SUPERSEDED_ISSUED_BY]-(record)
WHERE issued.need IN $shown AND issued.recordedFrom <= $revision AND coalesce(issued.recordedTo > $revision, true)
WITH DISTINCT record
WITH CASE
  WHEN record.payload IS NOT NULL AND record.recordedFrom <= $revision THEN record
  ELSE head([(record)-[:HAD_VERSION]->(v) WHERE v.recordedFrom <= $revision AND v.recordedTo > $revision | v])
END AS stated
WHERE stated.need IN $shown AND stated.payload IS NOT NULL
RETURN stated.agency AS agency, stated.subkind AS kind, stated.item AS item, count(*) AS count,
  max(stated.decidedOn) AS lastOn
