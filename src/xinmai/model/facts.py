"""Every kind of fact, and how one is written and read: canonical JSON without defaults."""

from typing import Final

import msgspec

from xinmai.model.case import Case, MeasureApplied
from xinmai.model.fact import Fact
from xinmai.model.party import ContactValue, Party, PartyFact
from xinmai.model.plan import System, Task, TaskLink
from xinmai.model.provenance import Consent, Judgement, Source
from xinmai.model.record import CreditRecord, RecordEvent, RecordLink, RecordParty, Sanction
from xinmai.model.relation import Relation

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

_ENCODER = msgspec.json.Encoder()
_DECODERS = {name: msgspec.json.Decoder(cls) for name, cls in KINDS.items()}


def encode(fact: Fact) -> bytes:
    """Return the canonical JSON of a fact: fields in declared order, defaults left out, UTF-8."""
    return _ENCODER.encode(fact)


def decode(kind: str, payload: bytes | str) -> Fact:
    """Return the fact of a kind that a payload of :func:`encode` means."""
    return _DECODERS[kind].decode(payload)


def bare(fact: Fact) -> Fact:
    """Return what a fact states: without record time and without what reads attach."""
    if type(fact) is Party and fact.facts:
        fact = msgspec.structs.replace(fact, facts=())
    elif type(fact) is CreditRecord and (fact.parties or fact.sanctions or fact.events or fact.record_links):
        fact = msgspec.structs.replace(fact, parties=(), sanctions=(), events=(), record_links=())
    if fact.recorded_from or fact.recorded_to is not None:
        fact = msgspec.structs.replace(fact, recorded_from=0, recorded_to=None)
    return fact


def restates(old: Fact, new: Fact) -> bool:
    """Say whether ``new`` says again what ``old`` said; a later day of "it is over" adds nothing."""
    if isinstance(old, Relation) and isinstance(new, Relation):
        new = msgspec.structs.replace(new, over_by=old.over_by)
    new = msgspec.structs.replace(new, recorded_from=old.recorded_from, recorded_to=old.recorded_to)
    return old == new
