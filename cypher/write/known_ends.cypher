// Say which keys are live facts: what others may hang on. One row: rows travel one by one.
// $keys: keys that are only referred to, sorted
UNWIND $keys AS key
MATCH (fact:Fact {id: key})
USING INDEX SEEK fact:Fact(id)
WHERE NOT fact:Closed AND NOT fact:Erased
RETURN collect([key, fact.kind, fact.need]) AS ends
