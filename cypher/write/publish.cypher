// Let readers see everything up to a revision whose transaction has ended; never less than before. The first SET takes the lock:
// what stands here is asked after that, for another writer may have published more meanwhile.
// $revision: number of that revision
MATCH (store:Store {id: 'store'})
SET store.writes = store.writes + 1
WITH store WHERE store.published < $revision
SET store.published = $revision
