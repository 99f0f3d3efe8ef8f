// Return records by id with everything that hangs on them.
// $ids: ids of the records
// $revision: revision of the view
// $shown: values of `need` that the caller may see
UNWIND $ids AS id
MATCH (record:Fact {id: id})
USING INDEX SEEK record:Fact(id)
WHERE record.kind = 'record'
WITH record, CASE
  WHEN record.payload IS NOT NULL AND record.recordedFrom <= $revision THEN record
  ELSE head([(record)-[:HAD_VERSION]->(v) WHERE v.recordedFrom <= $revision AND v.recordedTo > $revision | v])
END AS stated
WHERE stated.need IN $shown AND stated.payload IS NOT NULL
RETURN record.id AS id, stated.kind AS kind, stated.recordedFrom AS recordedFrom, stated.payload AS payload,
  COLLECT {
    MATCH (record)-[part:NAMES|NAMES_SOMEBODY_IN|IMPOSES|HAS_EVENT|SUPERSEDED_NAMES|SUPERSEDED_NAMES_SOMEBODY_IN|SUPERSEDED_IMPOSES|SUPERSEDED_HAS_EVENT]->()
    WHERE part.need IN $shown AND part.recordedFrom <= $revision AND coalesce(part.recordedTo > $revision, true)
    RETURN [part.kind, part.recordedFrom, part.payload] AS part
    UNION ALL
    MATCH (record)-[part:CORRECTS|FOLLOWS|SAME_EVENT_AS|ESCALATES|SUPERSEDED_CORRECTS|SUPERSEDED_FOLLOWS|SUPERSEDED_SAME_EVENT_AS|SUPERSEDED_ESCALATES]-()
    WHERE part.need IN $shown AND part.recordedFrom <= $revision AND coalesce(part.recordedTo > $revision, true)
    RETURN [part.kind, part.recordedFrom, part.payload] AS part
  } AS parts
