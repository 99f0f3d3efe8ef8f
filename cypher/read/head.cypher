// Say up to where readers may read and up to where the past is in its own place.
MATCH (store:Store {id: 'store'})
RETURN store.schemaVersion AS schemaVersion, store.published AS published, store.sweptTo AS sweptTo
