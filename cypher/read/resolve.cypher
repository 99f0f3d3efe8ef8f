// Say who has an identifier, now or formerly.
// $terms: scheme:value, as stated
// $shown: values of `need` that the caller may see
// $revision: revision of the view
UNWIND $terms AS term
MATCH (:Identifier {term: term})<-[given:IDENTIFIED_BY|SUPERSEDED_IDENTIFIED_BY]-(party:Fact)
WHERE given.need IN $shown AND given.recordedFrom <= $revision AND coalesce(given.recordedTo > $revision, true)
RETURN DISTINCT term, party.id AS id
