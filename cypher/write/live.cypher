// Say which facts of a namespace hold and may be closed, a part at a time, in the order in which they were first said; sources stay
// for life.
// $after: number of the last fact of the part before; 0 for the first part
// $namespace: the namespace
// $spared: kinds of fact that are not closed
// $first: greatest number of facts in a part
MATCH (fact:Fact)
WHERE fact.number > $after AND fact.namespace = $namespace AND NOT fact:Closed AND NOT fact:Erased
  AND fact.kind <> 'source' AND NOT fact.kind IN $spared
WITH fact.number AS number ORDER BY number LIMIT $first
RETURN collect(number) AS live
