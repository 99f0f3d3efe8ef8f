// Related parties of a party and the records that name them: what the risk from related parties is judged from.
// As read/expand.cypher, and each record of a reached party with everything that hangs on it. Which of it counts, and how much,
// is judged elsewhere: ask `relatedPartyRisk` of the API.
// Types may be written in place of /*:kinds*/; as it stands, the statement follows every relation (whatever has dayFrom).
// $seeds: ids to start from
// $revision: revision of the view
// $shown: values of `need` that the caller may see
// $depth: greatest number of hops
// $nodes: greatest number of nodes in the answer
// $lastDay: last day of the view's window
// $firstDay: first day of the view's window
// $hub: a node with more relations than this is a hub: named, not followed
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
WITH reduce(
  walk = {seen: [], level: seeds, reached: 0, hubs: [], followed: [], tooMany: null, goesOn: false},
  level IN range(0, $depth) |
  CASE
    WHEN size(walk.level) = 0 THEN walk
    WHEN size(walk.seen) + size(walk.level) > $nodes THEN walk {.*, level: [], tooMany: level}
    WHEN level = $depth THEN walk {
      .*, seen: walk.seen + walk.level, level: [], reached: level,
      goesOn: EXISTS {
        UNWIND walk.level AS node
        MATCH (node)/*in*/-[relation /*:kinds*/]-/*out*/(other)
        WHERE relation.need IN $shown AND relation.recordedFrom <= $revision AND coalesce(relation.recordedTo > $revision, true)
          AND relation.dayFrom <= $lastDay AND relation.dayTo > $firstDay
          AND NOT other IN walk.seen AND NOT other IN walk.level
      }
    }
    ELSE head(COLLECT {
        WITH COLLECT {
            UNWIND walk.level AS node
            WITH node WHERE COUNT { (node)--() } > $hub AND COUNT {
              MATCH (node)/*in*/-[relation /*:kinds*/]-/*out*/()
              WHERE relation.need IN $shown AND relation.recordedFrom <= $revision AND coalesce(relation.recordedTo > $revision, true)
                AND relation.dayFrom <= $lastDay AND relation.dayTo > $firstDay
              RETURN relation LIMIT $hub + 1
            } > $hub
            RETURN node
          } AS hubs
        WITH hubs, [node IN walk.level WHERE NOT node IN hubs] AS open
        RETURN walk {
          .*, seen: walk.seen + walk.level, reached: level, hubs: walk.hubs + hubs, followed: walk.followed + open,
          level: COLLECT {
            UNWIND open AS node
            MATCH (node)/*in*/-[relation /*:kinds*/]-/*out*/(other)
            WHERE relation.need IN $shown AND relation.recordedFrom <= $revision AND coalesce(relation.recordedTo > $revision, true)
              AND relation.dayFrom <= $lastDay AND relation.dayTo > $firstDay
              AND NOT other IN walk.seen AND NOT other IN walk.level
            RETURN DISTINCT other LIMIT $nodes + 1
          }
        } AS next
      })
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
  MATCH (node)<-[named:NAMES|SUPERSEDED_NAMES]-(record)
  WHERE named.need IN $shown AND named.recordedFrom <= $revision AND coalesce(named.recordedTo > $revision, true)
  WITH DISTINCT record
  WITH record, CASE
    WHEN record.payload IS NOT NULL AND record.recordedFrom <= $revision THEN record
    ELSE head([(record)-[:HAD_VERSION]->(v) WHERE v.recordedFrom <= $revision AND v.recordedTo > $revision | v])
  END AS stated
  WHERE stated.need IN $shown AND stated.payload IS NOT NULL
  RETURN collect([stated.kind, stated.recordedFrom, stated.payload, COLLECT {
    MATCH (record)-[part:NAMES|NAMES_SOMEBODY_IN|IMPOSES|HAS_EVENT|SUPERSEDED_NAMES|SUPERSEDED_NAMES_SOMEBODY_IN|SUPERSEDED_IMPOSES|SUPERSEDED_HAS_EVENT]->()
    WHERE part.need IN $shown AND part.recordedFrom <= $revision AND coalesce(part.recordedTo > $revision, true)
    RETURN [part.kind, part.recordedFrom, part.payload] AS part
    UNION ALL
    MATCH (record)-[part:CORRECTS|FOLLOWS|SAME_EVENT_AS|ESCALATES|SUPERSEDED_CORRECTS|SUPERSEDED_FOLLOWS|SUPERSEDED_SAME_EVENT_AS|SUPERSEDED_ESCALATES]-()
    WHERE part.need IN $shown AND part.recordedFrom <= $revision AND coalesce(part.recordedTo > $revision, true)
    RETURN [part.kind, part.recordedFrom, part.payload] AS part
  }]) AS records
}
CALL (walk) {
  UNWIND walk.followed AS node
  MATCH (node)/*in*/-[relation /*:kinds*/]-/*out*/(other)
  WHERE relation.need IN $shown AND relation.recordedFrom <= $revision AND coalesce(relation.recordedTo > $revision, true)
    AND relation.dayFrom <= $lastDay AND relation.dayTo > $firstDay
    AND (walk.tooMany IS NULL OR other IN walk.seen)
  WITH DISTINCT relation
  RETURN collect([relation.recordedFrom, relation.payload]) AS relations
}
RETURN walk.reached AS reached, walk.tooMany AS tooMany, walk.goesOn AS goesOn, [hub IN walk.hubs | hub.id] AS hubs, nodes, relations, records
