"""Every read of the port, asked at once, so that two stores (or two times) can be compared as a whole."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import msgspec

from xinmai.model.facts import KINDS
from xinmai.model.filters import ANYTHING, Condition, Thing
from xinmai.model.groups import By
from xinmai.model.ids import PublicId
from xinmai.model.names import normal_form
from xinmai.model.orders import Order
from xinmai.model.view import Budget, Page, Slice, View
from xinmai.model.vocabulary import Direction, PartyKind, RelationKind
from xinmai.ports.store import Store

from support.contract_base import pages


@dataclass(frozen=True)
class Narrowed:
    """A condition and an order for each thing of which there are lists, and by what those that fulfil it are grouped."""

    of: Mapping[Thing, tuple[Condition, tuple[Order, ...]]]
    by: Mapping[Thing, tuple[By, ...]]

    def page(self, thing: Thing) -> Callable[[Page], Page]:
        """Return what makes a page one of this order."""
        return lambda page: msgspec.structs.replace(page, order=self.of[thing][1])


@dataclass(frozen=True)
class Probes:
    """What is asked."""

    ids: Sequence[PublicId]
    """Public ids of anything, also of nothing."""
    keys: Sequence[str]
    """Keys of facts that have no public id."""
    terms: Sequence[str]
    texts: Sequence[str]
    narrowed: Sequence[Narrowed]
    """At least one: without any, no list and no group would be asked for, and nothing would say so."""
    budget: Budget
    first: int
    """Size of a page."""
    kinds: Sequence[RelationKind] | None = None
    direction: Direction = Direction.BOTH
    party_kinds: Sequence[PartyKind] | None = None

    def __post_init__(self) -> None:
        if not self.narrowed:
            raise ValueError("narrowed names no condition: pages and groups would not be asked for")


async def all_answers(store: Store, view: View, probes: Probes) -> dict[str, Any]:
    """Return what every read answers to the probes, by a name that says what was asked."""
    answers = await _of_facts(store, view, probes)
    answers |= await _of_nodes(store, view, probes)
    answers |= await _of_walks(store, view, probes)
    return answers | await _of_lists(store, view, probes)


async def unmasked_answers(store: Store, probes: Probes) -> dict[str, Any]:
    """Return what the reads without a view answer."""
    answers: dict[str, Any] = {
        "rejects": await store.rejects(),
        "digest": await store.digest(),
        "counts": await store.counts(),
        "revisions": await store.revisions([0, 1, 2, 3, 10_000]),
        **{f"changes since {n}": await store.changes(n, probes.first) for n in range(3)},
    }
    for key in [*probes.ids, *probes.keys]:
        answers[f"erased {key}"] = await store.erased(key)
    return answers


async def _of_facts(store: Store, view: View, probes: Probes) -> dict[str, Any]:
    keys = [*probes.ids, *probes.keys]
    answers: dict[str, Any] = {"facts": await store.facts(view, keys)}
    for kind in KINDS:
        answers[f"listing {kind}"] = await pages(partial(store.listing, view, kind), probes.first)
        batches = [batch async for batch in store.scan(view, kind)]
        answers[f"scan {kind}"] = sorted((f for batch in batches for f in batch), key=lambda f: f.key)
    for key, versions in (await store.histories(view, [*keys, *keys[:1], "a:never/said"])).items():
        answers[f"history {key!r}"] = versions
    return answers | {"history of one": await store.histories(view, keys[:1])}


async def _of_nodes(store: Store, view: View, probes: Probes) -> dict[str, Any]:
    answers: dict[str, Any] = {
        "parties": await store.parties(view, probes.ids),
        "degrees": await store.degrees(view, probes.ids),
        "credit_records": await store.credit_records(view, probes.ids),
        "records_of": await store.records_of(view, probes.ids, probes.budget),
        "relations": _by_name(await store.relations(view, probes.ids, ANYTHING, Page())),
        "records": _by_name(await store.records(view, probes.ids, ANYTHING, Page())),
    }
    for node in probes.ids:
        for number, narrowed in enumerate(probes.narrowed[:2]):
            relations = _of_one(store.relations, view, node, narrowed, Thing.RELATION)
            answers[f"relations {node} {number}"] = await pages(relations, probes.first)
            records = _of_one(store.records, view, node, narrowed, Thing.RECORD)
            answers[f"records {node} {number}"] = await pages(records, probes.first)
        answers[f"tasks {node}"] = await store.tasks(view, node)
        answers[f"coverage {node}"] = await store.coverage(view, node)
    for narrowed in probes.narrowed:
        asked = narrowed.of[Thing.RELATION][0], narrowed.by[Thing.RELATION]
        found = await store.aggregate_relations(view, probes.ids, *asked, probes.budget)
        answers[f"groups of relations {asked}"] = found
    return answers


async def _of_walks(store: Store, view: View, probes: Probes) -> dict[str, Any]:
    asked = (probes.kinds, probes.direction, probes.budget)
    answers: dict[str, Any] = {
        "expand all": await store.expand(view, probes.ids, *asked),
        "closure all": await store.closure(view, probes.ids, *asked),
    }
    kinds = tuple(RelationKind) if probes.kinds is None else probes.kinds
    answers["relation kinds"] = await store.relation_kinds(view, kinds, probes.budget)
    for node in probes.ids:
        answers[f"expand {node}"] = await store.expand(view, [node], *asked)
        answers[f"closure {node}"] = await store.closure(view, [node], *asked)
    for a in probes.ids[:3]:
        for b in probes.ids:
            path = await store.shortest(view, a, b, probes.kinds, probes.budget)
            answers[f"shortest {a} {b}"] = path
    return answers


async def _of_lists(store: Store, view: View, probes: Probes) -> dict[str, Any]:
    answers: dict[str, Any] = {
        "resolve": await store.resolve(view, probes.terms),
        "named": await store.named(view, [normal_form(text) for text in probes.texts], probes.first),
        "tasks": await store.tasks(view, None),
        "coverage": await store.coverage(view, None),
    }
    for narrowed in probes.narrowed:
        where, _ = asked = narrowed.of[Thing.PARTY]
        answers[f"find {asked}"] = await pages(
            _ordered(store.find, view, where, narrowed, Thing.PARTY), probes.first
        )
        where, _ = asked = narrowed.of[Thing.RECORD]
        read = _ordered(store.find_records, view, where, narrowed, Thing.RECORD)
        answers[f"find records {asked}"] = await pages(read, probes.first)
        for thing in (Thing.PARTY, Thing.RECORD):
            groups = narrowed.of[thing][0], narrowed.by[thing]
            found = await store.aggregate(view, thing, *groups, probes.budget)
            answers[f"groups of {thing} {groups}"] = found
    for text in probes.texts:
        search = partial(store.search, view, text, probes.party_kinds, budget=probes.budget)
        answers[f"search {text!r}"] = await pages(search, probes.first)
    return answers


def _by_name(found: Mapping[PublicId, Slice[Any]]) -> dict[str, Any]:
    """Return what does not depend on how an engine writes its cursors, nor on the order of a mapping."""
    return {key: (page.items, page.total, page.has_next) for key, page in sorted(found.items())}


def _ordered(read: Any, view: View, where: Condition, narrowed: Narrowed, thing: Thing) -> Any:
    return lambda page: read(view, where, narrowed.page(thing)(page))


def _of_one(read: Any, view: View, node: PublicId, narrowed: Narrowed, thing: Thing) -> Any:
    where, order = narrowed.of[thing]
    return list_of(read, view, node, where, order)


def list_of(
    read: Any, view: View, node: PublicId, where: Condition = ANYTHING, order: tuple[Order, ...] = ()
) -> Callable[[Page], Awaitable[Slice[Any]]]:
    """Return what reads a page of the list of one node; nothing of a node that is nothing."""

    async def asked(page: Page) -> Slice[Any]:
        found = await read(view, [node], where, msgspec.structs.replace(page, order=order))
        return found.get(node) or Slice((), (), 0, has_next=False)

    return asked
