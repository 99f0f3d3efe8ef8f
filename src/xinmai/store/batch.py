"""What a batch of facts means for a store, whatever its engine: what is refused, repeated, unchanged, changed and new."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final, Generic, NamedTuple, TypeVar

import msgspec

from xinmai.model.answers import Applied, Refusal
from xinmai.model.fact import Fact, Link
from xinmai.model.facts import bare, decode, encode, is_too_long, restates
from xinmai.model.party import ContactValue
from xinmai.model.relation import Relation
from xinmai.store.said import Said

ERASED: Final = 4
"""Bit of ``need`` that nobody's permission covers: the fact was erased."""

K = TypeVar("K", int, str)
"""How an engine names a kind of fact: by a code, or as the model does."""


class Known(msgspec.Struct, Generic[K], frozen=True, gc=False):
    """What the store holds under a key."""

    number: int
    kind: K
    rev: int
    own: int
    need: int
    payload: str | None

    @property
    def is_live(self) -> bool:
        """Neither closed nor erased."""
        return self.payload is not None


class Item(msgspec.Struct, Generic[K], frozen=True, gc=False):
    """One fact of a batch on its way in."""

    position: int
    fact: Fact
    key: str
    kind: K
    payload: str
    links: tuple[Link, ...]
    refs: tuple[str, ...]
    """Keys of other facts that it needs."""


class Kinds(NamedTuple, Generic[K]):
    """How an engine names kinds of facts, and which of them may stand at the ends of a connection."""

    code_of: Mapping[type[Fact], K]
    link_ends: Mapping[str, tuple[AbstractSet[K], AbstractSet[K]]]


def items_of(facts: Sequence[Fact], kinds: Kinds[K]) -> list[Item[K]]:
    """Return the facts of a batch with what is asked of each more than once."""
    items = []
    for position, said in enumerate(facts):
        fact = bare(said)
        key, links = fact.key, fact.links()
        refs = []
        for _, start, end in links:
            if start != key:
                refs.append(start)
            if end is not None and end != key:
                refs.append(end)
        payload = encode(fact).decode()
        items.append(Item(position, fact, key, kinds.code_of[type(fact)], payload, links, tuple(refs)))
    return items


def asked_of(items: Iterable[Item[K]]) -> tuple[list[str], list[str]]:
    """Return the keys of a batch, and those that are only referred to; sorted, so that neighbours in an index are read together."""
    keys = {item.key for item in items}
    refs = {ref for item in items for ref in item.refs} - keys
    return sorted(keys), sorted(refs)


class Intake(Generic[K]):
    """Sorts a batch by what the store knows and the load has said. It writes nothing and remembers nothing of another batch.

    Attributes
    ----------
    new, changed
        What is to be written: said for the first time, and said otherwise or again after it was closed.
    said_again
        Numbers of the facts that were known, and are now said.
    """

    def __init__(self, kinds: Kinds[K], known: Mapping[str, Known[K]], said: Said) -> None:
        self._kinds: Kinds[K] = kinds
        self._known: Mapping[str, Known[K]] = known
        self._said = said
        self._refused: list[Refusal] = []
        self._repeated = 0
        self._unchanged = 0
        self._altered = 0
        self.new: list[Item[K]] = []
        self.changed: list[Item[K]] = []
        self.said_again: list[int] = []

    def take(self, items: list[Item[K]]) -> None:
        """Sort the facts."""
        for item in self._accepted(self._once(items)):
            known = self._known.get(item.key)
            if known is None:
                self.new.append(item)
                continue
            self.said_again.append(known.number)
            if known.is_live and _restates(known, item):
                self._unchanged += 1
            else:
                self._altered += known.is_live
                self.changed.append(item)

    def applied(self, before: int) -> Applied:
        """Return what a write of the sorted facts answers; ``before`` is the revision that it found."""
        written = len(self.new) + len(self.changed)
        return Applied(
            revision=before + 1 if written else before,
            added=written - self._altered,
            changed=self._altered,
            unchanged=self._unchanged,
            repeated=self._repeated,
            refused=tuple(sorted(self._refused, key=lambda r: r.index)),
        )

    def _once(self, items: list[Item[K]]) -> list[Item[K]]:
        """Drop what this load or this batch has said already; refuse one key for two things."""
        first: dict[str, Item[K]] = {}
        for item in items:
            known = self._known.get(item.key)
            earlier = first.get(item.key)
            if is_too_long(item.fact):
                self._refuse(item, "TOO_LONG", item.key)
            elif known is not None and known.own & ERASED:
                self._refuse(item, "ERASED", item.key)
            elif (known is not None and known.kind != item.kind) or (earlier and earlier.kind != item.kind):
                self._refuse(item, "ID_TWICE", item.key)
            elif earlier is not None:
                self._repeat(item, same=restates(earlier.fact, item.fact))
            elif known is not None and known.is_live and self._said.has(known.number):
                self._repeat(item, same=_restates(known, item))
            else:
                first[item.key] = item
        return list(first.values())

    def _repeat(self, item: Item[K], *, same: bool) -> None:
        if same:
            self._repeated += type(item.fact) is not ContactValue  # a shared value is no repeated row
        else:
            self._refuse(item, "ID_TWICE", item.key)

    def _refuse(self, item: Item[K], rule: str, detail: str) -> None:
        self._refused.append(Refusal(item.position, rule, detail))

    def _accepted(self, items: list[Item[K]]) -> list[Item[K]]:
        """Refuse what refers to nothing, or to what cannot stand there, until nothing more dangles."""
        live = {key: known.kind for key, known in self._known.items() if known.is_live}
        while True:
            here = live | {item.key: item.kind for item in items}
            kept = []
            for item in items:
                missing = self._missing_end(item, here.get)
                if missing is None:
                    kept.append(item)
                else:
                    self._refuse(item, "DANGLING", missing)
            if len(kept) == len(items):
                return kept
            items = kept

    def _missing_end(self, item: Item[K], kind_of: Callable[[str], K | None]) -> str | None:
        """Say what :func:`xinmai.model.facts.missing_end` says, in the engine's names of kinds."""
        for kind, start, end in item.links:
            starts, ends = self._kinds.link_ends[kind]
            if kind_of(start) not in starts:
                return start
            if end is not None and kind_of(end) not in ends:
                return end
        return None


def _restates(known: Known[K], item: Item[K]) -> bool:
    if known.payload == item.payload:
        return True
    if known.payload is None or type(item.fact) is not Relation:
        return False
    return restates(decode("relation", known.payload), item.fact)
