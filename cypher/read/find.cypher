// Return one page of the parties that fulfil a condition, in an order.
// As it stands: all parties by id. The adapter writes another beginning, conditions, keys and what stands behind a page at its
// slots.
// $revision: revision of the view
// $shown: values of `need` that the caller may see
// $behind: keys of the last item of the page before, or null
// $first: greatest number of rows: one more than the page holds
/*begin*/MATCH (party:Fact)
WHERE party.kind = 'party' AND party.sortKey >= ''/*end*/
WITH DISTINCT party
WITH party, CASE
  WHEN party.payload IS NOT NULL AND party.recordedFrom <= $revision THEN party
  ELSE head([(party)-[:HAD_VERSION]->(v) WHERE v.recordedFrom <= $revision AND v.recordedTo > $revision | v])
END AS party_stated
WHERE party_stated.need IN $shown AND party_stated.payload IS NOT NULL/*where*/
WITH party, party_stated, /*keys*/party.sortKey AS key0/*end*/
WHERE $behind IS NULL OR /*beyond*/key0 > $behind[0]/*end*/
WITH party, party_stated, /*listed*/key0/*end*/
ORDER BY /*order*/key0/*end*/ LIMIT $first
WITH collect({node: party, stated: party_stated, keys: [/*listed*/key0/*end*/]}) AS found
RETURN COLLECT {
  UNWIND found AS item
  WITH item.node AS party, item.stated AS stated, item.keys AS keys
  RETURN {keys: keys, kind: stated.kind, recordedFrom: stated.recordedFrom, payload: stated.payload, dated: COLLECT {
    MATCH (party)-[dated:HAS_PROPERTY|SUPERSEDED_HAS_PROPERTY]->()
    WHERE dated.need IN $shown AND dated.recordedFrom <= $revision AND coalesce(dated.recordedTo > $revision, true)
    RETURN [dated.recordedFrom, dated.payload]
  }}
} AS items
