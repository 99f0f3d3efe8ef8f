// Return what is left of an erased fact.
// $key: key of the fact
MATCH (fact:Fact {id: $key})
USING INDEX SEEK fact:Fact(id)
WHERE fact:Erased
RETURN fact.erasedDigest AS digest, fact.erasedReason AS reason, fact.erasedRevision AS revision
