// Say what kind of store this is, up to where readers may read, and up to where superseded relationships are in their own place.
MATCH (store:Store {id: 'store'})
RETURN store.schemaVersion AS schemaVersion, store.published AS published, store.sweptTo AS sweptTo, store.sweeps AS sweeps, store.copying IS NOT NULL AS isUnfinished
