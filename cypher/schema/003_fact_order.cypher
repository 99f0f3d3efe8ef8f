// Lists of nodes of one kind in the order of the code points of their ids (only nodes have a sort key).
// No parameters.
CREATE INDEX fact_order IF NOT EXISTS FOR (fact:Fact) ON (fact.kind, fact.sortKey)
