// Say which revision an earlier write with this key made.
// $key: the caller's key of the write
MATCH (revision:Revision {key: $key})
RETURN revision.number AS number
