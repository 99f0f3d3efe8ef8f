"""A made-up world for conditions: every field is stated of some things and not of others, each with few values."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, Protocol

import msgspec

from xinmai.model.fact import Fact
from xinmai.model.filters import FIELDS, Sort, Thing
from xinmai.model.vocabulary import Property, RecordKind, SanctionKind

from support import facts as build
from support.conditions import AMOUNTS, CLOSED, SHARES
from support.graphs import DATES, LOCALS, NAMESPACES, VALUES, WORDS, World

AT = datetime(2026, 5, 1, tzinfo=UTC)
PARTIES = tuple(f"{namespace}:{own}" for namespace in NAMESPACES for own in LOCALS)
NAMES = (
    "王伟",
    "王伟民",
    "小王伟",
    "沪滨",
    "沪滨（集团）有限公司",
    "沪滨(集团) 有限公司",
    "上海沪滨",
    "𠮷野家",
    "ABC Ltd.",
    "张**",
)
TEXTS = (None, None, "A1", "A1 A1", "A1上海", "上海A1", "上海A1沪", "a1")
"""Each is equal to, begins with, ends with or contains another one, so that these comparisons differ; so it is with names."""
_CHOICES: dict[Sort, Sequence[Any]] = {
    Sort.WORD: WORDS,
    Sort.TEXT: TEXTS,
    Sort.DATE: DATES,
    Sort.AMOUNT: (None, None, *AMOUNTS),
    Sort.FLAG: (False, True),
}
_KINDS: dict[Thing, Sequence[str]] = {
    Thing.RECORD: (RecordKind.PENALTY, RecordKind.LISTING, RecordKind.NOTICE),
    Thing.SANCTION: (SanctionKind.FINE, SanctionKind.WARNING),
}
"""Few of each, for a condition on one of many kinds would find nothing."""
_WORDS: dict[str, Sequence[Any]] = {
    "currency": (None, None, "A1", "USD"),
    **{name: tuple(words) for name, words in CLOSED.items()},
}
_STATED: dict[Property, Sequence[str]] = {
    **VALUES,
    Property.NAME: NAMES,
    Property.PAID_IN_CAPITAL: VALUES[Property.REGISTERED_CAPITAL],
}
_OWN = frozenset({"id", "kind"})


class Applies(Protocol):
    """What facts are written to."""

    async def apply(self, facts: Sequence[Fact], *, key: str, at: datetime) -> object: ...


async def fill(store: Applies) -> None:
    """Say the same things to a store, in several revisions, the later ones changing the earlier."""
    world = Varied(Random(5))  # noqa: S311 - made-up facts, not secrets
    for number in range(4):
        await store.apply(world.revision(), key=str(number), at=AT + timedelta(days=number))


class Varied(World):
    """Draws every field of everything on which a condition may be put."""

    def revision(self) -> list[Fact]:
        """Draw one statement for each key, of both namespaces."""
        found: dict[str, Fact] = {}
        for namespace in NAMESPACES:
            for fact in self._said_by(namespace):
                found.setdefault(fact.key, fact)
        return list(found.values())

    def _said_by(self, namespace: str) -> Iterator[Fact]:
        yield self.source(namespace)
        yield from (self._party(namespace, own) for own in LOCALS)
        yield from (self._relation(namespace, number) for number in range(36))
        yield from (self._record(f"{namespace}:e{number}") for number in range(1, 11))
        yield from (self._sanction(namespace, number) for number in range(12))
        yield from (self._property(party, prop) for party in PARTIES for prop in Property if self._seldom())
        yield from (self._finding(namespace) for _ in range(4))
        yield from (self._event(namespace) for _ in range(3))

    def _party(self, namespace: str, own: str) -> Fact:
        identity = self._of(tuple(CLOSED["identity"]))
        said = self.party_of(namespace, own)
        return msgspec.structs.replace(said, identity=identity, name=self._of(NAMES))

    def _relation(self, namespace: str, number: int) -> Fact:
        """Draw a relation; its shares are drawn with their ranges, its dates often not at all, so that it holds."""
        drawn = self._drawn(Thing.RELATION, "valid_from", "valid_to", "ended")
        paid = {"paid_share": self._of((None, *SHARES)), "case": None, **drawn}
        return msgspec.structs.replace(self.relation(namespace), id=f"{namespace}:r{number}", **paid)

    def _record(self, public_id: str) -> Fact:
        agency = self._of((None, self._party_id(), self._party_id()))
        kind = self._of(_KINDS[Thing.RECORD])
        drawn = self._drawn(Thing.RECORD)
        return build.record(public_id, RecordKind(kind), agency, **drawn, **self._said(public_id[:1]))

    def _sanction(self, namespace: str, number: int) -> Fact:
        kind = SanctionKind(self._of(_KINDS[Thing.SANCTION]))
        who = self._of((None, None, self._party_id()))
        said = self._drawn(Thing.SANCTION) | self._said(namespace)
        return build.sanction(f"{namespace}:z{number}", self._about(namespace), who, kind, **said)

    def _finding(self, namespace: str) -> Fact:
        said = self._drawn(Thing.FINDING) | self._said(namespace)
        if self._seldom():
            return build.named(self._about(namespace), self._of(NAMES[:5]), self._party_id(), **said)
        return build.record_party(self._about(namespace), self._party_id(), **said)

    def _event(self, namespace: str) -> Fact:
        drawn = self._drawn(Thing.EVENT)
        said = self._said(namespace) | {"document_no": drawn["document_no"]}
        return build.event(self._about(namespace), drawn["event"], drawn["on"], **said)

    def _property(self, party: str, prop: Property) -> Fact:
        """Draw a dated property; a word where nothing else is to be expected."""
        value = self._of(_STATED.get(prop, [word for word in WORDS if word]))
        return build.party_fact(party, prop, value, **self._dates())

    def _drawn(self, thing: Thing, *without: str) -> dict[str, Any]:
        """Draw what the facts of a thing state in its fields."""
        return {
            name: self._of(_WORDS.get(name) or _CHOICES[sort])
            for name, sort in FIELDS[thing].items()
            if sort in _CHOICES and name not in (*_OWN, *without)
        }

    def _about(self, namespace: str) -> str:
        return f"{namespace}:e{self.random.randrange(1, 11)}"

    def _seldom(self) -> bool:
        return self.random.random() < 0.25
