// Say, before anything is moved, up to which revision the past is in its own place.
// $revision: number of the revision whose marks are going to be moved
MATCH (store:Store {id: 'store'})
SET store.sweptTo = $revision
