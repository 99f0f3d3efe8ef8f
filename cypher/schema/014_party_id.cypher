// Parties by id, for who writes (:Party {id: …}) by hand.
// No parameters.
CREATE INDEX party_id IF NOT EXISTS FOR (party:Party) ON (party.id)
