// Count the facts that hold, by kind: the engine keeps these numbers, nothing is read.
RETURN {
  source: COUNT { (:Source) },
  party: COUNT { (:Party) },
  contact_value: COUNT { (:Contact) },
  case: COUNT { (:Case) },
  system: COUNT { (:System) },
  task: COUNT { (:Task) },
  party_fact: COUNT { (:PartyFact) },
  relation: COUNT { (:Relation) },
  record: COUNT { (:CreditRecord) },
  record_party: COUNT { (:RecordParty) },
  sanction: COUNT { (:Sanction) },
  record_event: COUNT { (:RecordEvent) },
  record_link: COUNT { (:RecordLink) },
  measure_applied: COUNT { (:MeasureApplied) },
  consent: COUNT { (:Consent) },
  judgement: COUNT { (:IdentityJudgement) },
  task_link: COUNT { (:TaskLink) }
} AS counts
