// Set what facts need whose newest version is closed or erased.
// $needs: a map for each fact: `key`, `need`
UNWIND $needs AS fact
MATCH (node:Fact {id: fact.key})
USING INDEX SEEK node:Fact(id)
SET node.need = fact.need
