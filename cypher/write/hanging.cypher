// Say which facts hang on others, now or formerly.
// $keys: keys of the facts that they may hang on
UNWIND $keys AS key
MATCH (fact:Fact {id: key})-[joined]-()
USING INDEX SEEK fact:Fact(id)
WHERE joined.id <> key
RETURN key, joined.id AS hanging, max(joined.recordedTo IS NULL) AS holds
