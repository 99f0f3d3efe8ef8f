"""Whom does a party control?"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from xinmai.analysis.control.above import Controlling
from xinmai.analysis.ownership.cascade import Cascade, cascade
from xinmai.analysis.ownership.deciding import deciding_stake, nearest_first
from xinmai.analysis.ownership.flags import flags_on_way
from xinmai.analysis.ownership.holdings import Holdings
from xinmai.analysis.ownership.reading import is_open, read_holdings
from xinmai.analysis.ownership.registers import Bounding, bounds_of
from xinmai.analysis.ownership.seeds import Seeds, seed_sets
from xinmai.analysis.ownership.ways import way_down
from xinmai.model.control import Controlled, ControlResult
from xinmai.model.group import Flagged, ShareBounds
from xinmai.model.ids import PublicId
from xinmai.model.ownership_options import CONTROL, OwnershipOptions, for_cascade
from xinmai.model.subgraph import Subgraph
from xinmai.model.vocabulary import Bound, Flag

MOST_WORK: Final = 20_000
"""Members times companies touched up to which the deciding fact is looked for; beyond it only for the first members by id."""


def control_of(
    graph: Subgraph,
    of: PublicId,
    day: int,
    options: OwnershipOptions = CONTROL,
    together: Sequence[PublicId] = (),
) -> ControlResult:
    """Return whom a party controls on a day, alone or with others that are asked about together.

    Parameters
    ----------
    graph
        Every stake of the parties and of whom they control, and every register in which these hold something.
    together
        Further parties; which of them act as one is the option ``aggregate``.

    Notes
    -----
    Two cascades for each set that acts as one; linear in the stakes of the result, and for each possible member some more
    to find the fact that would decide.
    """
    options = for_cascade(options)
    holdings = read_holdings(graph, day, options)
    reaches = [_Reach(holdings, seeds) for seeds in seed_sets(holdings, (of, *together))]
    seeds = {seed for reach in reaches for seed in reach.seeds}
    members = {party for reach in reaches for party in reach.possible.members} - seeds
    most = MOST_WORK // (1 + sum(len(reach.possible.touched) for reach in reaches))
    found = [_controlled(reaches, party, tells=place < most) for place, party in enumerate(sorted(members))]
    return ControlResult(
        of=of,
        together=tuple(together),
        members=tuple(sorted(found, key=lambda one: (one.bound is not Bound.CERTAIN, one.party))),
        options=options,
        flags=_flags(holdings, reaches, {of, *together, *members}, day),
        completeness=graph.completeness,
    )


def _flags(
    holdings: Holdings, reaches: Sequence["_Reach"], parties: set[PublicId], day: int
) -> tuple[Flagged, ...]:
    """Return what is odd on the way, and which incomplete registers leave open whether more is held."""
    touched = {
        held for reach in reaches for held in reach.possible.touched if reach.bound(held) is not Bound.CERTAIN
    }
    open_ones = {Flagged(Flag.INCOMPLETE_REGISTER, held) for held in touched if is_open(holdings, held, day)}
    odd = flags_on_way(holdings, parties, [reach.possible for reach in reaches])
    return tuple(sorted({*odd, *open_ones}, key=lambda flagged: (flagged.flag, flagged.party)))


class _Reach:
    """What one set of parties that act as one controls."""

    def __init__(self, holdings: Holdings, seeds: Seeds) -> None:
        self.holdings = holdings
        self.seeds = seeds
        self.certain = cascade(holdings, seeds, Bounding.LOWER)
        self.possible = cascade(holdings, seeds, Bounding.UPPER)

    def bound(self, party: PublicId) -> Bound:
        """Say whether a party is controlled."""
        if party in self.certain.entered_by:
            return Bound.CERTAIN
        return Bound.POSSIBLE if party in self.possible.entered_by else Bound.NO

    def share(self, party: PublicId) -> ShareBounds:
        """Return what the set has of a party."""
        register, options = self.holdings.registers.get(party), self.holdings.options
        if register is None:
            return ShareBounds(Fraction(0), Fraction(0))
        return bounds_of(register, self.certain.stated(party), self.possible.stated(party), options)

    def way(self, party: PublicId) -> Cascade:
        """Return the reading by which a party is reached."""
        return self.certain if party in self.certain.entered_by else self.possible

    def via(self, party: PublicId) -> tuple[PublicId, ...]:
        """Return the holdings and declarations that it stands on."""
        holders = self.way(party).holders
        register = self.holdings.registers.get(party)
        stakes = () if register is None else tuple(s for h, s in register.stakes.items() if h in holders)
        declared = (one for one in self.holdings.declared.get(party, ()) if one.holder in holders)
        return tuple(sorted({*(r for s in stakes for r in s.relations), *(one.relation for one in declared)}))

    def deciding(self, party: PublicId) -> PublicId | None:
        """Return the one holding whose share would decide whether a party is controlled."""
        holders = self.possible.holders
        candidates = (
            s for s in nearest_first(self.holdings, party, holders, self.seeds) if s.holder in holders
        )
        stake = deciding_stake(self.holdings, candidates, Controlling(self.seeds, party))
        return None if stake is None else stake.relations[0]


_ORDER = (Bound.CERTAIN, Bound.POSSIBLE, Bound.NO)


def _controlled(reaches: Sequence[_Reach], party: PublicId, *, tells: bool) -> Controlled:
    """Return a party under the set that has it most surely and has most of it."""
    own = min(reaches, key=lambda one: (_ORDER.index(one.bound(party)), -one.share(party).lower, one.seeds))
    bound = own.bound(party)
    return Controlled(
        party=party,
        bound=bound,
        share=own.share(party),
        via=own.via(party),
        path=way_down(own.holdings, own.way(party), party),
        deciding=own.deciding(party) if tells and bound is Bound.POSSIBLE else None,
    )
