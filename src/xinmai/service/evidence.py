"""An answer with everything that it stands on: which facts, from which sources, and where was looked."""

from datetime import datetime
from typing import Final, TypeAlias

import msgspec

from xinmai.analysis.evidence import Answered, Origins, Setting, cited, evidence_of, facts_in
from xinmai.analysis.evidence_consequence import consequence_answered, deciding
from xinmai.analysis.evidence_group import group_answered
from xinmai.analysis.evidence_path import path_answered
from xinmai.model.case import Case
from xinmai.model.consequence import Wording
from xinmai.model.evidence import Evidence, Question
from xinmai.model.fact import Fact
from xinmai.model.ids import PublicId, namespace_of
from xinmai.model.links import PathResult
from xinmai.model.party import ContactValue, Party
from xinmai.model.provenance import Source, delivery_of
from xinmai.model.relation import Relation
from xinmai.model.subgraph import Subgraph
from xinmai.model.view import Budget, Page, View
from xinmai.model.vocabulary import RelationKind
from xinmai.ports.budget import computed, within
from xinmai.ports.store import Reader
from xinmai.rules.catalogue import Catalogue
from xinmai.rules.rulebook import RuleBook
from xinmai.service.gathering import Gathering
from xinmai.service.group import gathered_group
from xinmai.service.ownership_choices import control_options
from xinmai.service.paths import PathSearch, paths
from xinmai.service.propagation import gathered_propagation

DEPTH: Final = 6
"""Hops of a path unless stated."""
PATHS: Final = 10
"""Paths that are proved, the shortest ones."""
_PAGE: Final = 500
MOST_SOURCES: Final = 10_000
"""Sources that are looked through for deliveries."""


class OfPath(msgspec.Struct, frozen=True, kw_only=True):
    """How are these two linked, or is no link found?"""

    start: PublicId
    goal: PublicId
    kinds: tuple[RelationKind, ...] | None = None
    """Kinds to follow; None = all but the suspected ones."""
    depth: int = DEPTH
    """Greatest number of hops."""


class OfGroup(msgspec.Struct, frozen=True):
    """Which parties are one group with this one?"""

    of: PublicId


class OfConsequence(msgspec.Struct, frozen=True):
    """Whom does this record reach?"""

    record: PublicId


Asked: TypeAlias = OfPath | OfGroup | OfConsequence
Found: TypeAlias = tuple[Answered, dict[str, Fact]]
"""An answer, and the facts that it may stand on by key."""


class Means(msgspec.Struct, frozen=True, kw_only=True):
    """With what a question is answered, 依据."""

    catalogue: Catalogue
    rules: RuleBook
    budget: Budget
    ownership_budget: Budget
    engine: str
    """Name and version of the program."""


async def evidence(
    store: Reader, view: View, asked: Asked, means: Means, known_at: datetime | None = None
) -> Evidence:
    """Return the answer to a question as evidence.

    The same question in the same view gives the same bytes, unless it was cut by time. The answer may take the
    budget's seconds, and what it stands on may take them once more.

    Raises
    ------
    UnknownId
        If an id of the question is nothing in this view.
    BadArgument
        If an argument is out of range.
    BudgetExceeded
        If it takes longer.
    """
    answered, pool = await _answer(store, view, asked, means)
    facts = cited(answered, pool)
    budget = means.ownership_budget if isinstance(asked, OfGroup) else means.budget
    async with within(budget):
        origins = await _origins(store, view, facts)
    setting = Setting(view=view, known_at=known_at, budget=budget, engine=means.engine)
    return await computed(len(facts), evidence_of, answered, facts, origins, setting)


async def _answer(store: Reader, view: View, asked: Asked, means: Means) -> Found:
    if isinstance(asked, OfPath):
        return await _path(store, view, asked, means)
    if isinstance(asked, OfGroup):
        return await _group(Gathering(store, view, means.ownership_budget), asked.of, means)
    return await _consequence(Gathering(store, view, means.budget), asked.record, means)


async def _group(gathering: Gathering, of: PublicId, means: Means) -> Found:
    async with within(means.ownership_budget):
        found = await gathered_group(gathering, of, control_options(means.catalogue))
    graph, words = gathering.graph(), means.catalogue.evidence
    answered = await computed(len(graph.relations), group_answered, found, graph, gathering.view.as_of, words)
    return answered, facts_in(graph)


async def _consequence(gathering: Gathering, record_id: PublicId, means: Means) -> Found:
    async with within(means.budget):
        record, found = await gathered_propagation(gathering, record_id, means.rules)
        await gathering.meet(deciding(record))
    graph, catalogue = gathering.graph(), means.catalogue
    answered = await computed(
        len(graph.relations),
        consequence_answered,
        record,
        found,
        graph,
        gathering.view.as_of,
        means.rules,
        catalogue.evidence,
        catalogue.fields,
    )
    return answered, facts_in(graph, record)


async def _path(store: Reader, view: View, asked: OfPath, means: Means) -> Found:
    search = PathSearch(start=asked.start, goal=asked.goal, kinds=asked.kinds, depth=asked.depth, first=PATHS)
    found = await paths(
        store, view, search, means.catalogue.hubs, means.budget
    )  # keeps to its seconds by itself
    arguments = {
        "from": asked.start,
        "to": asked.goal,
        "kinds": [str(kind) for kind in found.kinds],
        "max_depth": asked.depth,
        "first": PATHS,
        "by": str(search.by),
    }
    supplied = frozenset[RelationKind]()
    if not found.paths:
        supplied = await store.relation_kinds(view.on_every_day(), found.kinds, means.budget)
    graph, question = _named(found), Question("path", arguments, Wording("", ""))
    return path_answered(question, found, graph, view.as_of, means.catalogue, supplied), facts_in(graph)


def _named(found: PathResult) -> Subgraph:
    """Return the nodes and relations that paths name, as the search read them."""
    facts = sorted(found.facts, key=lambda fact: fact.key)
    return Subgraph(
        parties=tuple(fact for fact in facts if isinstance(fact, Party)),
        relations=tuple(fact for fact in facts if isinstance(fact, Relation)),
        others=tuple(fact for fact in facts if isinstance(fact, Case | ContactValue)),
        completeness=found.completeness,
    )


async def _origins(store: Reader, view: View, facts: tuple[Fact, ...]) -> Origins:
    listed, is_whole = await _deliveries(store, view)
    used = {fact.source for fact in facts if fact.source}
    asked = used | {delivery_of(namespace_of(source)) for source in used}
    named = await store.facts(view, sorted(asked - listed.keys()))
    known = listed | {PublicId(key): found for key, found in named.items() if isinstance(found, Source)}
    revisions = await store.revisions(sorted({view.revision, *(fact.recorded_from for fact in facts)}))
    return Origins(
        sources=known,
        deliveries=tuple(sorted(key for key, source in known.items() if source.is_delivery)),
        every_delivery=is_whole,
        instants={number: revision.recorded_at for number, revision in revisions.items()},
    )


async def _deliveries(store: Reader, view: View) -> tuple[dict[PublicId, Source], bool]:
    """Return the deliveries among the first sources in the view, and whether those were all sources."""
    found: dict[PublicId, Source] = {}
    page = Page(first=_PAGE, count=False)
    for _ in range(MOST_SOURCES // _PAGE):
        part = await store.listing(view, "source", page)
        sources = [source for source in part.items if isinstance(source, Source)]
        found |= {source.id: source for source in sources if source.is_delivery}
        if not part.has_next:
            return found, True
        page = msgspec.structs.replace(page, after=part.cursors[-1])
    return found, False
