// Names by any piece: bigrams made by us, one word each. An analyzer of languages would lose two-character names.
// No parameters.
CREATE FULLTEXT INDEX named_grams IF NOT EXISTS FOR (named:Named) ON EACH [named.nameGrams]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace', `fulltext.eventually_consistent`: false}}
