// Say whether there is a relation of some kinds at all: the engine finds relationships by type, and the first one ends the search.
// The adapter writes the asked types in place of /*:kinds*/.
// $revision: revision of the view
// $shown: values of `need` that the caller may see
// $lastDay: last day of the view's window
// $firstDay: first day of the view's window
MATCH ()-[relation /*:kinds*/]->()
WHERE relation.dayFrom IS NOT NULL
  AND relation.need IN $shown AND relation.recordedFrom <= $revision AND coalesce(relation.recordedTo > $revision, true)
  AND relation.dayFrom <= $lastDay AND relation.dayTo > $firstDay
WITH relation LIMIT 1
RETURN type(relation) AS type
