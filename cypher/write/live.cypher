// Stream the facts of a namespace that hold and may be closed; sources stay for life.
// $namespace: the namespace
// $spared: kinds of fact that are not closed
MATCH (fact:Fact)
WHERE fact.number > 0 AND fact.namespace = $namespace AND fact.payload IS NOT NULL
  AND fact.kind <> 'source' AND NOT fact.kind IN $spared
RETURN fact.number AS number, fact.id AS key
