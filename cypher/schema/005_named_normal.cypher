// Names in normal form: equal to, starting with.
// No parameters.
CREATE INDEX named_normal IF NOT EXISTS FOR (named:Named) ON (named.normalName)
