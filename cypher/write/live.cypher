// Stream the facts of a namespace that hold; sources stay for life.
// $namespace: the namespace
MATCH (fact:Fact)
WHERE fact.number > 0 AND fact.namespace = $namespace AND fact.payload IS NOT NULL AND fact.kind <> 'source'
RETURN fact.number AS number, fact.id AS key
