// Say what the store holds under keys; what is closed or erased has no payload. One row: rows travel one by one.
// $keys: keys of facts that are coming in, sorted
UNWIND $keys AS key
MATCH (fact:Fact {id: key})
USING INDEX SEEK fact:Fact(id)
RETURN collect([key, fact.number, fact.kind, fact.recordedFrom, fact.visibility, fact.need, fact.payload]) AS known
