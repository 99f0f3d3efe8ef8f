// Let readers see everything up to a revision whose transaction has ended.
// $revision: number of that revision
MATCH (store:Store {id: 'store'})
SET store.published = $revision
