// Return one page of the facts of a kind that are no nodes, in the order of their keys, and how many there are in all. Reads all facts:
// for small stores and rare questions.
// $kind: kind of fact
// $revision: revision of the view
// $shown: values of `need` that the caller may see
// $after: sort key of the last item of the page before; empty for the first page
// $first: greatest number of rows: one more than the page holds
MATCH (fact:Fact)
WHERE fact.number > 0 AND fact.kind = $kind
WITH coalesce(fact.sortKey, fact.id) AS sortKey, CASE
  WHEN fact.payload IS NOT NULL AND fact.recordedFrom <= $revision THEN fact
  ELSE head([(fact)-[:HAD_VERSION]->(v) WHERE v.recordedFrom <= $revision AND v.recordedTo > $revision | v])
END AS stated
WHERE stated.need IN $shown AND stated.payload IS NOT NULL
WITH stated, sortKey ORDER BY sortKey
WITH collect([sortKey, stated.kind, stated.recordedFrom, stated.payload]) AS found
RETURN size(found) AS total, [item IN found WHERE item[0] > $after | item[1..]][..$first] AS items
