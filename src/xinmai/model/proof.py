"""Why a derived answer holds: the rule, the facts and what was found about them, sealed by a digest."""

import hashlib

import msgspec

from xinmai.model.dates import PartialDate
from xinmai.model.fact import Fact
from xinmai.model.ids import PublicId
from xinmai.model.vocabulary import Answer


def canonical(value: object) -> bytes:
    """Return the one JSON form of a value: keys sorted, no spaces, UTF-8."""
    return msgspec.json.encode(value, order="sorted")


def digest_of(value: object) -> str:
    """Return the SHA-256 digest of the canonical form, hexadecimal."""
    return hashlib.sha256(canonical(value)).hexdigest()


class FactUse(msgspec.Struct, frozen=True):
    """A fact that a step stands on, 所依据的事实."""

    key: str
    """Its key in the store; for most facts the public id."""
    source: PublicId
    """Who says so."""
    locator: str | None
    """Place inside the source."""
    recorded_from: int
    """Revision from which the store knew it."""
    digest: str
    """Digest of the fact as stated, so that an altered fact shows."""


def use_of(fact: Fact) -> FactUse:
    """Return how a proof cites a fact; what a read attached to it is cited on its own."""
    bare = {name: () for name in _ATTACHED if hasattr(fact, name)}
    plain = msgspec.structs.replace(fact, recorded_from=0, recorded_to=None, **bare)
    return FactUse(fact.key, fact.source, fact.locator, fact.recorded_from, digest_of(plain))


_ATTACHED = ("facts", "parties", "sanctions", "events", "record_links")


class ProofStep(msgspec.Struct, frozen=True):
    """One test on the way to an answer and how it came out, 推理步骤."""

    test: str
    """Name of the predicate."""
    holds: Answer
    """How it came out."""
    values: dict[str, str]
    """The values it compared, as text."""
    facts: tuple[FactUse, ...] = ()
    """The facts it read, in order of their keys."""


class Proof(msgspec.Struct, frozen=True, omit_defaults=True):
    """Why a consequence holds, 证明. ``digest`` is taken over everything else in it."""

    rule: str
    """Rule id."""
    version: int
    """Rule version."""
    rule_pack: str
    """Digest of the rule catalogue that was applied."""
    cause: PublicId
    """The record without which there would be nothing."""
    as_of: PartialDate
    """Day for which it was judged."""
    conclusion: dict[str, str]
    """What follows: party, effect, code, from, until."""
    steps: tuple[ProofStep, ...]
    """The tests in the order in which they were made."""
    digest: str = ""
    """SHA-256 of :meth:`json`, hexadecimal."""

    def json(self) -> bytes:
        """Return the canonical JSON of the proof without its digest."""
        return canonical(msgspec.structs.replace(self, digest=""))

    def sealed(self) -> "Proof":
        """Return the proof with its digest."""
        return msgspec.structs.replace(self, digest=hashlib.sha256(self.json()).hexdigest())

    def is_intact(self) -> bool:
        """Say whether the digest fits the content."""
        return self.sealed().digest == self.digest
