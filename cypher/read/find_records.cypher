// Return one page of the records that fulfil a condition, in an order, with everything that hangs on them.
// As it stands: all records by id. The adapter writes another beginning, conditions, keys and what stands behind a page at its
// slots.
// $revision: revision of the view
// $shown: values of `need` that the caller may see
// $behind: keys of the last item of the page before, or null
// $first: greatest number of rows: one more than the page holds
/*begin*/MATCH (record:Fact)
WHERE record.kind = 'record' AND record.sortKey >= ''/*end*/
WITH DISTINCT record
WITH record, CASE
  WHEN record.payload IS NOT NULL AND record.recordedFrom <= $revision THEN record
  ELSE head([(record)-[:HAD_VERSION]->(v) WHERE v.recordedFrom <= $revision AND v.recordedTo > $revision | v])
END AS record_stated
WHERE record_stated.need IN $shown AND record_stated.payload IS NOT NULL/*where*/
WITH record, record_stated, /*keys*/record.sortKey AS key0/*end*/
WHERE $behind IS NULL OR /*beyond*/key0 > $behind[0]/*end*/
WITH record, record_stated, /*listed*/key0/*end*/
ORDER BY /*order*/key0/*end*/ LIMIT $first
WITH collect({node: record, stated: record_stated, keys: [/*listed*/key0/*end*/]}) AS found
CALL (found) {
  UNWIND found AS item
  WITH item.node AS record, item.stated AS stated, item.keys AS keys
  RETURN collect({
    keys: keys, kind: stated.kind, recordedFrom: stated.recordedFrom, payload: stated.payload, parts: COLLECT {
      MATCH (record)-[part:NAMES|NAMES_SOMEBODY_IN|IMPOSES|HAS_EVENT|SUPERSEDED_NAMES|SUPERSEDED_NAMES_SOMEBODY_IN|SUPERSEDED_IMPOSES|SUPERSEDED_HAS_EVENT]->()
      WHERE part.need IN $shown AND part.recordedFrom <= $revision AND coalesce(part.recordedTo > $revision, true)
      RETURN [part.kind, part.recordedFrom, part.payload] AS part
      UNION ALL
      MATCH (record)-[part:CORRECTS|FOLLOWS|SAME_EVENT_AS|ESCALATES|SUPERSEDED_CORRECTS|SUPERSEDED_FOLLOWS|SUPERSEDED_SAME_EVENT_AS|SUPERSEDED_ESCALATES]-()
      WHERE part.need IN $shown AND part.recordedFrom <= $revision AND coalesce(part.recordedTo > $revision, true)
      RETURN [part.kind, part.recordedFrom, part.payload] AS part
    }
  }) AS items
}
RETURN items
