// Return one page of the relations of a party, by kind, then id, and how many there are in all.
// The adapter writes the asked types in place of /*:kinds*/ and an arrow's head at /*in*/ or /*out*/; as it stands, the
// statement follows every relation (whatever has dayFrom) in both directions.
// $party: id of the party
// $shown: values of `need` that the caller may see
// $revision: revision of the view
// $lastDay: last day of the view's window
// $firstDay: first day of the view's window
// $kindOf: kind of relation for each type of relationship, those of the past included
// $kind: kind of the last item of the page before; empty for the first page
// $after: sort key of the last item of the page before; empty for the first page
// $first: greatest number of rows: one more than the page holds
MATCH (party:Fact {id: $party})
USING INDEX SEEK party:Fact(id)
WHERE party.need IN $shown
MATCH (party)/*in*/-[relation /*:kinds*/]-/*out*/()
WHERE relation.need IN $shown AND relation.recordedFrom <= $revision AND coalesce(relation.recordedTo > $revision, true)
  AND relation.dayFrom <= $lastDay AND relation.dayTo > $firstDay
WITH DISTINCT relation, $kindOf[type(relation)] AS kind, coalesce(relation.sortKey, relation.id) AS sortKey
ORDER BY kind, sortKey
WITH collect({relation: relation, kind: kind, sortKey: sortKey}) AS found
RETURN size(found) AS total,
  [item IN found WHERE item.kind > $kind OR item.kind = $kind AND item.sortKey > $after
    | [item.relation.recordedFrom, item.relation.payload]][..$first] AS items
