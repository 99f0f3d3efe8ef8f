// Return the change feed after a revision: whole revisions, until there are enough entries.
// $since: number of the last revision that the caller knows
// $first: number of entries that are enough, at least 1
MATCH (store:Store {id: 'store'})
MATCH (revision:Revision)
WHERE revision.number > $since AND revision.number <= store.published
WITH revision ORDER BY revision.number LIMIT $first
WITH revision, revision.nextNumber - revision.firstNumber + COUNT { (revision)-[:ALTERED]->() } AS entries
ORDER BY revision.number
WITH collect({revision: revision, entries: entries}) AS feed
UNWIND range(0, size(feed) - 1) AS place
WITH feed[place].revision AS revision, reduce(before = 0, item IN feed[..place] | before + item.entries) AS before
WHERE before < $first
CALL (revision) {
  MATCH (fact:Fact)
  WHERE fact.number >= revision.firstNumber AND fact.number < revision.nextNumber
  RETURN fact, 'added' AS what
  UNION ALL
  MATCH (revision)-[altered:ALTERED]->(fact)
  RETURN fact, altered.what AS what
}
RETURN revision.number AS revision, fact.id AS key, fact.kind AS kind, what
