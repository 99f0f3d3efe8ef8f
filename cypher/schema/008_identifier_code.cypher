// Identifiers by value in capitals, without the scheme: what a person types into a search box.
// No parameters.
CREATE INDEX identifier_code IF NOT EXISTS FOR (identifier:Identifier) ON (identifier.code)
