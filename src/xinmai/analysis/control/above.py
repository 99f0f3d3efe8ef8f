"""Who stands above a company, and who of them controls it."""

from functools import cached_property

import msgspec

from xinmai.analysis.ownership.cascade import Cascade, cascade, controls_any
from xinmai.analysis.ownership.deciding import deciding_stake, nearest_first
from xinmai.analysis.ownership.holdings import Holdings
from xinmai.analysis.ownership.measures import cascade_share
from xinmai.analysis.ownership.registers import Bounding, Register, is_trusted
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
        self._found: dict[Bounding, frozenset[PublicId]] = {}

    @cached_property
    def parties(self) -> tuple[PublicId, ...]:
        """Everybody above, without coalitions, the nearest first."""
        return tuple(party for party in self.holdings.all_above(self.of) if party not in self.holdings.barred)

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
        if party in self._reaching(Bounding.LOWER):
            return Bound.CERTAIN
        return Bound.POSSIBLE if party in self._reaching(Bounding.UPPER) else Bound.NO

    def _reaching(self, bounding: Bounding) -> frozenset[PublicId]:
        """Return the parties and coalitions above that control the company by one reading of unknown shares.

        Who controls one of them controls the company too, so a cascade ends where it meets the first; but for certain not over
        who is known by name only.
        """
        if bounding is Bounding.UPPER and not self._is_open:
            return self._reaching(Bounding.LOWER)
        if bounding not in self._found:
            found: set[PublicId] = set()
            apart = self.holdings.by_name - {self.of} if bounding is Bounding.LOWER else ()
            for party in (*self.parties, *self.coalitions):
                seeds = with_members(self.holdings, party)
                if controls_any(self.holdings, seeds, {self.of, *found} - {*seeds, *apart}, bounding):
                    found.add(party)
            self._found[bounding] = frozenset(found)
        return self._found[bounding]

    def share(self, party: PublicId) -> ShareBounds:
        """Return the votes in the company that a party and whom it controls have."""
        return cascade_share(self.holdings, with_members(self.holdings, party), self.of)

    def deciding(self, party: PublicId) -> PublicId | None:
        """Return the one holding whose share would decide whether a party controls the company."""
        inside = self.reach(party, Bounding.UPPER).holders
        own = with_members(self.holdings, party)
        every = nearest_first(self.holdings, self.of, inside, own)
        near = (stake for stake in every if stake.holder in inside)
        stake = deciding_stake(self.holdings, near, Controlling(own, self.of))
        return None if stake is None else stake.relations[0]

    @cached_property
    def _is_open(self) -> bool:
        """Say whether anything above is not known: a share, a sum, the day of a declaration, who somebody is."""
        is_unsure = any(self.holdings.unsure_members.get(coalition) for coalition in self.coalitions)
        if is_unsure or not self.holdings.by_name.isdisjoint(self.parties):
            return True
        registers = (self.holdings.registers.get(held) for held in (self.of, *self.parties))
        known = (register is None or self._is_exact(register) for register in registers)
        declared = (one for own in self.holdings.declared.values() for one in own)
        return not all(known) or not all(one.is_sure for one in declared) or self._is_contested

    def _is_exact(self, register: Register) -> bool:
        stakes = register.stakes.values()
        same = register.own_low == register.own_high and all(stake.low == stake.high for stake in stakes)
        return same and is_trusted(register, self.holdings.options)

    @property
    def _is_contested(self) -> bool:
        """Say whether several are declared to control one company."""
        return any(len({one.holder for one in own}) > 1 for own in self.holdings.declared.values())

    @cached_property
    def certain(self) -> tuple[PublicId, ...]:
        """Who controls the company for certain; a coalition only where no single party does. Ordered by id."""
        found = self._reaching(Bounding.LOWER)
        single = tuple(sorted(found.difference(self.coalitions)))
        return single or tuple(sorted(found))

    @cached_property
    def possible(self) -> tuple[PublicId, ...]:
        """Who controls the company if unknown shares are large enough, and does not for certain; ordered by id."""
        return tuple(sorted(self._reaching(Bounding.UPPER) - self._reaching(Bounding.LOWER)))

    @cached_property
    def ultimate(self) -> tuple[PublicId, ...]:
        """Who of the certain ones nobody else controls, or only who is controlled back; ordered by id."""
        return self._maximal(self.certain)

    @cached_property
    def possibly_ultimate(self) -> tuple[PublicId, ...]:
        """Who of the possible ones nobody else controls for certain; ordered by id."""
        free = (one for one in self.possible if not any(self._is_under(one, top) for top in self.ultimate))
        return self._maximal(tuple(free))

    def _maximal(self, parties: tuple[PublicId, ...]) -> tuple[PublicId, ...]:
        """Return who is under nobody else; the farthest are tried first, so that few cascades are made."""
        distance = {party: place for place, party in enumerate((*self.parties, *self.coalitions))}
        tops: list[PublicId] = []
        for party in sorted(parties, key=lambda one: -distance[one]):
            if not any(self._is_under(party, top) for top in tops):
                tops.append(party)
        return tuple(sorted(p for p in tops if not any(self._is_under(p, other) for other in tops)))

    def _is_under(self, party: PublicId, other: PublicId) -> bool:
        """Say whether another one controls a party and is not controlled back; a mere name above is under nobody for certain."""
        by_name = self.holdings.by_name
        if party in by_name or party not in self.reach(other).members:
            return False
        return other in by_name or other not in self.reach(party).members


class Controlling(msgspec.Struct, frozen=True):
    """Whether some parties, as one, control a company."""

    seeds: tuple[PublicId, ...]
    of: PublicId

    def is_certain(self, holdings: Holdings, changed: PublicId) -> bool:  # noqa: ARG002 - a cascade reads what it needs
        """Say whether they do whatever the unknown shares are."""
        return controls_any(holdings, self.seeds, {self.of}, Bounding.LOWER)

    def is_possible(self, holdings: Holdings, changed: PublicId) -> bool:  # noqa: ARG002 - the same
        """Say whether they do for some value of the unknown shares."""
        return controls_any(holdings, self.seeds, {self.of}, Bounding.UPPER)
