"""How are many parties linked with one another?"""

from collections.abc import Callable, Collection, Sequence
from typing import Final

import msgspec

from xinmai.analysis.connections import (
    Reach,
    common_neighbours,
    reach_of,
    shared_hubs,
    third_persons,
)
from xinmai.analysis.links import Links
from xinmai.errors import BadArgument, UnknownId
from xinmai.model.cuts import no_longer_path
from xinmai.model.ids import PublicId
from xinmai.model.links import ConnectionMatrix, JobProgress
from xinmai.model.view import Budget, Completeness, View
from xinmai.model.vocabulary import CompletenessState, JobState, PathOrder, RelationKind
from xinmai.ports.budget import computed
from xinmai.ports.store import Reader
from xinmai.rules.hubs import HubList
from xinmai.service.completeness import with_sources
from xinmai.service.searching import (
    Search,
    check_included,
    check_range,
    searched_kinds,
    searched_sources,
)
from xinmai.service.walk import Guard, Walk

LEAST_PARTIES: Final = 2
MAX_PARTIES: Final = 200
MAX_AT_ONCE: Final = 50
"""Parties up to which the answer comes at once; above it is a job."""
MAX_DEPTH: Final = 6
MAX_LISTED: Final = 200
"""Common neighbours, third persons and folded hubs that one answer lists, each."""

Progress = Callable[[int], None]
"""Takes the number of parties whose links are known."""


class ConnectionSearch(Search, frozen=True, kw_only=True):
    """Among whom links are asked for, 关联检索条件."""

    among: tuple[PublicId, ...]
    """The parties, as given."""


def check_among(among: Sequence[object]) -> None:
    """Refuse a list of parties that is too short or too long, before anything else is looked at.

    Raises
    ------
    BadArgument
        If it has fewer than 2 or more than 200 entries.
    """
    if not LEAST_PARTIES <= len(among) <= MAX_PARTIES:
        raise BadArgument("among", f"must name {LEAST_PARTIES} to {MAX_PARTIES} parties, not {len(among)}.")


def check(asked: ConnectionSearch) -> tuple[RelationKind, ...]:
    """Refuse what cannot be asked, and return the kinds that are followed.

    Raises
    ------
    BadArgument
        If a number is out of range, ``kinds`` names nothing, or a party is named twice.
    """
    check_among(asked.among)
    check_range("maxDepth", asked.depth, MAX_DEPTH)
    check_included(asked.included)
    twice = next((p for place, p in enumerate(asked.among) if p in asked.among[:place]), None)
    if twice is not None:
        raise BadArgument("among", f"names {twice} twice.")
    return searched_kinds(asked.kinds)


async def connections(
    store: Reader,
    view: View,
    asked: ConnectionSearch,
    hubs: HubList,
    budget: Budget,
    progress: Progress = lambda _done: None,
) -> ConnectionMatrix:
    """Return for each pair of parties the shortest path, and what several of them share.

    One breadth-first reading around all of them together, half the depth from each; then everything is found in what was
    read. Paths pass through other parties of the list unless these are hubs.

    Raises
    ------
    BadArgument
        See :func:`check`.
    UnknownId
        If one of them is no party in this view.
    """
    kinds = check(asked)
    among = tuple(sorted(asked.among))
    walk = Walk(store, view, kinds, Guard(hubs, frozenset(among), asked.included), budget)
    unknown = await walk.meet(among)
    if unknown:
        raise UnknownId(unknown[0])
    covered, goes_on = await _read(walk, among, asked.depth)
    reaches = await _reaches(walk, among, covered, progress)
    cells = sorted((c for r in reaches for c in r.cells), key=lambda cell: (cell.path.start, cell.path.end))
    unlinked = len(among) * (len(among) - 1) // 2 - len(cells)
    if unlinked and goes_on:
        walk.say(CompletenessState.CUT_BY_DEPTH, no_longer_path(covered))
    graph = walk.graph()
    size = len(walk.relations)
    neighbours = await computed(size, common_neighbours, graph, among, walk.hubs)
    persons = await computed(size, third_persons, graph, among, neighbours)
    folded = await computed(size, shared_hubs, reaches, walk.hubs, covered)
    for what, count in (
        ("common neighbours", len(neighbours)),
        ("third persons", len(persons)),
        ("folded hubs", len(folded)),
    ):
        if count > MAX_LISTED:
            walk.say(CompletenessState.CUT_BY_NODES, f"{MAX_LISTED} of {count} {what} are listed")
    searched = await searched_sources(store, view, walk)
    matrix = ConnectionMatrix(
        among=among,
        cells=tuple(cells),
        unlinked=unlinked,
        neighbours=neighbours[:MAX_LISTED],
        third_persons=persons[:MAX_LISTED],
        folded=folded[:MAX_LISTED],
        searched=searched,
        kinds=kinds,
        completeness=walk.completeness(covered),
    )
    used = walk.facts(_named(matrix))
    whole = await with_sources(store, view, matrix.completeness, used)
    return msgspec.structs.replace(matrix, completeness=whole, facts=used)


def _named(matrix: ConnectionMatrix) -> tuple[str, ...]:
    """Return the keys of the facts that an answer names, in order, each once."""
    ways = [cell.path for cell in matrix.cells]
    ways += [way for hub in matrix.folded for way in hub.touches]
    neighbours = (neighbour.node for neighbour in (*matrix.neighbours, *matrix.third_persons))
    keys = (*matrix.among, *neighbours, *(key for way in ways for key in way.named))
    return tuple(dict.fromkeys(keys))


async def _read(walk: Walk, among: Collection[PublicId], depth: int) -> tuple[int, bool]:
    """Read around all parties level by level; return the length up to which every path was read, and whether more lies behind."""
    seen = set(among)
    level = set(among)
    levels = 0
    while level and 2 * levels < depth and levels < walk.budget.depth:
        if not await walk.follow(level, f"level {levels + 1}"):
            return min(2 * levels, depth), True
        level = walk.neighbours(level) - seen
        seen |= level
        if not await walk.weigh(node for node in level if walk.is_between(node)):
            return min(2 * levels, depth), True
        levels += 1
        level = {node for node in level if walk.may_follow(node)}
    return (min(2 * levels, depth), True) if level else (depth, False)


async def _reaches(
    walk: Walk, among: Sequence[PublicId], covered: int, progress: Progress
) -> tuple[Reach, ...]:
    links = await computed(len(walk.relations), lambda: Links(walk.graph(), walk.hubs, PathOrder.SHORTEST))
    hubs = sorted(walk.hubs)
    found = []
    for done, party in enumerate(among, 1):
        found.append(await computed(len(walk.relations), reach_of, links, party, among, hubs, covered))
        progress(done)
    return tuple(found)


def unanswered(
    view: View, asked: ConnectionSearch, kinds: tuple[RelationKind, ...], job: JobProgress, reason: str
) -> ConnectionMatrix:
    """Return the matrix of a job that has no answer (yet): empty, and it says so."""
    missing = CompletenessState.MISSING_DATA
    whole = Completeness(missing, view.as_of, view.revision, reason=reason)
    return ConnectionMatrix(among=tuple(sorted(asked.among)), kinds=kinds, job=job, completeness=whole)


def finished(matrix: ConnectionMatrix, total: int) -> ConnectionMatrix:
    """Return the matrix of a job that is done."""
    return msgspec.structs.replace(matrix, job=JobProgress(JobState.DONE, total, total))
