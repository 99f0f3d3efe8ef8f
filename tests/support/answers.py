"""Every read of the port, asked at once, so that two stores (or two times) can be compared as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from xinmai.model.answers import PartyFilter
from xinmai.model.facts import KINDS
from xinmai.model.ids import PublicId
from xinmai.model.names import normal_form
from xinmai.model.view import Budget, View
from xinmai.model.vocabulary import Direction, PartyKind, RecordKind, RelationKind
from xinmai.ports.store import Store

from support.contract_base import pages


@dataclass(frozen=True)
class Probes:
    """What is asked."""

    ids: Sequence[PublicId]
    """Public ids of anything, also of nothing."""
    keys: Sequence[str]
    """Keys of facts that have no public id."""
    terms: Sequence[str]
    texts: Sequence[str]
    filters: Sequence[PartyFilter]
    budget: Budget
    first: int
    """Size of a page."""
    kinds: Sequence[RelationKind] | None = None
    direction: Direction = Direction.BOTH
    party_kinds: Sequence[PartyKind] | None = None
    record_kinds: Sequence[RecordKind] | None = None


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
    for key in keys:
        answers[f"history {key!r}"] = await store.history(view, key)
    return answers


async def _of_nodes(store: Store, view: View, probes: Probes) -> dict[str, Any]:
    answers: dict[str, Any] = {
        "parties": await store.parties(view, probes.ids),
        "degrees": await store.degrees(view, probes.ids),
        "credit_records": await store.credit_records(view, probes.ids),
        "records_of": await store.records_of(view, probes.ids, probes.budget),
    }
    for node in probes.ids:
        relations = partial(store.relations, view, node, probes.kinds, probes.direction)
        answers[f"relations {node}"] = await pages(relations, probes.first)
        records = partial(store.records, view, node, probes.record_kinds)
        answers[f"records {node}"] = await pages(records, probes.first)
        answers[f"tasks {node}"] = await store.tasks(view, node)
        answers[f"coverage {node}"] = await store.coverage(view, node)
    return answers


async def _of_walks(store: Store, view: View, probes: Probes) -> dict[str, Any]:
    asked = (probes.kinds, probes.direction, probes.budget)
    answers: dict[str, Any] = {
        "expand all": await store.expand(view, probes.ids, *asked),
        "closure all": await store.closure(view, probes.ids, *asked),
    }
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
    for where in probes.filters:
        answers[f"find {where}"] = await pages(partial(store.find, view, where), probes.first)
    for text in probes.texts:
        search = partial(store.search, view, text, probes.party_kinds, budget=probes.budget)
        answers[f"search {text!r}"] = await pages(search, probes.first)
    return answers
