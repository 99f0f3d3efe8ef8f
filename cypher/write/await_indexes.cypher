// Wait until new indexes are filled.
// No parameters.
CALL db.awaitIndexes(3600)
