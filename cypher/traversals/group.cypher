// The group below a head by the word of one namespace: whom it controls, level by level, by more than half of all shares that it and its
// members hold together; to any depth, exactly (shares are integers of 1e-9 of the whole). What is not stated counts as nothing. For
// bounds, votes that differ from shares, several namespaces, coalitions, inactive firms, nominees, joint ventures and the way up to the
// head ask `group` of the API.
// $head: id of the party
// $revision: revision of the view
// $shown: values of `need` that the caller may see
// $namespace: whose word counts; the same holding told twice is not twice the holding
// $nodes: greatest number of members; more, and `tooMany` is true
// $lastDay: last day of the view's window
// $firstDay: first day of the view's window
MATCH (head:Fact {id: $head})
USING INDEX SEEK head:Fact(id)
WHERE head.kind = 'party' AND head.need IN $shown
WITH reduce(
  group = {inside: [head], level: [head]}, level IN range(1, $nodes + 1) |
  CASE
    WHEN size(group.level) = 0 OR size(group.inside) > $nodes + 1 THEN group {.*, level: []}
    ELSE head([found IN [COLLECT {
          UNWIND group.level AS holder
          MATCH (holder)-[held:HOLDS|SUPERSEDED_HOLDS]->(firm)
          WHERE NOT firm IN group.inside AND held.namespace = $namespace
            AND held.need IN $shown AND held.recordedFrom <= $revision AND coalesce(held.recordedTo > $revision, true)
            AND held.dayFrom <= $lastDay AND held.dayTo > $firstDay
          WITH DISTINCT firm
          WHERE reduce(total = 0, share IN COLLECT {
              MATCH (firm)<-[stake:HOLDS|SUPERSEDED_HOLDS]-(by)
              WHERE by IN group.inside AND stake.namespace = $namespace
                AND stake.need IN $shown AND stake.recordedFrom <= $revision AND coalesce(stake.recordedTo > $revision, true)
                AND stake.dayFrom <= $lastDay AND stake.dayTo > $firstDay
              RETURN coalesce(stake.share, 0)
            } | total + share) > 500000000
          RETURN firm LIMIT $nodes + 1
        }] | {inside: group.inside + found, level: found}])
  END
) AS group
RETURN size(group.inside) > $nodes + 1 AS tooMany, [member IN group.inside[1..] | member.id] AS members
