// Enter a revision: when, by which key, which facts it said for the first time, which others it touched.
// $nextNumber: number that the next new fact will get
// $revision: number of the revision that is being written
// $at: instant of the write
// $key: the caller's key, or null
// $firstNumber: number of the first new fact
// $touched: a map for each fact that is not new: `key`, `what` (changed, closed, erased, or added for one that was closed)
MATCH (store:Store {id: 'store'})
SET store.nextNumber = $nextNumber
CREATE (revision:Revision {number: $revision, recordedAt: $at, key: $key, firstNumber: $firstNumber, nextNumber: $nextNumber})
WITH revision
UNWIND $touched AS touched
MATCH (fact:Fact {id: touched.key})
CREATE (revision)-[:ALTERED {what: touched.what}]->(fact)
