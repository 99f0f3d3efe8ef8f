"""Every kind of fact, and how one is written and read: canonical JSON without defaults."""

from collections.abc import Callable
from typing import Final

import msgspec

from xinmai.model.case import Case, MeasureApplied
from xinmai.model.fact import Fact
from xinmai.model.names import normal_form
from xinmai.model.party import ContactValue, Party, PartyFact
from xinmai.model.plan import System, Task, TaskLink
from xinmai.model.provenance import Consent, Judgement, Source
from xinmai.model.record import CreditRecord, RecordEvent, RecordLink, RecordParty, Sanction
from xinmai.model.relation import Relation
from xinmai.model.vocabulary import RelationKind, TaskLinkKind

KINDS: Final[dict[str, type[Fact]]] = {
    "source": Source,
    "party": Party,
    "contact_value": ContactValue,
    "case": Case,
    "system": System,
    "task": Task,
    "party_fact": PartyFact,
    "relation": Relation,
    "record": CreditRecord,
    "record_party": RecordParty,
    "sanction": Sanction,
    "record_event": RecordEvent,
    "record_link": RecordLink,
    "measure_applied": MeasureApplied,
    "consent": Consent,
    "judgement": Judgement,
    "task_link": TaskLink,
}
"""Name of each kind of fact → its class, in the order in which a load writes them."""

KIND_OF: Final[dict[type[Fact], str]] = {cls: name for name, cls in KINDS.items()}

_PARTY, _CASE, _RECORD, _TASK, _NOTHING = (
    frozenset({"party"}),
    frozenset({"case"}),
    frozenset({"record"}),
    frozenset({"task"}),
    frozenset[str](),
)
_BOUND = frozenset({"party", "system"})

LINK_ENDS: Final[dict[str, tuple[frozenset[str], frozenset[str]]]] = {
    **{str(kind): (_PARTY, frozenset({"party", "case", "contact_value"})) for kind in RelationKind},
    **{f"task_{kind}": (_TASK, _BOUND) for kind in TaskLinkKind},
    "party_fact": (_PARTY, _NOTHING),
    "record_party": (_RECORD, _PARTY),
    "record_scope": (_RECORD, _PARTY),
    "sanction": (_RECORD, _PARTY),
    "record_event": (_RECORD, _PARTY),
    "event_agency": (_RECORD, _PARTY),
    "record_link": (_RECORD, _RECORD),
    "measure_applied": (_RECORD, _PARTY),
    "consent": (_PARTY, _NOTHING),
    "judgement": (_PARTY, _PARTY),
    "issued_by": (_RECORD, _PARTY),
    "record_case": (_RECORD, _CASE),
    "case_agency": (_CASE, _PARTY),
    "part_of": (_CASE, _CASE),
    "operated_by": (frozenset({"system"}), _PARTY),
    "relation_case": (_CASE, _NOTHING),
}
"""Kind of connection → kinds of nodes at which it may start and end. No end is of a kind that a load writes later, so that
what dangles does not depend on what the store held before."""

LONGEST: Final = 8_000
"""Greatest length in UTF-8 bytes of a key, a name and an identifier: texts by which facts are found stand in indexes."""
_SHORT: Final = 200
"""So many characters are never too many, in normal form neither."""

_ENCODER = msgspec.json.Encoder()
_DECODERS = {name: msgspec.json.Decoder(cls) for name, cls in KINDS.items()}
_LIST_DECODERS = {name: msgspec.json.Decoder(list[cls]) for name, cls in KINDS.items()}  # type: ignore[valid-type]


def encode(fact: Fact) -> bytes:
    """Return the canonical JSON of a fact: fields in declared order, defaults left out, UTF-8."""
    return _ENCODER.encode(fact)


def decode(kind: str, payload: bytes | str) -> Fact:
    """Return the fact of a kind that a payload of :func:`encode` means."""
    return _DECODERS[kind].decode(payload)


def decode_list(kind: str, payloads: bytes | str) -> list[Fact]:
    """Return the facts of a kind that an array of payloads means."""
    return _LIST_DECODERS[kind].decode(payloads)


def bare(fact: Fact) -> Fact:
    """Return what a fact states: without record time and without what reads attach."""
    if type(fact) is Party and fact.facts:
        fact = msgspec.structs.replace(fact, facts=())
    elif type(fact) is CreditRecord and (fact.parties or fact.sanctions or fact.events or fact.record_links):
        fact = msgspec.structs.replace(fact, parties=(), sanctions=(), events=(), record_links=())
    if fact.recorded_from or fact.recorded_to is not None:
        fact = msgspec.structs.replace(fact, recorded_from=0, recorded_to=None)
    return fact


def is_too_long(fact: Fact) -> bool:
    """Say whether a text by which the fact is found is longer than any store takes."""
    key = fact.key
    if len(key) > _SHORT and len(key.encode()) > LONGEST:
        return True
    if type(fact) is not Party:
        return False
    if (
        len(fact.name) > _SHORT
        and max(len(fact.name.encode()), len(normal_form(fact.name).encode())) > LONGEST
    ):
        return True
    return any(len(i.value) > _SHORT and len(i.term.encode()) > LONGEST for i in fact.identifiers)


def missing_end(fact: Fact, kind_of: Callable[[str], str | None]) -> str | None:
    """Return the first id in a fact's links that is no node of a kind that may stand there; None if all are."""
    for kind, start, end in fact.links():
        starts, ends = LINK_ENDS[kind]
        if kind_of(start) not in starts:
            return start
        if end is not None and kind_of(end) not in ends:
            return end
    return None


def restates(old: Fact, new: Fact) -> bool:
    """Say whether ``new`` says again what ``old`` said; a later day of "it is over" adds nothing."""
    if isinstance(old, Relation) and isinstance(new, Relation):
        new = msgspec.structs.replace(new, over_by=old.over_by)
    new = msgspec.structs.replace(new, recorded_from=old.recorded_from, recorded_to=old.recorded_to)
    return old == new
