// Say how far a copy came.
// $copied: number of the last fact that is there, or null where that is as it was
// $linked: number of the last fact whose relationships are there, or null
MATCH (store:Store {id: 'store'})
SET store.copied = coalesce($copied, store.copied), store.linked = coalesce($linked, store.linked)
