// Return everything that is reachable from the seeds, level by level; the first level that does not fit is cut whole with all
// behind it. A walk may have as many levels as nodes; two loops, one in the other, keep a short walk short.
// The adapter writes the asked types in place of /*:kinds*/ and an arrow's head at /*in*/ or /*out*/; as it stands, the
// statement follows every relation (whatever has dayFrom) in both directions.
// $seeds: ids to start from
// $revision: revision of the view
// $shown: values of `need` that the caller may see
// $nodes: greatest number of nodes in the answer
// $lastDay: last day of the view's window
// $firstDay: first day of the view's window
UNWIND $seeds AS id
MATCH (seed:Fact {id: id})
USING INDEX SEEK seed:Fact(id)
WHERE seed.kind IN ['party', 'case', 'contact_value']
WITH seed, CASE
  WHEN seed.payload IS NOT NULL AND seed.recordedFrom <= $revision THEN seed
  ELSE head([(seed)-[:HAD_VERSION]->(v) WHERE v.recordedFrom <= $revision AND v.recordedTo > $revision | v])
END AS stated
WHERE stated.need IN $shown AND stated.payload IS NOT NULL
  AND (seed.kind <> 'contact_value' OR EXISTS {
    MATCH (seed)-[reaching]-()
    WHERE reaching.dayFrom IS NOT NULL
      AND reaching.need IN $shown AND reaching.recordedFrom <= $revision AND coalesce(reaching.recordedTo > $revision, true)
  })
WITH collect(DISTINCT seed) AS seeds
WITH seeds, toInteger(sqrt($nodes)) + 1 AS side
WITH reduce(
  walk = {seen: [], level: seeds, number: 0, tooMany: null},
  round IN range(0, side) |
  CASE
    WHEN size(walk.level) = 0 THEN walk
    ELSE reduce(
        here = walk,
        step IN range(0, side) |
        CASE
          WHEN size(here.level) = 0 THEN here
          WHEN size(here.seen) + size(here.level) > $nodes THEN here {.*, level: [], tooMany: here.number}
          ELSE here {
            .*, seen: here.seen + here.level, number: here.number + 1,
            level: COLLECT {
              UNWIND here.level AS node
              MATCH (node)/*in*/-[relation /*:kinds*/]-/*out*/(other)
              WHERE relation.need IN $shown AND relation.recordedFrom <= $revision AND coalesce(relation.recordedTo > $revision, true)
                AND relation.dayFrom <= $lastDay AND relation.dayTo > $firstDay
                AND NOT other IN here.seen AND NOT other IN here.level
              RETURN DISTINCT other LIMIT $nodes + 1
            }
          }
        END
      )
  END
) AS walk
CALL (walk) {
  UNWIND walk.seen AS node
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
CALL (walk) {
  UNWIND walk.seen AS node
  MATCH (node)/*in*/-[relation /*:kinds*/]-/*out*/(other)
  WHERE relation.need IN $shown AND relation.recordedFrom <= $revision AND coalesce(relation.recordedTo > $revision, true)
    AND relation.dayFrom <= $lastDay AND relation.dayTo > $firstDay
    AND (walk.tooMany IS NULL OR other IN walk.seen)
  WITH DISTINCT relation
  RETURN collect([relation.recordedFrom, relation.payload]) AS relations
}
RETURN CASE WHEN walk.number = 0 THEN 0 ELSE walk.number - 1 END AS reached, walk.tooMany AS tooMany, false AS goesOn, [] AS hubs,
  nodes, relations
