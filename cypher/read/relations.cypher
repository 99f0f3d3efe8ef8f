// Return for each party one page of its relations that fulfil a condition, in an order, and how many there are in all.
// The adapter writes the asked types in place of /*:kinds*/, and conditions, keys and what stands behind a page at its marks; as it
// stands, the statement returns every relation (whatever has dayFrom) by kind and id.
// $parties: ids of the parties
// $shown: values of `need` that the caller may see
// $revision: revision of the view
// $lastDay: last day of the view's window
// $firstDay: first day of the view's window
// $kindOf: kind of relation for each type of relationship, those of the past included
// $behind: keys of the last item of the page before, or null
// $first: greatest number of rows for a party: one more than the page holds
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
  WITH DISTINCT relation, /*keys*/$kindOf[type(relation)] AS key0, coalesce(relation.sortKey, relation.id) AS key1/*end*/
  ORDER BY /*order*/key0, key1/*end*/
  RETURN collect({relation: relation, keys: [/*listed*/key0, key1/*end*/]}) AS found
}
RETURN party.id AS id, size(found) AS total, [
  item IN found WHERE $behind IS NULL
    OR /*behind*/item.keys[0] > $behind[0] OR item.keys[0] = $behind[0] AND item.keys[1] > $behind[1]/*end*/
  | {keys: item.keys, recordedFrom: item.relation.recordedFrom, payload: item.relation.payload}
][..$first] AS items
