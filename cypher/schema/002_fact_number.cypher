// Facts in the order in which they were first said: streams, the change feed, the end of a snapshot.
// No parameters.
CREATE INDEX fact_number IF NOT EXISTS FOR (fact:Fact) ON (fact.number)
