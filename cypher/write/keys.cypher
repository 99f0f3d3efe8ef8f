// Say which keys facts have.
// $numbers: numbers of the facts
UNWIND $numbers AS number
MATCH (fact:Fact {number: number})
RETURN collect([number, fact.id]) AS keys
