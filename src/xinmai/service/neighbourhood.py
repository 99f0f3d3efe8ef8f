"""The network around subjects."""

from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from xinmai.errors import BadArgument, UnknownId
from xinmai.model.fact import Fact
from xinmai.model.ids import PublicId
from xinmai.model.subgraph import Subgraph
from xinmai.model.view import Budget, Completeness, View
from xinmai.model.vocabulary import CompletenessState, Direction, RelationKind
from xinmai.ports.store import Reader

MAX_SEEDS: Final = 200
"""Subjects that one question may start from."""


class Asked(msgspec.Struct, frozen=True):
    """What part of the network is asked for."""

    of: tuple[PublicId, ...]
    """Subjects it starts from."""
    kinds: tuple[RelationKind, ...] | None
    """Kinds that are followed; None = all but the suspected ones."""
    direction: Direction
    depth: int
    """Greatest number of hops."""
    limit: int
    """Greatest number of nodes."""


async def neighbourhood(
    store: Reader, view: View, asked: Asked, budget: Budget, *, records: bool = False
) -> Subgraph:
    """Return what lies around the subjects, with the records that name its parties if they are wanted.

    Raises
    ------
    BadArgument
        If one of the numbers is below 1 or above the budget, or ``of`` or ``kinds`` names nothing.
    UnknownId
        If none of the subjects is anything in this view.
    """
    _check(asked, budget)
    own = msgspec.structs.replace(budget, nodes=asked.limit, depth=asked.depth)
    found = await store.expand(view, asked.of, asked.kinds, asked.direction, own)
    found = _with_unknown(found, asked.of)
    return await _with_records(store, view, found, own) if records else found


def facts_of(found: Subgraph) -> Iterable[Fact]:
    """Return the facts that a subgraph stands on."""
    return (*found.parties, *found.relations, *found.records)


def _check(asked: Asked, budget: Budget) -> None:
    numbers = (
        ("of", len(asked.of), MAX_SEEDS),
        ("depth", asked.depth, budget.depth),
        ("limit", asked.limit, budget.nodes),
    )
    for name, value, greatest in numbers:
        if not 1 <= value <= greatest:
            raise BadArgument(name, f"must be between 1 and {greatest}, not {value}.")
    if asked.kinds is not None and not asked.kinds:
        raise BadArgument("kinds", "names no kind; leave it out for all kinds.")


def _with_unknown(found: Subgraph, of: Sequence[PublicId]) -> Subgraph:
    """Say which subjects are nothing here; if all are, there is no question."""
    known = {node.id for node in (*found.parties, *found.others)}
    unknown = sorted(set(of) - known)
    if not unknown:
        return found
    if len(unknown) == len(set(of)):
        raise UnknownId(unknown[0])
    reason = f"Nothing has the id {', '.join(unknown)} in this view."
    return _said(found, CompletenessState.MISSING_DATA, reason)


async def _with_records(store: Reader, view: View, found: Subgraph, budget: Budget) -> Subgraph:
    records = await store.records_of(view, [party.id for party in found.parties], budget)
    whole = msgspec.structs.replace(found, records=records[: budget.nodes])
    if len(records) <= budget.nodes:
        return whole
    reason = f"{len(records) - budget.nodes} of {len(records)} records did not fit."
    return _said(whole, CompletenessState.CUT_BY_NODES, reason)


def _said(found: Subgraph, state: CompletenessState, reason: str) -> Subgraph:
    """Return the subgraph with one more thing said; a state that was stated before stays."""
    old: Completeness = found.completeness
    kept = state if old.state is CompletenessState.COMPLETE else old.state
    said = reason if old.reason is None else f"{old.reason}; {reason}"
    return msgspec.structs.replace(found, completeness=msgspec.structs.replace(old, state=kept, reason=said))
