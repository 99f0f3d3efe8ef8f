// Remember what the newest load of a namespace refused, instead of what an earlier one did.
// $namespace: the namespace
// $rejects: a map for each: `agency`, `table`, `kind`, `count`
CALL () {
  MATCH (old:Reject {namespace: $namespace})
  DELETE old
}
UNWIND $rejects AS reject
CREATE (new:Reject {namespace: $namespace})
SET new += reject
