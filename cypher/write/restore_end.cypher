// End the filling of a store: from now on it is one as any other.
// $revision: number of the newest revision
MATCH (store:Store {id: 'store'})
SET store.published = $revision, store.sweptTo = $revision, store.nextNumber = store.copied + 1
REMOVE store.copying, store.copied, store.linked
