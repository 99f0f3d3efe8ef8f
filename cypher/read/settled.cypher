// The frame of every read in a view: the rows of a statement, and whether superseded relationships were being moved meanwhile. The
// adapter writes a statement in place of the line in the inner subquery, and its columns in place of `row: row`.
MATCH (store:Store {id: 'store'})
WITH store.sweeps AS before
CALL () {
  CALL () {
    RETURN 'any statement' AS row
  }
  RETURN collect({row: row}) AS rows
}
MATCH (store:Store {id: 'store'})
RETURN rows, before, store.sweeps AS after, store.sweptTo AS sweptTo
