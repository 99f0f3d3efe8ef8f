// Take the writer's lock, let readers see what was written and not published, and end a sweep that was left.
// No parameters.
MATCH (store:Store {id: 'store'})
SET store.writes = store.writes + 1
SET store.sweeps = store.sweeps + store.sweeps % 2,
  store.published = coalesce(head(COLLECT {
    MATCH (revision:Revision) WHERE revision.number > 0
    RETURN revision.number ORDER BY revision.number DESC LIMIT 1
  }), 0)
