// Name the indexes of the database; a constraint of ours has one of its name.
// No parameters.
SHOW INDEXES YIELD name
RETURN name
