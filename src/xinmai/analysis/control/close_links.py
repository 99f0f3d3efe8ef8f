"""Are two companies closely linked: by a share in one another, or by a third party that has enough of both?"""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Final

from xinmai.analysis.control.ownership import Asked, of_nobody
from xinmai.analysis.ownership.attribution import ClosedCycle
from xinmai.analysis.ownership.closed import closed_cycles
from xinmai.analysis.ownership.flags import flags_on_way, is_near
from xinmai.analysis.ownership.judging import shown
from xinmai.analysis.ownership.reading import open_registers, read_holdings
from xinmai.analysis.ownership.seeds import with_members
from xinmai.analysis.ownership.upstream import MOST_STEPS, Upstream
from xinmai.model.group import Flagged, ShareBounds
from xinmai.model.ids import PublicId
from xinmai.model.ownership import CloseLink, CloseLinksResult, LinkKind
from xinmai.model.ownership_options import CLOSE_LINK, Comparison, OwnershipOptions, reaches
from xinmai.model.subgraph import Subgraph
from xinmai.model.vocabulary import Bound, Flag


def close_links_of(
    graph: Subgraph, a: PublicId, b: PublicId, day: int, options: OwnershipOptions = CLOSE_LINK
) -> CloseLinksResult:
    """Return whether two companies are closely linked on a day, with every ground.

    Parameters
    ----------
    graph
        Both companies and everybody above them over holdings, to any height, with whole registers.
    options
        ``threshold`` between the two, ``third`` for a third party; by the measure CASCADE, ``passing`` says over whom shares
        are counted: over control, or over any quarter (国家税务总局公告2016年第42号).

    Notes
    -----
    Only who stands above both is tried as a third party: no table of all pairs.
    """
    pair = _Pair(graph, a, b, day, options)
    links = sorted(
        pair.links(), key=lambda link: (_KINDS.index(link.kind), _BOUNDS.index(link.bound), link.party)
    )
    counted = [link for link in links if not pair.is_exempt(link)]
    return CloseLinksResult(
        a=a,
        b=b,
        linked=pair.linked(counted),
        links=tuple(counted),
        exempt=tuple(link.party for link in links if pair.is_exempt(link)),
        options=options,
        flags=pair.flags(links),
        completeness=graph.completeness,
    )


_FEWEST_STEPS: Final = 500
"""Partial paths that are taken up for each third party at least, however many there are."""
_KINDS = tuple(LinkKind)
_BOUNDS = tuple(Bound)


class _Pair:
    """Two companies and who is above both."""

    def __init__(
        self, graph: Subgraph, a: PublicId, b: PublicId, day: int, options: OwnershipOptions
    ) -> None:
        self.holdings = read_holdings(graph, day, options)
        self.ends = (a, b)
        self.streams = {end: Upstream(self.holdings, end) for end in self.ends}
        self.open_registers = open_registers(self.holdings, day)
        self.state = frozenset(party.id for party in graph.parties if party.is_state_body(day))

    def links(self) -> Iterator[CloseLink]:
        """Yield every ground that holds or may hold."""
        a, b = self.ends
        thirds = self._thirds()
        for stream in self.streams.values():
            stream.steps = max(_FEWEST_STEPS, MOST_STEPS // (1 + len(thirds)))
        yield from self._direct(LinkKind.A_HOLDS_B, a, b)
        yield from self._direct(LinkKind.B_HOLDS_A, b, a)
        for third in thirds:
            yield from self._over(third)

    def linked(self, counted: Iterable[CloseLink]) -> Bound:
        """Return the surest of some links; where there is none, whether somebody who is not named may link the two."""
        found = min((link.bound for link in counted), key=_BOUNDS.index, default=Bound.NO)
        return Bound.POSSIBLE if found is Bound.NO and self._may_be_unnamed() else found

    def _may_be_unnamed(self) -> bool:
        """Say whether one third party may have enough of both: whoever is not named in registers that are open or were not read."""
        one, other = (self._room(end) for end in self.ends)
        return (
            (one and other)
            or (one and self._has_great(self.ends[1]))
            or (other and self._has_great(self.ends[0]))
        )

    def _rest(self, end: PublicId) -> frozenset[PublicId]:
        """Return the companies above an end, or itself, whose register is open or was not read."""
        return self.streams[end].above & (self.open_registers | self.holdings.unread)

    def _room(self, end: PublicId) -> bool:
        """Say whether somebody who is not named may have enough of an end to link it."""
        rest = self._rest(end)
        if not rest:
            return False
        options = self.holdings.options
        share = _stated(of_nobody(self.streams[end], rest))
        return _bound([share], options.third, options.third_comparison) is not Bound.NO

    def _has_great(self, end: PublicId) -> bool:
        """Say whether anybody above an end has enough of it to link it."""
        options = self.holdings.options
        shares = (self._share(party, end) for party in self.streams[end].above - {end, *self.holdings.barred})
        return any(
            _bound([share], options.third, options.third_comparison) is not Bound.NO for share in shares
        )

    def is_exempt(self, link: CloseLink) -> bool:
        """Say whether a link goes over a state body as third party and the options let that link nobody."""
        is_over_state = link.kind is LinkKind.THIRD_PARTY and link.party in self.state
        return is_over_state and self.holdings.options.state_exempt

    def flags(self, links: Iterable[CloseLink]) -> tuple[Flagged, ...]:
        """Return what is odd on the way up from both."""
        above = self.streams[self.ends[0]].above | self.streams[self.ends[1]].above
        found = {*flags_on_way(self.holdings, above, ())}
        for stream in self.streams.values():
            found |= {Flagged(Flag.CLOSED_CYCLE, one) for block in closed_cycles(stream) for one in block}
        found |= {Flagged(Flag.INCOMPLETE_REGISTER, party) for party in above & self.open_registers}
        found |= {Flagged(Flag.NEAR_THRESHOLD, link.party) for link in links if self._is_near(link)}
        return tuple(sorted(found, key=lambda flagged: (flagged.flag, flagged.party)))

    def _is_near(self, link: CloseLink) -> bool:
        options = self.holdings.options
        line = options.third if link.kind is LinkKind.THIRD_PARTY else options.threshold
        return any(is_near(end, line) for share in link.shares for end in (share.lower, share.upper))

    def _direct(self, kind: LinkKind, holder: PublicId, held: PublicId) -> Iterator[CloseLink]:
        options = self.holdings.options
        if holder in self.streams[held].above or self._rest(held):
            share, asked = self._share(holder, held), self._asked(holder, held)
            bound = _bound([share], options.threshold, options.comparison)
            bound = asked.bound(options.measure) if bound is Bound.NO else bound
            if bound is not Bound.NO:
                yield CloseLink(
                    kind, bound, holder, (shown(share, options),), self._asked(holder, held).paths()[0][:1]
                )

    def _thirds(self) -> tuple[PublicId, ...]:
        a, b = (self.streams[end].above for end in self.ends)
        common = (a & b) - set(self.ends)
        members = self.holdings.coalitions.items()
        pacts = [c for c, own in members if a & own.keys() and b & own.keys() and not common & own.keys()]
        return tuple(sorted((*common, *pacts)))

    def _over(self, third: PublicId) -> Iterator[CloseLink]:
        options = self.holdings.options
        shares = [self._share(third, end) for end in self.ends]
        bound = _bound(shares, options.third, options.third_comparison)
        if bound is Bound.CERTAIN and self._is_mere_name(third):
            bound = Bound.POSSIBLE
        if bound is not Bound.NO:
            ways = tuple(way for end in self.ends for way in self._asked(third, end).paths()[0][:1])
            told = tuple(shown(share, options) for share in shares)
            yield CloseLink(LinkKind.THIRD_PARTY, bound, third, told, ways)

    def _is_mere_name(self, third: PublicId) -> bool:
        """Say whether a party known by name only stands in several registers: then it may be several parties."""
        return len(self.holdings.registers_naming([third])) > 1

    def _share(self, holder: PublicId, held: PublicId) -> ShareBounds:
        """Return a share; where it is no number, for a closed cycle, it may be anything."""
        return _stated(self._asked(holder, held))

    def _asked(self, holder: PublicId, held: PublicId) -> Asked:
        return Asked(self.streams[held], with_members(self.holdings, holder), self.open_registers)


def _bound(shares: Iterable[ShareBounds], line: Fraction, comparison: Comparison) -> Bound:
    """Say whether all of some shares reach a line."""
    given = tuple(shares)
    if all(reaches(share.lower, line, comparison) for share in given):
        return Bound.CERTAIN
    may = all(reaches(share.upper, line, comparison) for share in given)
    return Bound.POSSIBLE if may else Bound.NO


def _stated(asked: Asked) -> ShareBounds:
    """Return a share; where it is no number, for a closed cycle, it may be anything."""
    try:
        return asked.stated(asked.upstream.holdings.options.measure)
    except ClosedCycle:
        return ShareBounds(Fraction(0), Fraction(1))
