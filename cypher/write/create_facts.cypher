// Create the nodes of facts that are said for the first time.
// $facts: a map for each: `labels`, `properties` (id, number, kind, need, payload … and what an analyst reads)
UNWIND $facts AS fact
CREATE (node:Fact:$(fact.labels))
SET node = fact.properties
