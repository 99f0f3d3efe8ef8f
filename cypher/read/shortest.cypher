// Return the union of all shortest paths between two nodes: breadth first from both ends, the smaller level first, ends before
// middle; hubs that a search reaches, the ends apart, are named and not passed. Relations are taken in both directions.
// The adapter writes the asked types in place of /*:kinds*/; as it stands, the statement follows every relation.
// $a: id of one end
// $b: id of the other end
// $revision: revision of the view
// $shown: values of `need` that the caller may see
// $depth: greatest number of hops
// $lastDay: last day of the view's window
// $firstDay: first day of the view's window
// $hub: a node with more relations than this is a hub: named, not followed
// $nodes: greatest number of nodes on the paths
WITH COLLECT {
  UNWIND [$a, $b] AS id
  MATCH (end:Fact {id: id})
  USING INDEX SEEK end:Fact(id)
  WHERE end.kind IN ['party', 'case', 'contact_value']
  WITH end, CASE
    WHEN end.payload IS NOT NULL AND end.recordedFrom <= $revision THEN end
    ELSE head([(end)-[:HAD_VERSION]->(v) WHERE v.recordedFrom <= $revision AND v.recordedTo > $revision | v])
  END AS stated
  WHERE stated.need IN $shown AND stated.payload IS NOT NULL
    AND (end.kind <> 'contact_value' OR EXISTS {
      MATCH (end)-[reaching]-()
      WHERE reaching.dayFrom IS NOT NULL
        AND reaching.need IN $shown AND reaching.recordedFrom <= $revision AND coalesce(reaching.recordedTo > $revision, true)
    })
  RETURN DISTINCT end
} AS ends
WITH ends, [end IN ends WHERE end.id = $a] AS start, [end IN ends WHERE end.id = $b] AS goal
WITH ends, reduce(
  search = {a: [start], b: [goal], seenByA: start, seenByB: goal, hubs: [], steps: 0, met: size(start) > 0 AND start = goal},
  step IN range(1, $depth) |
  CASE
    WHEN search.met OR size(last(search.a)) = 0 OR size(last(search.b)) = 0 THEN search
    ELSE head(COLLECT {
        WITH size(last(search.a)) <= size(last(search.b)) AS fromA
        WITH fromA, CASE WHEN fromA THEN last(search.a) ELSE last(search.b) END AS front,
          CASE WHEN fromA THEN search.seenByA ELSE search.seenByB END AS seen,
          CASE WHEN fromA THEN search.seenByB ELSE search.seenByA END AS goals
        WITH fromA, seen, goals, COLLECT {
            UNWIND front AS node
            MATCH (node)-[relation /*:kinds*/]-(other)
            WHERE relation.need IN $shown AND relation.recordedFrom <= $revision AND coalesce(relation.recordedTo > $revision, true)
              AND relation.dayFrom <= $lastDay AND relation.dayTo > $firstDay
              AND NOT other IN seen
            RETURN DISTINCT other
          } AS reached
        WITH fromA, seen, goals, reached, COLLECT {
            UNWIND reached AS node
            WITH node WHERE NOT node IN ends
            WITH node WHERE COUNT { (node)--() } > $hub AND COUNT {
              MATCH (node)-[relation /*:kinds*/]-()
              WHERE relation.need IN $shown AND relation.recordedFrom <= $revision AND coalesce(relation.recordedTo > $revision, true)
                AND relation.dayFrom <= $lastDay AND relation.dayTo > $firstDay
              RETURN relation LIMIT $hub + 1
            } > $hub
            RETURN node
          } AS hubs
        WITH fromA, seen, goals, hubs, [node IN reached WHERE NOT node IN hubs] AS level
        RETURN search {
          .*, steps: step, hubs: search.hubs + hubs, met: any(node IN level WHERE node IN goals),
          a: search.a + CASE WHEN fromA THEN [level] ELSE [] END,
          b: search.b + CASE WHEN fromA THEN [] ELSE [level] END,
          seenByA: search.seenByA + CASE WHEN fromA THEN level ELSE [] END,
          seenByB: search.seenByB + CASE WHEN fromA THEN [] ELSE level END
        } AS next
      })
  END
) AS search
WITH ends, search, CASE WHEN search.met THEN [node IN last(search.a) WHERE node IN last(search.b)] ELSE [] END AS meeting
WITH ends, search, meeting, reduce(
  back = {level: meeting, nodes: meeting, relations: []},
  place IN range(size(search.a) - 2, 0, -1) |
  head(COLLECT {
    WITH COLLECT {
        UNWIND back.level AS node
        MATCH (node)-[relation /*:kinds*/]-(before)
        WHERE relation.need IN $shown AND relation.recordedFrom <= $revision AND coalesce(relation.recordedTo > $revision, true)
          AND relation.dayFrom <= $lastDay AND relation.dayTo > $firstDay
          AND before IN search.a[place]
        RETURN DISTINCT relation
      } AS relations
    WITH relations, COLLECT {
        UNWIND relations AS relation
        UNWIND [startNode(relation), endNode(relation)] AS before
        WITH DISTINCT before WHERE before IN search.a[place]
        RETURN before
      } AS level
    RETURN {level: level, nodes: back.nodes + level, relations: back.relations + relations} AS next
  })
) AS towardsA, reduce(
  back = {level: meeting, nodes: meeting, relations: []},
  place IN range(size(search.b) - 2, 0, -1) |
  head(COLLECT {
    WITH COLLECT {
        UNWIND back.level AS node
        MATCH (node)-[relation /*:kinds*/]-(before)
        WHERE relation.need IN $shown AND relation.recordedFrom <= $revision AND coalesce(relation.recordedTo > $revision, true)
          AND relation.dayFrom <= $lastDay AND relation.dayTo > $firstDay
          AND before IN search.b[place]
        RETURN DISTINCT relation
      } AS relations
    WITH relations, COLLECT {
        UNWIND relations AS relation
        UNWIND [startNode(relation), endNode(relation)] AS before
        WITH DISTINCT before WHERE before IN search.b[place]
        RETURN before
      } AS level
    RETURN {level: level, nodes: back.nodes + level, relations: back.relations + relations} AS next
  })
) AS towardsB
WITH ends, search, towardsA.relations + towardsB.relations AS relations,
  towardsA.nodes + [node IN towardsB.nodes WHERE NOT node IN meeting] AS nodes
WITH ends, search, relations, nodes, search.met AND size(nodes) <= $nodes AS fits
WITH ends, search, fits, CASE WHEN fits THEN relations ELSE [] END AS relations, CASE WHEN fits THEN nodes ELSE ends END AS found
CALL (found) {
  UNWIND found AS node
  WITH node, CASE
    WHEN node.payload IS NOT NULL AND node.recordedFrom <= $revision THEN node
    ELSE head([(node)-[:HAD_VERSION]->(v) WHERE v.recordedFrom <= $revision AND v.recordedTo > $revision | v])
  END AS stated
  RETURN collect([stated.kind, stated.recordedFrom, stated.payload, COLLECT {
    MATCH (node)-[dated:HAS_PROPERTY|SUPERSEDED_HAS_PROPERTY]->()
    WHERE dated.need IN $shown AND dated.recordedFrom <= $revision AND coalesce(dated.recordedTo > $revision, true)
    RETURN [dated.recordedFrom, dated.payload]
  }]) AS nodes
}
RETURN search.steps AS steps, search.met AS met, search.met AND NOT fits AS tooMany,
  size(last(search.a)) > 0 AND size(last(search.b)) > 0 AS goesOn, COLLECT { UNWIND search.hubs AS hub RETURN DISTINCT hub.id } AS hubs,
  nodes, [relation IN relations | [relation.recordedFrom, relation.payload]] AS relations
