// Return the tasks (of a responsible body), each with what it is bound to.
// $agency: id of the responsible body, or null for all tasks
// $shown: values of `need` that the caller may see
// $revision: revision of the view
MATCH (task:Fact)
WHERE task.kind = 'task' AND task.sortKey >= '' AND ($agency IS NULL OR EXISTS {
    MATCH (task)-[link:ASSIGNED_TO|SUPERSEDED_ASSIGNED_TO]->(:Fact {id: $agency})
    WHERE link.need IN $shown AND link.recordedFrom <= $revision AND coalesce(link.recordedTo > $revision, true)
  })
WITH task, CASE
  WHEN task.payload IS NOT NULL AND task.recordedFrom <= $revision THEN task
  ELSE head([(task)-[:HAD_VERSION]->(v) WHERE v.recordedFrom <= $revision AND v.recordedTo > $revision | v])
END AS stated
WHERE stated.need IN $shown AND stated.payload IS NOT NULL
RETURN task.id AS id, stated.kind AS kind, stated.recordedFrom AS recordedFrom, stated.payload AS payload,
  COLLECT {
    MATCH (task)-[link:ASSIGNED_TO|NAMES_SYSTEM|COVERS_RECORD_KIND|COVERS_SUBJECT_KIND|COVERS_USE|STATES_MEASURE|PRODUCES|DRAWS_UP|REVISES|APPLIES|SUPERSEDED_ASSIGNED_TO|SUPERSEDED_NAMES_SYSTEM|SUPERSEDED_COVERS_RECORD_KIND|SUPERSEDED_COVERS_SUBJECT_KIND|SUPERSEDED_COVERS_USE|SUPERSEDED_STATES_MEASURE|SUPERSEDED_PRODUCES|SUPERSEDED_DRAWS_UP|SUPERSEDED_REVISES|SUPERSEDED_APPLIES]->()
    WHERE link.need IN $shown AND link.recordedFrom <= $revision AND coalesce(link.recordedTo > $revision, true)
    RETURN [link.recordedFrom, link.payload]
  } AS links
