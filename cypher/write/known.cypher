// Say what the store holds under keys; what is closed or erased has no payload.
// $keys: keys of facts that are coming in, sorted
// $refs: keys of facts that those need, sorted; of them only that they are is asked
UNWIND $keys + $refs AS key
MATCH (fact:Fact {id: key})
RETURN fact.id AS key, fact.number AS number, fact.kind AS kind, fact.recordedFrom AS recordedFrom,
  fact.visibility AS visibility, fact.need AS need,
  CASE WHEN NOT key IN $refs THEN fact.payload WHEN fact.payload IS NOT NULL THEN '' END AS payload
