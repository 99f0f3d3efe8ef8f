"""How are two parties linked?"""

from collections.abc import Collection, Sequence
from typing import Final

import msgspec

from xinmai.analysis.links import Links, Towards
from xinmai.analysis.paths import Found, best_paths
from xinmai.errors import BadArgument, UnknownId
from xinmai.model.cuts import more_paths, no_longer_path, search_ended
from xinmai.model.ids import PublicId
from xinmai.model.links import FoldedHub, PathResult
from xinmai.model.path import Path
from xinmai.model.view import Budget, View
from xinmai.model.vocabulary import Answer, CompletenessState, PathOrder, RelationKind
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

MAX_DEPTH: Final = 12
MAX_PATHS: Final = 50
MAX_FOLDED: Final = 100
"""Hubs that one answer folds."""


class PathSearch(Search, frozen=True, kw_only=True):
    """Which paths are asked for, 路径检索条件."""

    start: PublicId
    goal: PublicId
    by: PathOrder = PathOrder.SHORTEST
    first: int
    """Greatest number of paths."""
    suspected: bool = False
    """Whether suspected relations are followed too."""


async def paths(store: Reader, view: View, asked: PathSearch, hubs: HubList, budget: Budget) -> PathResult:
    """Return the shortest or strongest simple paths between two parties, relations taken in both directions.

    Breadth first from both ends, the smaller side first. SHORTEST reads until the asked number of paths is found and no
    shorter one can be missing; STRONGEST reads everything within the depth. One more than
    asked is looked for, so that it can be said whether there are more. What the budget of nodes or seconds cuts is
    said by level. Every path of at most ``completeness.depth_reached`` hops was looked for.

    Raises
    ------
    BadArgument
        If a number is out of range, ``kinds`` names nothing, or both ends are one party.
    UnknownId
        If one of the ends is no party in this view.
    """
    kinds = _check(asked)
    ends = frozenset({asked.start, asked.goal})
    guard = Guard(hubs, ends, asked.included | ends)
    walk = Walk(store, view, kinds, guard, budget)
    unknown = await walk.meet(ends)
    if unknown:
        raise UnknownId(unknown[0])
    search = _TwoSided(walk, asked)
    await search.run()
    links = await computed(len(walk.relations), search.links)
    folded = await computed(len(walk.relations), _folded, search, links)
    if search.is_whole:
        walk.cuts.clear()  # what did not fit on the one side was found from the other
    if search.more is Answer.YES:
        walk.say(CompletenessState.CUT_BY_NODES, more_paths(asked.first, search.covered))
    if search.found.truncated:
        walk.say(CompletenessState.CUT_BY_TIME, search_ended())
    elif not search.has_enough and search.goes_on:
        walk.say(CompletenessState.CUT_BY_DEPTH, no_longer_path(search.covered))
    if len(folded) > MAX_FOLDED:
        walk.say(
            CompletenessState.CUT_BY_NODES, f"{MAX_FOLDED} of {len(folded)} hubs between the two are folded"
        )
    shown = folded[:MAX_FOLDED]
    searched = await searched_sources(store, view, walk)
    used = walk.facts(_named(search.paths, shown, asked))
    return PathResult(
        paths=search.paths,
        more=search.more,
        folded=shown,
        searched=searched,
        kinds=kinds,
        completeness=await with_sources(store, view, walk.completeness(search.covered), used),
        facts=used,
    )


def _check(asked: PathSearch) -> tuple[RelationKind, ...]:
    check_range("maxDepth", asked.depth, MAX_DEPTH)
    check_range("first", asked.first, MAX_PATHS)
    check_included(asked.included)
    if asked.start == asked.goal:
        raise BadArgument("to", "must be another party than `from`.")
    return searched_kinds(asked.kinds, suspected=asked.suspected)


class _Side(msgspec.Struct):
    """What was met from one end."""

    end: PublicId
    seen: set[PublicId]
    level: set[PublicId]
    """What was met last and may be followed."""
    hops: int = 0
    """Levels read whole."""
    stuck: bool = False
    """Whether its next level does not fit."""


class _TwoSided:
    """Breadth-first search from both ends, level by level."""

    def __init__(self, walk: Walk, asked: PathSearch) -> None:
        self.walk = walk
        self.asked = asked
        self.sides = tuple(_Side(end, {end}, {end}) for end in (asked.start, asked.goal))
        self.found = Found((), truncated=False)

    @property
    def is_exhausted(self) -> bool:
        """Whether everything around one end was read: there is no path that was not."""
        return any(not side.level for side in self.sides)

    @property
    def covered(self) -> int:
        """Number of hops up to which every path lies in what was read."""
        read = sum(side.hops for side in self.sides)
        return self.asked.depth if self.is_exhausted else min(read, self.asked.depth)

    @property
    def paths(self) -> tuple[Path, ...]:
        """The paths asked for."""
        return self.found.paths[: self.asked.first]

    @property
    def more(self) -> Answer:
        """Whether there are more that are as short as was looked for."""
        if len(self.found.paths) > self.asked.first:
            return Answer.YES
        return Answer.UNKNOWN if self.found.truncated else Answer.NO

    @property
    def has_enough(self) -> bool:
        """Whether as many paths were found as were asked for."""
        return len(self.found.paths) >= self.asked.first

    @property
    def is_whole(self) -> bool:
        """Whether more reading could not change the paths."""
        is_settled = self.asked.by is PathOrder.SHORTEST and self.has_enough
        return is_settled or self.covered >= self.asked.depth

    @property
    def goes_on(self) -> bool:
        """Whether longer paths than those looked for may exist."""
        return not self.is_exhausted

    async def run(self) -> None:
        """Read until there is enough, or nothing more to be read, or no room for it."""
        await self._begin()
        while True:
            is_last = self.covered >= self.asked.depth or self._next() is None
            if is_last or (self.asked.by is PathOrder.SHORTEST and self._have_met()):
                await self._search()
            if is_last or self.found.truncated or self.has_enough:
                return
            side = self._next()
            if side is not None:
                await self._step(side)

    async def _begin(self) -> None:
        """Read around both ends; where that is too much, around the one with fewer relations first."""
        ends = {side.end for side in self.sides}
        if await self.walk.follow(ends, None):
            await self._advance(self.sides)
            return
        counts = await self.walk.store.degrees(self.walk.view, sorted(ends))
        sizes = {end: sum(degree.count for degree in own) for end, own in counts.items()}
        for side in sorted(self.sides, key=lambda side: (sizes.get(side.end, 0), side.end)):
            await self._step(side)

    def _next(self) -> _Side | None:
        """Return the side with fewer nodes to follow; None if neither can go on."""
        able = [s for s in self.sides if s.level and not s.stuck and s.hops < self.walk.budget.depth]
        return min(able, key=lambda side: len(side.level), default=None)

    async def _step(self, side: _Side) -> None:
        if await self.walk.follow(side.level, f"level {side.hops + 1} from {side.end}"):
            await self._advance((side,))
        else:
            side.stuck = True

    async def _advance(self, sides: Collection[_Side]) -> None:
        """Take what was read as the next level of some sides, once who is met from both was weighed."""
        for side in sides:
            side.level = self.walk.neighbours(side.level) - side.seen
            side.seen |= side.level
        one, other = self.sides
        is_weighed = await self.walk.weigh((one.seen & other.seen) - {one.end, other.end})
        for side in sides:
            side.hops += is_weighed
            side.stuck = not is_weighed
        for side in self.sides:
            side.level = {node for node in side.level if node == side.end or self.walk.may_follow(node)}

    def _have_met(self) -> bool:
        one, other = self.sides
        return not one.seen.isdisjoint(other.seen)

    def links(self) -> Links:
        """Return what was read as links."""
        return Links(self.walk.graph(), self.walk.hubs, self.asked.by)

    async def _search(self) -> None:
        asked = self.asked
        self.found = await computed(
            len(self.walk.relations),
            lambda: best_paths(
                self.links(), asked.start, asked.goal, by=asked.by, most=self.covered, first=asked.first + 1
            ),
        )


def _folded(search: _TwoSided, links: Links) -> tuple[FoldedHub, ...]:
    """Return the hubs that both ends touch within the depth asked for, by length of the way over them, then by id."""
    depth = search.asked.depth
    one, other = (links.towards(side.end, min(side.hops, depth)) for side in search.sides)
    found = [
        FoldedHub(hub, reason, one.path_from(hub).reversed(), other.path_from(hub))
        for hub, reason in sorted(search.walk.hubs.items())
        if _length(one, other, hub) <= depth
    ]
    return tuple(sorted(found, key=lambda folded: (_length(one, other, folded.hub), folded.hub)))


def _length(one: Towards, other: Towards, hub: PublicId) -> int:
    """Return the length of the way over a hub; beyond all depths where one end does not touch it."""
    return one.distance.get(hub, MAX_DEPTH + 1) + other.distance.get(hub, MAX_DEPTH + 1)


def _named(paths: Sequence[Path], folded: Collection[FoldedHub], asked: PathSearch) -> tuple[str, ...]:
    """Return the keys of the facts that an answer names, in order, each once; both ends too."""
    every = [*paths, *(way for hub in folded for way in (hub.touches_from, hub.touches_to))]
    return tuple(dict.fromkeys((asked.start, asked.goal, *(key for path in every for key in path.named))))
