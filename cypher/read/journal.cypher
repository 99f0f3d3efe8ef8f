// Return revisions with what they touched, for a copy of the store.
// $after: number of the last revision before
// $first: greatest number of revisions
MATCH (revision:Revision)
WHERE revision.number > $after
WITH revision ORDER BY revision.number LIMIT $first
RETURN revision.number AS number, revision.recordedAt AS recordedAt, revision.key AS key, revision.firstNumber AS firstNumber,
  revision.nextNumber AS nextNumber, COLLECT { MATCH (revision)-[altered:ALTERED]->(fact) RETURN [fact.id, altered.what] } AS touched
