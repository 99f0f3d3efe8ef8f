// Resolve an instant to the newest published revision not after it.
// $knownAt: the instant, or null for the newest
MATCH (store:Store {id: 'store'})
RETURN CASE
  WHEN $knownAt IS NULL THEN store.published
  ELSE coalesce(head(COLLECT {
    MATCH (revision:Revision)
    WHERE revision.recordedAt <= $knownAt AND revision.number <= store.published
    RETURN revision.number ORDER BY revision.recordedAt DESC, revision.number DESC LIMIT 1
  }), 0)
END AS revision
