// Credit records by id, for who writes (:CreditRecord {id: …}) by hand.
// No parameters.
CREATE INDEX record_id IF NOT EXISTS FOR (record:CreditRecord) ON (record.id)
