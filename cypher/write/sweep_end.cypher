// Say that what was being moved has arrived.
// $sweeps: what the sweep counted when it began; if it is another one now, somebody has ended it
MATCH (store:Store {id: 'store'})
SET store.writes = store.writes + 1
WITH store WHERE store.sweeps = $sweeps
SET store.sweeps = $sweeps + 1
