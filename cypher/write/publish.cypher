// Let readers see everything up to a revision whose transaction has ended; never less than before.
// $revision: number of that revision
MATCH (store:Store {id: 'store'})
WHERE store.published < $revision
SET store.published = $revision
