// Say what the newest load of each namespace refused.
MATCH (reject:Reject)
WHERE reject.namespace >= ''
RETURN reject.namespace AS namespace, reject.agency AS agency, reject.table AS table, reject.kind AS kind, reject.count AS count
