"""Who controls a company? Declared, by more than half of the votes, suspected: three tiers, never mixed (``ownership.md`` 5)."""

from collections.abc import Iterator
from functools import cached_property

import msgspec

from xinmai.analysis.control.above import Above
from xinmai.analysis.control.declared import contradictions, controller_of, declared_controllers
from xinmai.analysis.control.nobody import Situation, why_nobody
from xinmai.analysis.control.suspected import TOPS, Step, climb, way_of
from xinmai.analysis.groups.partition import Block, partition
from xinmai.analysis.groups.rivals import Rival, lead, rivals_in
from xinmai.analysis.ownership.flags import flags_on_way
from xinmai.analysis.ownership.holdings import Holdings
from xinmai.analysis.ownership.reading import open_registers, read_holdings
from xinmai.analysis.ownership.registers import Bounding
from xinmai.analysis.ownership.ways import way_down
from xinmai.model.control import (
    Controller,
    ControllersResult,
    ControllerTier,
    NoController,
    NoControllerReason,
)
from xinmai.model.group import Flagged
from xinmai.model.ids import PublicId
from xinmai.model.ownership_options import CONTROL, OwnershipOptions, by_half, for_cascade
from xinmai.model.path import Path
from xinmai.model.subgraph import Subgraph
from xinmai.model.vocabulary import Bound, Flag


def controllers_of(
    graph: Subgraph, of: PublicId, day: int, options: OwnershipOptions = CONTROL
) -> ControllersResult:
    """Return who controls a company on a day.

    Parameters
    ----------
    graph
        The company and everybody above it over holdings and declared control, to any height, with whole registers, and the
        coalitions that they are members of, with all their members.

    Notes
    -----
    A cascade for each party above; the whole is linear in their stakes together. The heads by which votes are counted
    together for the suspected tier are those of control by more than half, whatever the threshold asked for is.
    """
    options = for_cascade(options)
    found = _Controllers(graph, of, day, options)
    computed = frozenset(own.party for own in found.controllers if own.tier is not ControllerTier.DECLARED)
    return ControllersResult(
        of=of,
        controllers=found.controllers,
        none=found.nobody,
        contradictions=tuple(contradictions(found.declared, found.above, computed)),
        options=options,
        flags=found.flags(),
        completeness=graph.completeness,
    )


_TWO = 2
_TIERS = tuple(ControllerTier)
_BOUNDS = tuple(Bound)


def _rank(own: Controller) -> tuple[int, int, PublicId]:
    return _TIERS.index(own.tier), _BOUNDS.index(own.bound), own.party


class _Controllers:
    """The three tiers of one company."""

    def __init__(self, graph: Subgraph, of: PublicId, day: int, options: OwnershipOptions) -> None:
        self.of = of
        self.day = day
        self.graph = graph
        self.holdings = read_holdings(graph, day, options)
        self.above = Above(self.holdings, of)
        self.declared = declared_controllers(graph, self.above, day)
        self.open_registers = open_registers(self.holdings, day)
        bodies = (party.id for party in graph.parties if party.is_state_body(day))
        self.tops = frozenset(bodies) | {p.id for p in graph.parties if p.kind in TOPS}

    @cached_property
    def by_half(self) -> Holdings:
        """The holdings as control by more than half reads them."""
        return msgspec.structs.replace(self.holdings, options=by_half(self.holdings.options))

    @cached_property
    def blocks(self) -> dict[PublicId, Block]:
        """The groups by control of everybody above."""
        return partition(self.by_half)

    @cached_property
    def top(self) -> PublicId:
        """Where the way up by more than half ends: a controller that nobody controls, or the company."""
        return self.above.ultimate[0] if self.above.ultimate else self.of

    @property
    def _is_named_top(self) -> bool:
        """Say whether the way up ends at who is known by name only, and somebody holds a party of that name."""
        is_named = self.top != self.of and self.top in self.holdings.by_name
        return is_named and bool(self.holdings.above(self.top))

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The climb to the suspected controller, from where control by more than half ends; not over a mere name."""
        if self._is_named_top:
            return ()
        below = frozenset({self.of, *self.above.ultimate})
        return climb(self.by_half, self.top, self.blocks, self.tops, self.open_registers, below)

    @cached_property
    def controllers(self) -> tuple[Controller, ...]:
        """The controllers of all tiers."""
        return tuple(sorted(self._every(), key=_rank))

    def _every(self) -> Iterator[Controller]:
        yield from (controller_of(relation, self.above, self.day) for relation in self.declared)
        yield from map(self._majority, (*self.above.ultimate, *self.above.possibly_ultimate))
        if self.steps:
            yield self._suspected(self.steps[-1])

    @cached_property
    def nobody(self) -> NoController | None:
        """Why no person, state body or coalition is at the top; None where one is."""
        if self.top != self.of and self.top in self.tops:
            return None
        if self._is_named_top:
            return NoController(
                NoControllerReason.BY_NAME, self.top, tuple(sorted(set(self.holdings.above(self.top))))
            )
        return why_nobody(Situation(self.holdings, self.top, self.blocks, self.open_registers))

    def flags(self) -> tuple[Flagged, ...]:
        """Return what is odd on the way up."""
        way = {self.of, *self.above.ultimate, *self.above.possibly_ultimate}
        for controller in self.controllers:
            way.update(() if controller.path is None else controller.path.nodes)
        reaches = [self.above.reach(party, Bounding.UPPER) for party in self.above.ultimate]
        found = {*flags_on_way(self.holdings, way, reaches)}
        found |= {Flagged(Flag.INCOMPLETE_REGISTER, party) for party in way & self.open_registers}
        found |= {Flagged(Flag.TIE, self.top)} if self._is_tie else set()
        none = self.nobody
        if none is not None and none.reason is NoControllerReason.JOINT_50:
            found.add(Flagged(Flag.JOINT_50, none.at))
        return tuple(sorted(found, key=lambda flagged: (flagged.flag, flagged.party)))

    @property
    def _is_tie(self) -> bool:
        """Say whether two have equally much at the top, enough to be suspected, and nobody more."""
        rivals = rivals_in(self.by_half, self.top, self.blocks)[:_TWO]
        least = self.holdings.options.suspected_least
        shares = [rival.share for rival in rivals]
        return len(shares) == _TWO and shares[0] == shares[1] and shares[0].lower >= least

    @cached_property
    def _rivals(self) -> tuple[Rival, ...]:
        """Who has how much of the votes in the company."""
        return rivals_in(self.holdings, self.of, self.blocks)

    def _majority(self, party: PublicId) -> Controller:
        bound = self.above.bound(party)
        reach = self.above.reach(party, Bounding.LOWER if bound is Bound.CERTAIN else Bounding.UPPER)
        own = next((rival for rival in self._rivals if rival.party == party), None)
        second, margin = (None, None) if own is None else lead(own, self._rivals)
        return Controller(
            party=party,
            tier=ControllerTier.MAJORITY,
            bound=bound,
            share=self.above.share(party),
            path=way_down(self.holdings, reach, self.of),
            runner_up=None if second is None else second.party,
            margin=margin,
            deciding=self.above.deciding(party) if bound is Bound.POSSIBLE else None,
        )

    def _suspected(self, last: Step) -> Controller:
        first = self.steps[0]
        below = Path(self.of)
        if self.top != self.of:
            below = way_down(self.holdings, self.above.reach(self.top), self.of)
        rivals = rivals_in(self.by_half, first.company, self.blocks)
        second, margin = lead(first.rival, rivals)
        return Controller(
            party=last.rival.party,
            tier=ControllerTier.SUSPECTED,
            bound=last.bound,
            share=first.rival.share,
            path=way_of(self.by_half, self.steps, below),
            runner_up=None if second is None else second.party,
            margin=margin,
        )
