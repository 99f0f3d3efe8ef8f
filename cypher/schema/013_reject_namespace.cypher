// What the newest load of a namespace refused.
// No parameters.
CREATE INDEX reject_namespace IF NOT EXISTS FOR (reject:Reject) ON (reject.namespace)
