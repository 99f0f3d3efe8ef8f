"""Who stands above a company, and who of them controls it."""

from functools import cached_property

import msgspec

from xinmai.analysis.ownership.cascade import Cascade, cascade
from xinmai.analysis.ownership.deciding import deciding_stake, nearest_first
from xinmai.analysis.ownership.holdings import Holdings
from xinmai.analysis.ownership.measures import cascade_share
from xinmai.analysis.ownership.registers import Bounding
from xinmai.analysis.ownership.seeds import with_members
from xinmai.model.group import ShareBounds
from xinmai.model.ids import PublicId
from xinmai.model.vocabulary import Bound


class Above:
    """Everybody above a company with what each controls, 上游主体. Cascades are made when they are asked for."""

    def __init__(self, holdings: Holdings, of: PublicId) -> None:
        self.holdings = holdings
        self.of = of
        self._reaches: dict[tuple[PublicId, Bounding], Cascade] = {}

    @cached_property
    def parties(self) -> tuple[PublicId, ...]:
        """Everybody above, without coalitions, ordered by id."""
        return tuple(sorted({*self.holdings.all_above(self.of)} - self.holdings.barred.keys()))

    @cached_property
    def coalitions(self) -> tuple[PublicId, ...]:
        """Coalitions with a member above, ordered by id."""
        above = {*self.parties, self.of}
        return tuple(sorted(c for c, members in self.holdings.coalitions.items() if above & members.keys()))

    def reach(self, party: PublicId, bounding: Bounding = Bounding.LOWER) -> Cascade:
        """Return what a party controls; a coalition with its members."""
        key = party, bounding
        if key not in self._reaches:
            self._reaches[key] = cascade(self.holdings, with_members(self.holdings, party), bounding)
        return self._reaches[key]

    def bound(self, party: PublicId) -> Bound:
        """Say whether a party controls the company."""
        if self.of in self.reach(party).entered_by:
            return Bound.CERTAIN
        return Bound.POSSIBLE if self.of in self.reach(party, Bounding.UPPER).entered_by else Bound.NO

    def share(self, party: PublicId) -> ShareBounds:
        """Return the votes in the company that a party and whom it controls have."""
        return cascade_share(self.holdings, with_members(self.holdings, party), self.of)

    def deciding(self, party: PublicId) -> PublicId | None:
        """Return the one holding whose share would decide whether a party controls the company."""
        inside = self.reach(party, Bounding.UPPER).holders
        near = (stake for stake in nearest_first(self.holdings, self.of, inside) if stake.holder in inside)
        stake = deciding_stake(self.holdings, near, Controlling(with_members(self.holdings, party), self.of))
        return None if stake is None else stake.relations[0]

    @cached_property
    def certain(self) -> tuple[PublicId, ...]:
        """Who controls the company for certain; a coalition only where no single party does. Ordered by id."""
        single = tuple(party for party in self.parties if self.bound(party) is Bound.CERTAIN)
        return single or tuple(party for party in self.coalitions if self.bound(party) is Bound.CERTAIN)

    @cached_property
    def possible(self) -> tuple[PublicId, ...]:
        """Who controls the company if unknown shares are large enough, and nobody else does for certain; ordered by id."""
        if self.certain:
            return ()
        every = (*self.parties, *self.coalitions)
        return tuple(sorted(party for party in every if self.bound(party) is Bound.POSSIBLE))

    @cached_property
    def ultimate(self) -> tuple[PublicId, ...]:
        """Who of the certain ones nobody else controls, or only who is controlled back; ordered by id."""
        return _maximal(self.certain, self)

    @cached_property
    def possibly_ultimate(self) -> tuple[PublicId, ...]:
        """Who of the possible ones nobody else controls for certain; ordered by id."""
        return _maximal(self.possible, self)


class Controlling(msgspec.Struct, frozen=True):
    """Whether some parties, as one, control a company."""

    seeds: tuple[PublicId, ...]
    of: PublicId

    def is_certain(self, holdings: Holdings, changed: PublicId) -> bool:  # noqa: ARG002 - a cascade reads what it needs
        """Say whether they do whatever the unknown shares are."""
        return self.of in cascade(holdings, self.seeds, Bounding.LOWER).entered_by

    def is_possible(self, holdings: Holdings, changed: PublicId) -> bool:  # noqa: ARG002 - the same
        """Say whether they do for some value of the unknown shares."""
        return self.of in cascade(holdings, self.seeds, Bounding.UPPER).entered_by


def _maximal(parties: tuple[PublicId, ...], above: Above) -> tuple[PublicId, ...]:
    def is_under(party: PublicId, other: PublicId) -> bool:
        return party in above.reach(other).members and other not in above.reach(party).members

    return tuple(party for party in parties if not any(is_under(party, other) for other in parties))
