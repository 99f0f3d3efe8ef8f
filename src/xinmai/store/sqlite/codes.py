"""Numbers that stand in the file for the names of kinds. Never change or reuse one: files outlive versions."""

from typing import Final

from xinmai.model.vocabulary import PartyKind, RecordKind, RelationKind

FACT: Final = {
    "source": 1,
    "party": 2,
    "contact_value": 3,
    "case": 4,
    "system": 5,
    "task": 6,
    "record": 7,
    "party_fact": 20,
    "relation": 21,
    "record_party": 22,
    "sanction": 23,
    "record_event": 24,
    "record_link": 25,
    "measure_applied": 26,
    "consent": 27,
    "judgement": 28,
    "task_link": 29,
}
"""Kind of fact. Below :data:`FIRST_LINK` are the nodes, which are listed in the order of their keys."""
FIRST_LINK: Final = 20

RELATION: Final = {
    RelationKind.LEGAL_REPRESENTATIVE: 1,
    RelationKind.PRINCIPAL: 2,
    RelationKind.DIRECTOR: 3,
    RelationKind.SUPERVISOR: 4,
    RelationKind.SENIOR_MANAGER: 5,
    RelationKind.FINANCE_HEAD: 6,
    RelationKind.PRACTITIONER: 7,
    RelationKind.EMPLOYEE: 8,
    RelationKind.FOUNDER: 9,
    RelationKind.PROJECT_MANAGER: 10,
    RelationKind.HOLDS: 11,
    RelationKind.MEMBER_OF: 12,
    RelationKind.BRANCH_OF: 13,
    RelationKind.SUCCEEDED_BY: 14,
    RelationKind.CONTROLS: 15,
    RelationKind.GUARANTEES: 16,
    RelationKind.LENDS: 17,
    RelationKind.SUPPLIES: 18,
    RelationKind.AGENT_FOR: 19,
    RelationKind.BIDS_IN: 20,
    RelationKind.REVIEWS: 21,
    RelationKind.APPLIES_IN: 22,
    RelationKind.PREPARES_BID: 23,
    RelationKind.KIN: 24,
    RelationKind.ALIKE_BIDS: 25,
    RelationKind.POSSIBLY_SAME: 26,
    RelationKind.CONTACT: 27,
}
ATTACHMENT: Final = {
    "party_fact": 101,
    "record_party": 102,
    "record_scope": 103,
    "sanction": 104,
    "record_event": 105,
    "record_link": 106,
    "measure_applied": 107,
    "consent": 108,
    "judgement": 109,
    "issued_by": 110,
    "record_case": 111,
    "case_agency": 112,
    "part_of": 113,
    "operated_by": 114,
    "relation_case": 115,
    "task_responsible": 116,
    "task_names_system": 117,
    "task_covers_record_kind": 118,
    "task_covers_subject_kind": 119,
    "task_covers_use": 120,
    "task_states_measure": 121,
    "task_produces": 122,
    "event_agency": 123,
    "task_draws_up": 124,
    "task_revises": 125,
    "task_applies": 126,
}
FIRST_ATTACHMENT: Final = 100

ARC: Final[dict[str, int]] = {**{str(k): v for k, v in RELATION.items()}, **ATTACHMENT}
"""Kind of connection, by the name that ``Fact.links`` gives it."""

OUT: Final = 0
IN: Final = 1

PARTY: Final = {kind: number for number, kind in enumerate(PartyKind, 1)}
RECORD: Final = {kind: number for number, kind in enumerate(RecordKind, 1)}

FACT_NAME: Final = {v: k for k, v in FACT.items()}
RELATION_NAME: Final = {v: k for k, v in RELATION.items()}
RECORD_NAME: Final = {v: k for k, v in RECORD.items()}

EVERYWHERE: Final = 4_000_001
"""A day after every end: bounds of what is not dated."""
