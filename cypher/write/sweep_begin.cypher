// Say, before anything is moved, up to which revision superseded relationships will be in their own place. No row: a sweep has
// not ended.
// $revision: number of the revision whose marks are going to be moved
MATCH (store:Store {id: 'store'})
SET store.writes = store.writes + 1
WITH store WHERE store.sweeps % 2 = 0
SET store.sweptTo = CASE WHEN store.sweptTo < $revision THEN $revision ELSE store.sweptTo END, store.sweeps = store.sweeps + 1
RETURN store.sweeps AS sweeps
