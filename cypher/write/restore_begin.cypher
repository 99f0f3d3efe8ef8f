// Begin, or go on with, the filling of an empty store with what another one holds; nobody reads it until that has ended.
// $source: digest of what is copied
MATCH (store:Store {id: 'store'})
SET store.copying = coalesce(store.copying, $source), store.copied = coalesce(store.copied, 0), store.linked = coalesce(store.linked, 0)
RETURN store.copying AS source, store.copied AS facts, store.linked AS links
