// Revisions by instant.
// No parameters.
CREATE INDEX revision_instant IF NOT EXISTS FOR (revision:Revision) ON (revision.recordedAt)
