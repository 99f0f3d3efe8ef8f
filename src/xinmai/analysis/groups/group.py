"""The group of a party: climb to who controls it and is controlled by nobody, then list all whom that one controls.

Certain members are controlled whatever the unknown shares are, possible ones for some value of them. Group affiliation is
control; it is neither a legal relation of related parties nor a reason for any sanction.
"""

from collections.abc import Collection
from fractions import Fraction

import msgspec

from xinmai.analysis.groups.partition import Block, head_kind, partition
from xinmai.analysis.ownership.cascade import Cascade, cascade
from xinmai.analysis.ownership.entering import enters
from xinmai.analysis.ownership.flags import flags_of
from xinmai.analysis.ownership.holdings import Holdings
from xinmai.analysis.ownership.reading import is_open, read_holdings
from xinmai.analysis.ownership.registers import Bounding, are_half, bounds_of
from xinmai.analysis.ownership.ways import from_coalition, way_over
from xinmai.model.group import Flagged, GroupMember, GroupResult, ShareBounds
from xinmai.model.ids import PublicId
from xinmai.model.ownership_options import CONTROL, OwnershipOptions
from xinmai.model.path import Path
from xinmai.model.subgraph import Subgraph
from xinmai.model.vocabulary import Bound, Flag

STATE_NOTE = "Common state control alone makes no related parties (公司法 2023 art. 265)."


class Outline(msgspec.Struct, frozen=True):
    """Head and reach of a group, before it is described, 集团轮廓."""

    block: Block
    start: PublicId
    """Where paths start: the head, or the smallest company of a core."""
    certain: Cascade
    possible: Cascade
    apart_from: frozenset[PublicId]
    """Who is controlled by one member of a heading coalition alone: a group of its own."""

    @property
    def members(self) -> tuple[PublicId, ...]:
        """Certain members, then possible ones, each by id."""
        sure = self.certain.members - self.apart_from
        maybe = self.possible.members - self.certain.members - self.apart_from
        return (*sorted(sure), *sorted(maybe))


def group_of(graph: Subgraph, of: PublicId, day: int, options: OwnershipOptions = CONTROL) -> GroupResult:
    """Return the group of a party on a day.

    Parameters
    ----------
    graph
        Holdings around the party: every register on the way up to its head, every stake of head and members, and every
        register in which they hold something.
    of, day, options
        The party, the day, what control means.

    Notes
    -----
    Cost as that of the partition of ``graph`` and two cascades. Where nobody controls the party it heads its own group.
    """
    holdings = read_holdings(graph, day, options)
    outline = outline_of(holdings, of)
    block = outline.block
    state_bodies = frozenset(p.id for p in graph.parties if p.is_state_body(day))
    kind = head_kind(holdings, block, state_bodies)
    described = _Description(holdings, outline, state_bodies)
    return GroupResult(
        of=of,
        name=block.name,
        head=None if kind in {"JOINT", "MUTUAL_CONTROL_CORE"} else block.head,
        head_kind=kind,
        core=block.core,
        joint_parents=block.joint_parents,
        possible_heads=_possible_heads(holdings, outline),
        members=described.members(of, kind),
        apart=described.apart(),
        flags=described.flags(of, kind),
        open_registers=tuple(p for p in (outline.start, *outline.members) if is_open(holdings, p, day)),
        note=STATE_NOTE if kind == "STATE_BODY" else None,
        options=options,
        completeness=graph.completeness,
    )


def outline_of(holdings: Holdings, of: PublicId) -> Outline:
    """Return head and reach of the group of a party, as far as the given holdings go."""
    block = partition(holdings).get(of) or Block((of,), of, meant_in=of if of in holdings.by_name else None)
    start = block.name if block.head is None else block.head
    pact = tuple(holdings.coalitions.get(start, ()))
    alone = [cascade(holdings, [member], Bounding.LOWER).members for member in pact]
    seeds = (start, *pact)
    return Outline(
        block=block,
        start=start,
        certain=cascade(holdings, seeds, Bounding.LOWER, block.meant_in),
        possible=cascade(holdings, seeds, Bounding.UPPER),
        apart_from=frozenset[PublicId]().union(*alone),
    )


class _Description:
    """Describes the parties of a group, each with its ground, strength, path and holdings."""

    def __init__(self, holdings: Holdings, outline: Outline, state_bodies: Collection[PublicId]) -> None:
        self.holdings = holdings
        self.outline = outline
        self.state_bodies = state_bodies
        self.certain = outline.certain.holders
        self.possible = outline.possible.holders

    def members(self, of: PublicId, kind: str) -> tuple[GroupMember, ...]:
        """Return who is controlled; a headless start is a member of its own group."""
        start, sure = self.outline.start, self.outline.certain.members
        own = {"MUTUAL_CONTROL_CORE": "CONTROL", "JOINT": "JOINT_50"}.get(kind)
        found = [self._member(start, own, Bound.CERTAIN, self.certain)] if own is not None else []
        line = self._line_of(of) if kind == "STATE_BODY" else None
        for party in self.outline.members:
            if party in sure:
                found.append(self._member(party, self._ground(party, line), Bound.CERTAIN, self.certain))
            else:
                found.append(self._member(party, "POSSIBLE", Bound.POSSIBLE, self.possible))
        return tuple(sorted(found, key=lambda member: (member.bound is not Bound.CERTAIN, member.party)))

    def _ground(self, party: PublicId, line: Collection[PublicId] | None) -> str:
        """Return why a party is a certain member; ``line``: who is tied by more than the state that heads the group."""
        if line is not None and party not in line:
            return "STATE_ONLY"
        declared = self.holdings.declared.get(party, ())
        return "DECLARED" if any(one.holder in self.certain for one in declared) else "CONTROL"

    def _line_of(self, of: PublicId) -> set[PublicId]:
        """Return a party with whom it controls, who controls it and is no state body, and whom these control."""
        line = {of, *cascade(self.holdings, [of], Bounding.LOWER).members}
        for one in self.holdings.all_above(of):
            if one in self.certain and one not in self.state_bodies:
                own = cascade(self.holdings, [one], Bounding.LOWER).members
                line |= {one, *own} if of in own else set()
        return line

    def apart(self) -> tuple[GroupMember, ...]:
        """Return who is held by exactly half and so controlled by nobody."""
        outside = self.outline.certain.touched - self.possible - set(self.holdings.barred)
        halves = [held for held in sorted(outside) if self._is_half(held)]
        return tuple(self._member(held, "JOINT_50", Bound.NO, self.possible) for held in halves)

    def _is_half(self, held: PublicId) -> bool:
        """Say whether head and certain members hold exactly half of a company, with no share left open."""
        register = self.holdings.registers.get(held)
        stated = self.outline.certain.stated(held)
        return (
            register is not None
            and held not in self.holdings.declared
            and are_half(register, stated, self.holdings.options)
        )

    def flags(self, of: PublicId, kind: str) -> tuple[Flagged, ...]:
        """Return what was odd in the group and what was cut off it."""
        start, barred = self.outline.start, self.holdings.barred
        own = (of, start, *self.outline.members)
        cut = {**self.outline.possible.cut, **self.outline.certain.cut}
        cut |= {party: barred[party] for party in own if party in barred}
        for party in own:
            register = self.holdings.registers.get(party)
            cut |= {
                holder: barred[holder] for holder in (register.stakes if register else ()) if holder in barred
            }
        halves = [member.party for member in self.apart()] + [start] * (kind == "JOINT")
        found = {
            *flags_of(self.holdings, own),
            *(Flagged(flag, party) for party, flag in cut.items()),
            *(Flagged(Flag.JOINT_50, party) for party in halves),
        }
        return tuple(sorted(found, key=lambda flagged: (flagged.flag, flagged.party)))

    def _member(
        self, party: PublicId, ground: str, bound: Bound, holders: frozenset[PublicId]
    ) -> GroupMember:
        register = self.holdings.registers.get(party)
        stakes = [] if register is None else [s for h, s in register.stakes.items() if h in holders]
        return GroupMember(
            party=party,
            ground=ground,
            bound=bound,
            strength=self._strength(party),
            path=self._path(party),
            via=tuple(sorted(relation for stake in stakes for relation in stake.relations)),
        )

    def _strength(self, party: PublicId) -> ShareBounds:
        register, options = self.holdings.registers.get(party), self.holdings.options
        if register is None:
            return ShareBounds(Fraction(0), Fraction(0))
        low, high = self.outline.certain.stated(party), self.outline.possible.stated(party)
        return bounds_of(register, low, high, options)

    def _path(self, party: PublicId) -> Path:
        nodes = [party]
        while nodes[-1] != self.outline.start and (holder := self._entered_by(nodes[-1])) is not None:
            nodes.append(holder)
        return from_coalition(self.holdings, (self.outline.start,), way_over(self.holdings, nodes[::-1]))

    def _entered_by(self, party: PublicId) -> PublicId | None:
        """Return over whom the group reached a party: the certain way where there is one; None for a seed."""
        for reach in (self.outline.certain, self.outline.possible):
            if party in reach.entered_by:
                return reach.entered_by[party]
        if party in self.outline.possible.seeds:
            return None
        stakes = self.holdings.registers[party].stakes.values()
        held = (stake for stake in stakes if stake.holder in self.possible)
        return min(held, key=lambda stake: (-stake.low, stake.holder)).holder


def _possible_heads(holdings: Holdings, outline: Outline) -> tuple[PublicId, ...]:
    """Return who would stand above the head if unknown shares were large enough; only parties above it are tried."""
    head = outline.start
    if outline.block.core or not may_be_controlled(holdings, head):
        return ()
    above = set(holdings.all_above(head)) - set(holdings.barred)
    pacts = [(c, (c, *members)) for c, members in holdings.coalitions.items() if above & set(members)]
    singles = [(party, (party,)) for party in above - outline.possible.holders]
    reaching = {
        name for name, seeds in (*singles, *pacts) if head in cascade(holdings, seeds, Bounding.UPPER).members
    }
    covered = {p for name in reaching for p in cascade(holdings, [name], Bounding.LOWER).members}
    return tuple(sorted(reaching - covered))


def may_be_controlled(holdings: Holdings, party: PublicId) -> bool:
    """Say whether all who hold something of a company, or are declared to control it, are enough together."""
    register = holdings.registers.get(party)
    above = set(holdings.above(party)).difference(holdings.barred)
    sums = (0, 0) if register is None else register.held_by(above)
    return enters(holdings, party, sums, above.__contains__, Bounding.UPPER)
