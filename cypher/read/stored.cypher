// Return facts with all their versions, whatever may be seen, in the order in which they were first said: for a copy of the store.
// $after: number of the last fact before
// $first: greatest number of facts
MATCH (fact:Fact)
WHERE fact.number > $after
WITH fact ORDER BY fact.number LIMIT $first
RETURN fact.number AS number, fact.id AS key, fact.kind AS kind, fact.namespace AS namespace, fact.visibility AS own, fact.need AS need,
  CASE WHEN fact:Erased THEN [fact.erasedDigest, fact.erasedReason, fact.erasedRevision] END AS erased,
  CASE WHEN fact.payload IS NOT NULL THEN [[fact.recordedFrom, null, fact.need, fact.payload, null]] ELSE [] END
    + COLLECT {
      MATCH (fact)-[:HAD_VERSION]->(past)
      RETURN [past.recordedFrom, past.recordedTo, past.need, past.payload, past.digest]
    } AS versions
