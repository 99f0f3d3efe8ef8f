"""An answer with everything that it stands on: which facts, from which sources, and where was looked."""

from datetime import datetime
from typing import Final, TypeAlias

import msgspec

from xinmai.analysis.evidence import Answered, Origins, Setting, cited, evidence_of, facts_in
from xinmai.analysis.evidence_consequence import consequence_answered
from xinmai.analysis.evidence_group import group_answered
from xinmai.model.evidence import Evidence
from xinmai.model.fact import Fact
from xinmai.model.ids import PublicId
from xinmai.model.provenance import Source
from xinmai.model.view import Budget, Page, View
from xinmai.ports.budget import within
from xinmai.ports.store import Reader
from xinmai.rules.catalogue import Catalogue
from xinmai.rules.rulebook import RuleBook
from xinmai.service.gathering import Gathering
from xinmai.service.group import gathered_group
from xinmai.service.propagation import gathered_propagation

_DELIVERY: Final = ":bundle"
"""How the id of a delivery ends; other sources are documents that deliveries name."""
_PAGE: Final = 500


class OfGroup(msgspec.Struct, frozen=True):
    """Which parties are one group with this one?"""

    of: PublicId


class OfConsequence(msgspec.Struct, frozen=True):
    """Whom does this record reach?"""

    record: PublicId


Asked: TypeAlias = OfGroup | OfConsequence


class Means(msgspec.Struct, frozen=True, kw_only=True):
    """With what a question is answered, 依据."""

    catalogue: Catalogue
    rules: RuleBook
    budget: Budget
    engine: str
    """Name and version of the program."""


async def evidence(
    store: Reader, view: View, asked: Asked, means: Means, known_at: datetime | None = None
) -> Evidence:
    """Return the answer to a question as evidence; the same question in the same view gives the same bytes.

    Raises
    ------
    UnknownId
        If an id of the question is nothing in this view.
    BudgetExceeded
        If the whole question takes longer than the budget's seconds.
    """
    async with within(means.budget):
        answered, pool = await _answer(Gathering(store, view, means.budget), asked, means)
        facts = cited(answered, pool)
        origins = await _origins(store, view, facts)
    setting = Setting(view=view, known_at=known_at, budget=means.budget, engine=means.engine)
    return evidence_of(answered, facts, origins, setting)


async def _answer(gathering: Gathering, asked: Asked, means: Means) -> tuple[Answered, dict[str, Fact]]:
    day, words = gathering.view.as_of, means.catalogue.evidence
    if isinstance(asked, OfGroup):
        group = await gathered_group(gathering, asked.of)
        graph = gathering.graph()
        return group_answered(group, graph, day, words), facts_in(graph)
    record, found = await gathered_propagation(gathering, asked.record, means.rules)
    graph = gathering.graph()
    answered = consequence_answered(record, found, graph, day, means.rules, words, means.catalogue.fields)
    return answered, facts_in(graph, record)


async def _origins(store: Reader, view: View, facts: tuple[Fact, ...]) -> Origins:
    deliveries = await _deliveries(store, view)
    ids = sorted({fact.source for fact in facts if fact.source} - deliveries.keys())
    named = await store.facts(view, ids) if ids else {}
    found = {key: source for key, source in named.items() if isinstance(source, Source)}
    revisions = await store.revisions(sorted({view.revision, *(fact.recorded_from for fact in facts)}))
    return Origins(
        sources={PublicId(key): source for key, source in (deliveries | found).items()},
        deliveries=tuple(PublicId(key) for key in deliveries),
        instants={number: revision.recorded_at for number, revision in revisions.items()},
    )


async def _deliveries(store: Reader, view: View) -> dict[str, Source]:
    """Return all deliveries in the view, by id. Linear in the number of sources, as there is no shorter list of them."""
    found: dict[str, Source] = {}
    page = Page(first=_PAGE)
    while True:
        part = await store.listing(view, "source", page)
        found |= {s.key: s for s in part.items if isinstance(s, Source) and s.key.endswith(_DELIVERY)}
        if not part.has_next:
            return found
        page = Page(first=_PAGE, after=part.cursors[-1])
