// Whom a record may reach: penalty → persons → their enterprises. The record with everything that hangs on it; who held a role in
// its subjects or stands where it names somebody, on any day; what posts these and the named parties hold on the view's day;
// the records of the organisations where they hold them. What follows in law is judged elsewhere: ask `propagation` of the API.
// Types may be written in place of /*:roles*/, /*:kinds*/ and /*:posts*/; as it stands, the statement follows every relation.
// $record: id of the record
// $revision: revision of the view
// $shown: values of `need` that the caller may see
// $lastDay: last day of the view's window
// $firstDay: first day of the view's window
// $nodes: greatest number of relations of each of the two steps, and of records; more, and `tooMany` is true
MATCH (record:Fact {id: $record})
USING INDEX SEEK record:Fact(id)
WHERE record.kind = 'record'
WITH record, CASE
  WHEN record.payload IS NOT NULL AND record.recordedFrom <= $revision THEN record
  ELSE head([(record)-[:HAD_VERSION]->(v) WHERE v.recordedFrom <= $revision AND v.recordedTo > $revision | v])
END AS stated
WHERE stated.need IN $shown AND stated.payload IS NOT NULL
WITH record, stated AS decision,
  COLLECT {
    MATCH (record)-[named:NAMES|SUPERSEDED_NAMES]->(party)
    WHERE named.capacity = 'subject' AND party.kind = 'party'
      AND named.need IN $shown AND named.recordedFrom <= $revision AND coalesce(named.recordedTo > $revision, true)
    RETURN DISTINCT party
  } AS subjects,
  COLLECT {
    MATCH (record)-[named:NAMES|SUPERSEDED_NAMES]->(party)
    WHERE party.kind = 'party'
      AND named.need IN $shown AND named.recordedFrom <= $revision AND coalesce(named.recordedTo > $revision, true)
    RETURN DISTINCT party
  } AS named,
  COLLECT {
    MATCH (record)-[scoped:NAMES_SOMEBODY_IN|SUPERSEDED_NAMES_SOMEBODY_IN]->(place)
    WHERE place.kind = 'party'
      AND scoped.need IN $shown AND scoped.recordedFrom <= $revision AND coalesce(scoped.recordedTo > $revision, true)
    RETURN DISTINCT place
  } AS places
WITH record, decision, named + places AS known,
  COLLECT {
    UNWIND subjects AS subject
    MATCH (subject)<-[relation /*:roles*/]-()
    WHERE relation.dayFrom IS NOT NULL
      AND relation.need IN $shown AND relation.recordedFrom <= $revision AND coalesce(relation.recordedTo > $revision, true)
    RETURN relation LIMIT $nodes + 1
    UNION
    UNWIND places AS place
    MATCH (place)<-[relation /*:kinds*/]-()
    WHERE relation.dayFrom IS NOT NULL
      AND relation.need IN $shown AND relation.recordedFrom <= $revision AND coalesce(relation.recordedTo > $revision, true)
    RETURN relation LIMIT $nodes + 1
  } AS roles
WITH record, decision, roles, COLLECT {
    UNWIND known + [relation IN roles | startNode(relation)] AS person
    RETURN DISTINCT person
  } AS persons
WITH record, decision, roles, persons, COLLECT {
    UNWIND persons AS person
    MATCH (person)-[relation /*:posts*/]->()
    WHERE relation.need IN $shown AND relation.recordedFrom <= $revision AND coalesce(relation.recordedTo > $revision, true)
      AND relation.dayFrom <= $lastDay AND relation.dayTo > $firstDay
    RETURN DISTINCT relation LIMIT $nodes + 1
  } AS posts
CALL (persons, posts) {
  UNWIND persons + [relation IN posts | endNode(relation)] AS node
  WITH DISTINCT node
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
CALL (posts) {
  UNWIND posts AS post
  WITH DISTINCT endNode(post) AS place
  MATCH (place)<-[named:NAMES|SUPERSEDED_NAMES]-(other)
  WHERE named.need IN $shown AND named.recordedFrom <= $revision AND coalesce(named.recordedTo > $revision, true)
  WITH DISTINCT other LIMIT $nodes + 1
  WITH other, CASE
    WHEN other.payload IS NOT NULL AND other.recordedFrom <= $revision THEN other
    ELSE head([(other)-[:HAD_VERSION]->(v) WHERE v.recordedFrom <= $revision AND v.recordedTo > $revision | v])
  END AS stated
  WHERE stated.need IN $shown AND stated.payload IS NOT NULL
  RETURN collect([stated.kind, stated.recordedFrom, stated.payload, COLLECT {
    MATCH (other)-[part:NAMES|NAMES_SOMEBODY_IN|IMPOSES|HAS_EVENT|SUPERSEDED_NAMES|SUPERSEDED_NAMES_SOMEBODY_IN|SUPERSEDED_IMPOSES|SUPERSEDED_HAS_EVENT]->()
    WHERE part.need IN $shown AND part.recordedFrom <= $revision AND coalesce(part.recordedTo > $revision, true)
    RETURN [part.kind, part.recordedFrom, part.payload] AS part
    UNION ALL
    MATCH (other)-[part:CORRECTS|FOLLOWS|SAME_EVENT_AS|ESCALATES|SUPERSEDED_CORRECTS|SUPERSEDED_FOLLOWS|SUPERSEDED_SAME_EVENT_AS|SUPERSEDED_ESCALATES]-()
    WHERE part.need IN $shown AND part.recordedFrom <= $revision AND coalesce(part.recordedTo > $revision, true)
    RETURN [part.kind, part.recordedFrom, part.payload] AS part
  }]) AS records
}
RETURN [decision.kind, decision.recordedFrom, decision.payload, COLLECT {
    MATCH (record)-[part:NAMES|NAMES_SOMEBODY_IN|IMPOSES|HAS_EVENT|SUPERSEDED_NAMES|SUPERSEDED_NAMES_SOMEBODY_IN|SUPERSEDED_IMPOSES|SUPERSEDED_HAS_EVENT]->()
    WHERE part.need IN $shown AND part.recordedFrom <= $revision AND coalesce(part.recordedTo > $revision, true)
    RETURN [part.kind, part.recordedFrom, part.payload] AS part
    UNION ALL
    MATCH (record)-[part:CORRECTS|FOLLOWS|SAME_EVENT_AS|ESCALATES|SUPERSEDED_CORRECTS|SUPERSEDED_FOLLOWS|SUPERSEDED_SAME_EVENT_AS|SUPERSEDED_ESCALATES]-()
    WHERE part.need IN $shown AND part.recordedFrom <= $revision AND coalesce(part.recordedTo > $revision, true)
    RETURN [part.kind, part.recordedFrom, part.payload] AS part
  }] AS record, nodes,
  [relation IN roles + [post IN posts WHERE NOT post IN roles] | [relation.recordedFrom, relation.payload]] AS relations, records,
  size(roles) > $nodes OR size(posts) > $nodes OR size(records) > $nodes AS tooMany
