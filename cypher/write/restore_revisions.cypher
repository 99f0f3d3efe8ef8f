// Enter revisions of another store as they were.
// $revisions: the properties of each
UNWIND $revisions AS properties
CREATE (revision:Revision)
SET revision = properties
