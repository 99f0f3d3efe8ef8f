// Parties by the name as stated, for who writes (:Party {name: …}) by hand.
// No parameters.
CREATE INDEX party_name IF NOT EXISTS FOR (party:Party) ON (party.name)
