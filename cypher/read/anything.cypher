// Say whether anything stands in the database.
// No parameters.
MATCH (node)
RETURN true AS anything LIMIT 1
