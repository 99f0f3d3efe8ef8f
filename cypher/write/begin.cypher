// Take the writer's lock until the transaction ends, and say where the store stands.
MERGE (store:Store {id: 'store'})
  ON CREATE SET store.schemaVersion = 1, store.published = 0, store.sweptTo = 0, store.sweeps = 0, store.nextNumber = 1, store.writes = 0
SET store.writes = store.writes + 1
RETURN store.schemaVersion AS schemaVersion, store.nextNumber AS nextNumber, store.published AS published, store.sweptTo AS sweptTo, store.copied AS copied, store.linked AS linked,
  coalesce(head(COLLECT {
    MATCH (revision:Revision) WHERE revision.number > 0
    RETURN revision.number ORDER BY revision.number DESC LIMIT 1
  }), 0) AS newest
