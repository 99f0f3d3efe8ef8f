"""Puts evidence together: an answer's claims, the facts they stand on, and where those come from."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Final

import msgspec

from xinmai.analysis.absence import withheld
from xinmai.model.absence import Gap
from xinmai.model.consequence import Wording
from xinmai.model.dates import iso, latest
from xinmai.model.evidence import (
    Claim,
    Evidence,
    FactShown,
    Options,
    Question,
    RuleCited,
    Searched,
    SourceShown,
    ViewStated,
    Wholeness,
)
from xinmai.model.fact import Fact
from xinmai.model.facts import KIND_OF, KINDS, bare, encode
from xinmai.model.ids import PublicId
from xinmai.model.party import Party
from xinmai.model.provenance import Source
from xinmai.model.record import CreditRecord
from xinmai.model.subgraph import Subgraph
from xinmai.model.view import Budget, Completeness, View
from xinmai.model.vocabulary import Visibility

_RANK: Final = {kind: rank for rank, kind in enumerate(KINDS)}


class Answered(msgspec.Struct, frozen=True, kw_only=True):
    """An answer as evidence states it, before its facts are looked up, 待举证的答复."""

    question: Question
    claims: tuple[Claim, ...]
    completeness: Completeness
    depth: int | None = None
    """Greatest number of hops that was asked for."""
    relations: Collection[str] = ()
    """Kinds of relation that were followed."""
    records: Collection[str] = ()
    """Kinds of record that were read."""
    gaps: tuple[Gap, ...] = ()
    rules: tuple[RuleCited, ...] = ()
    notes: tuple[Wording, ...] = ()


class Origins(msgspec.Struct, frozen=True, kw_only=True):
    """Where facts come from and when they were recorded, 出处."""

    sources: Mapping[PublicId, Source]
    """The sources that have a row of their own."""
    deliveries: tuple[PublicId, ...]
    """Deliveries that the store holds in the view, ordered."""
    every_delivery: bool
    """Whether they are all."""
    instants: Mapping[int, datetime]
    """Instant at which each revision was written."""


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """Under what an answer was given, 查询条件."""

    view: View
    known_at: datetime | None
    budget: Budget
    engine: str


def facts_in(graph: Subgraph, *more: Fact) -> dict[str, Fact]:
    """Return every fact of a graph by its key: with the dated facts of its parties and the rows of its records."""
    facts: list[Fact] = []
    for fact in (*graph.parties, *graph.others, *graph.relations, *graph.records, *more):
        facts.append(fact)
        if isinstance(fact, Party):
            facts += fact.facts
        elif isinstance(fact, CreditRecord):
            facts += (*fact.parties, *fact.sanctions, *fact.events, *fact.record_links)
    return {fact.key: fact for fact in facts}


def cited(answered: Answered, pool: Mapping[str, Fact]) -> tuple[Fact, ...]:
    """Return the facts that claims stand on, by kind as loads write them, then key."""
    keys = {key for claim in answered.claims for key in claim.facts}
    facts = [pool[key] for key in keys]
    return tuple(sorted(facts, key=lambda fact: (_RANK[KIND_OF[type(fact)]], fact.key)))


def evidence_of(answered: Answered, facts: tuple[Fact, ...], origins: Origins, setting: Setting) -> Evidence:
    """Return an answer as evidence.

    Parameters
    ----------
    answered
        What is claimed.
    facts
        What :func:`cited` gave.
    origins
        Sources of these facts, deliveries, and the instants of their revisions and of the view's.
    setting
        View and limits.
    """
    day = setting.view.as_of
    used = sorted({fact.source for fact in facts if fact.source} | set(origins.deliveries))
    return Evidence(
        engine=setting.engine,
        question=answered.question,
        view=_view(setting, origins),
        options=Options(setting.budget.nodes, answered.depth, setting.budget.hub),
        claims=answered.claims,
        facts=tuple(_fact(fact, origins) for fact in facts),
        sources=tuple(_source(key, origins.sources.get(key), day) for key in used),
        searched=Searched(
            tuple(sorted(answered.relations)),
            tuple(sorted(answered.records)),
            origins.deliveries,
            origins.every_delivery,
        ),
        gaps=(*answered.gaps, *withheld(setting.view.sees)),
        completeness=_wholeness(answered.completeness),
        rules=answered.rules,
        rule_pack=answered.completeness.rule_pack,
        notes=answered.notes,
    )


def _view(setting: Setting, origins: Origins) -> ViewStated:
    view = setting.view
    beyond = [level for level in (Visibility.GOVERNMENT, Visibility.CONSENT) if level in view.sees]
    return ViewStated(
        as_of=iso(view.as_of),
        known_at=_utc(setting.known_at),
        revision=view.revision,
        recorded_at=_utc(origins.instants.get(view.revision)),
        sees=("public", *(str(level.name).lower() for level in beyond)),
    )


def _fact(fact: Fact, origins: Origins) -> FactShown:
    content = encode(bare(fact))
    return FactShown(
        key=fact.key,
        kind=KIND_OF[type(fact)],
        content=content.decode(),
        sha256=sha256(content).hexdigest(),
        source=fact.source or None,
        locator=fact.locator,
        recorded_at=_utc(origins.instants.get(fact.recorded_from)),
    )


def _source(key: PublicId, found: Source | None, day: int) -> SourceShown:
    """Return a source; one without a row of its own is known by its id alone."""
    source = found or Source(id=key, source=key)
    return SourceShown(
        id=key,
        title=source.title,
        agency=source.agency,
        system=source.system,
        document_no=source.document_no,
        url=source.url,
        sha256=source.sha256,
        locator=source.locator,
        licence=source.licence,
        retrieved_on=source.retrieved_on,
        age_days=None if source.retrieved_on is None else day - latest(source.retrieved_on),
        stale=source.is_stale_on(day),
    )


def _wholeness(whole: Completeness) -> Wholeness:
    return Wholeness(
        whole.state, whole.reason, whole.nodes_seen, whole.depth_reached, tuple(sorted(whole.hubs_excluded))
    )


def _utc(instant: datetime | None) -> datetime | None:
    return None if instant is None else instant.astimezone(UTC)
