// Return revisions by number.
// $numbers: the numbers
UNWIND $numbers AS number
MATCH (revision:Revision {number: number})
RETURN DISTINCT revision.number AS number, revision.recordedAt AS recordedAt
