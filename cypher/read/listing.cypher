// Return one page of the nodes of a kind, in the order of their ids, and how many there are in all.
// $kind: kind of fact: source, party, contact_value, case, system, task or record
// $revision: revision of the view
// $shown: values of `need` that the caller may see
// $after: sort key of the last item of the page before; empty for the first page
// $first: greatest number of rows: one more than the page holds
CALL () {
  MATCH (fact:Fact)
  WHERE fact.kind = $kind AND fact.sortKey >= ''
  WITH fact, CASE
    WHEN fact.payload IS NOT NULL AND fact.recordedFrom <= $revision THEN fact
    ELSE head([(fact)-[:HAD_VERSION]->(v) WHERE v.recordedFrom <= $revision AND v.recordedTo > $revision | v])
  END AS stated
  WHERE stated.need IN $shown AND stated.payload IS NOT NULL
    AND (fact.kind <> 'contact_value' OR EXISTS {
      MATCH (fact)-[reaching]-()
      WHERE reaching.dayFrom IS NOT NULL
        AND reaching.need IN $shown AND reaching.recordedFrom <= $revision AND coalesce(reaching.recordedTo > $revision, true)
    })
  RETURN count(*) AS total
}
RETURN total, COLLECT {
  MATCH (fact:Fact)
  WHERE fact.kind = $kind AND fact.sortKey > $after
  WITH fact, CASE
    WHEN fact.payload IS NOT NULL AND fact.recordedFrom <= $revision THEN fact
    ELSE head([(fact)-[:HAD_VERSION]->(v) WHERE v.recordedFrom <= $revision AND v.recordedTo > $revision | v])
  END AS stated
  WHERE stated.need IN $shown AND stated.payload IS NOT NULL
    AND (fact.kind <> 'contact_value' OR EXISTS {
      MATCH (fact)-[reaching]-()
      WHERE reaching.dayFrom IS NOT NULL
        AND reaching.need IN $shown AND reaching.recordedFrom <= $revision AND coalesce(reaching.recordedTo > $revision, true)
    })
  RETURN [stated.kind, stated.recordedFrom, stated.payload] ORDER BY fact.kind, fact.sortKey LIMIT $first
} AS items
