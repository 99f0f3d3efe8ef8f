// Enter a revision: when (a clock that was set back does not put it before the last one), by which key, which facts it said
// for the first time, which others it touched.
// $nextNumber: number that the next new fact will get
// $revision: number of the revision that is being written
// $at: instant of the write
// $key: the caller's key, or null
// $firstNumber: number of the first new fact
// $touched: a map for each fact that is not new: `key`, `what` (changed, closed, erased, or added for one that was closed)
MATCH (store:Store {id: 'store'})
SET store.nextNumber = $nextNumber
WITH COLLECT { MATCH (last:Revision {number: $revision - 1}) WHERE last.recordedAt > $at RETURN last.recordedAt } AS later
CREATE (revision:Revision {
  number: $revision, recordedAt: coalesce(head(later), $at), key: $key, firstNumber: $firstNumber, nextNumber: $nextNumber
})
WITH revision
UNWIND $touched AS touched
MATCH (fact:Fact {id: touched.key})
USING INDEX SEEK fact:Fact(id)
CREATE (revision)-[:ALTERED {what: touched.what}]->(fact)
