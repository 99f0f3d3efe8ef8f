// Return one page of the parties with a name or identifier like a text: identifier, exact, prefix, contains; then by
// id; and how many there are in all.
// $code: the text in capitals, without space around it
// $shown: values of `need` that the caller may see
// $revision: revision of the view
// $grams: full-text query for the bigrams of the text, or for nothing
// $piece: normal form of the text
// $kinds: kinds of party, or null
// $rank: rank of the last item of the page before; -1 for the first page
// $after: sort key of the last item of the page before; empty for the first page
// $first: greatest number of rows: one more than the page holds
CALL () {
  MATCH (:Identifier {code: $code})<-[given:IDENTIFIED_BY|SUPERSEDED_IDENTIFIED_BY]-(party:Fact)
  WHERE given.need IN $shown AND given.recordedFrom <= $revision AND coalesce(given.recordedTo > $revision, true)
  RETURN party, 0 AS rank, null AS matched
  UNION ALL
  CALL db.index.fulltext.queryNodes('named_grams', $grams) YIELD node AS named
  WHERE named.normalName CONTAINS $piece
  CALL (named) {
    WITH named WHERE named:Party AND named.recordedFrom <= $revision
    RETURN named AS party
    UNION
    MATCH (party:Fact)-[dated:HAS_PROPERTY|SUPERSEDED_HAS_PROPERTY]->(named)
    WHERE dated.need IN $shown AND dated.recordedFrom <= $revision AND coalesce(dated.recordedTo > $revision, true)
    RETURN party
    UNION
    MATCH (party:Fact)-[:HAD_VERSION]->(named)
    WHERE named.recordedFrom <= $revision AND named.recordedTo > $revision
    RETURN party
  }
  RETURN party, CASE WHEN named.normalName = $piece THEN 1 WHEN named.normalName STARTS WITH $piece THEN 2 ELSE 3 END AS rank,
    coalesce(named.value, named.name) AS matched
}
WITH party, rank, matched, CASE
  WHEN party.payload IS NOT NULL AND party.recordedFrom <= $revision THEN party
  ELSE head([(party)-[:HAD_VERSION]->(v) WHERE v.recordedFrom <= $revision AND v.recordedTo > $revision | v])
END AS stated
WHERE stated.need IN $shown AND stated.payload IS NOT NULL AND ($kinds IS NULL OR stated.subkind IN $kinds)
WITH party, stated, min(rank) AS rank, collect([rank, matched]) AS matches
WITH party, stated, rank, [match IN matches WHERE match[0] = rank | match[1]] AS matches
ORDER BY rank, party.sortKey
WITH collect({party: party, stated: stated, rank: rank, matches: matches}) AS found
RETURN size(found) AS total, COLLECT {
  UNWIND [item IN found WHERE item.rank > $rank OR item.rank = $rank AND item.party.sortKey > $after][..$first] AS item
  WITH item, item.party AS party, item.stated AS stated
  RETURN {id: party.id, rank: item.rank, matches: item.matches, kind: stated.kind, recordedFrom: stated.recordedFrom,
    payload: stated.payload, dated: COLLECT {
    MATCH (party)-[dated:HAS_PROPERTY|SUPERSEDED_HAS_PROPERTY]->()
    WHERE dated.need IN $shown AND dated.recordedFrom <= $revision AND coalesce(dated.recordedTo > $revision, true)
    RETURN [dated.recordedFrom, dated.payload]
  }}
} AS items
