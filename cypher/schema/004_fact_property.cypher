// Dated properties of parties by value.
// No parameters.
CREATE INDEX fact_property IF NOT EXISTS FOR (fact:Fact) ON (fact.property, fact.value)
