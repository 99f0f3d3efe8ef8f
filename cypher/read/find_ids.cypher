// Return one page of the parties that fulfil a filter, beginning with ids, and how many there are in all.
// $ids: ids, or null
// $revision: revision of the view
// $shown: values of `need` that the caller may see
// $kinds: kinds of party, or null
// $traits: a map for each property that must hold on the day: `property`, `value`
// $asOf: day of the view
// $name: null, or a map: `eq`, `startsWith`, `contains`, each a normal form or null
// $after: sort key of the last item of the page before; empty for the first page
// $first: greatest number of rows: one more than the page holds
UNWIND $ids AS id
MATCH (party:Fact {id: id})
USING INDEX SEEK party:Fact(id)
WHERE party.kind = 'party'
WITH DISTINCT party
WITH party, CASE
  WHEN party.payload IS NOT NULL AND party.recordedFrom <= $revision THEN party
  ELSE head([(party)-[:HAD_VERSION]->(v) WHERE v.recordedFrom <= $revision AND v.recordedTo > $revision | v])
END AS stated
WHERE stated.need IN $shown AND stated.payload IS NOT NULL AND ($kinds IS NULL OR stated.subkind IN $kinds)
    AND ($ids IS NULL OR party.id IN $ids)
    AND all(trait IN $traits WHERE EXISTS {
      MATCH (party)-[dated:HAS_PROPERTY|SUPERSEDED_HAS_PROPERTY]->(value)
      WHERE dated.property = trait.property AND value.value = trait.value AND dated.firstDay <= $asOf AND dated.endDay > $asOf
        AND dated.need IN $shown AND dated.recordedFrom <= $revision AND coalesce(dated.recordedTo > $revision, true)
    })
WITH party, stated, coalesce(head(COLLECT {
      MATCH (party)-[dated:HAS_PROPERTY|SUPERSEDED_HAS_PROPERTY]->(name)
      WHERE dated.property = 'name' AND dated.firstDay <= $asOf AND dated.endDay > $asOf
        AND dated.need IN $shown AND dated.recordedFrom <= $revision AND coalesce(dated.recordedTo > $revision, true)
      RETURN name.normalName ORDER BY dated.firstDay DESC, coalesce(name.sortKey, name.id) DESC LIMIT 1
    }), stated.normalName) AS named
WHERE $name IS NULL
  OR ($name.eq IS NULL OR named = $name.eq) AND ($name.startsWith IS NULL OR named STARTS WITH $name.startsWith)
    AND ($name.contains IS NULL OR named CONTAINS $name.contains)
WITH party, stated ORDER BY party.sortKey
WITH collect({party: party, stated: stated}) AS found
RETURN size(found) AS total, COLLECT {
  UNWIND [item IN found WHERE item.party.sortKey > $after][..$first] AS item
  WITH item.party AS party, item.stated AS stated
  RETURN {id: party.id, kind: stated.kind, recordedFrom: stated.recordedFrom, payload: stated.payload, dated: COLLECT {
    MATCH (party)-[dated:HAS_PROPERTY|SUPERSEDED_HAS_PROPERTY]->()
    WHERE dated.need IN $shown AND dated.recordedFrom <= $revision AND coalesce(dated.recordedTo > $revision, true)
    RETURN [dated.recordedFrom, dated.payload]
  }}
} AS items
