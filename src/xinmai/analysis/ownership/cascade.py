"""Who controls whom: the least set that contains some parties and every company that it holds enough of together."""

from collections import defaultdict
from collections.abc import Collection, Iterable

import msgspec

from xinmai.analysis.ownership.entering import enters
from xinmai.analysis.ownership.holdings import Holdings
from xinmai.analysis.ownership.registers import Bounding, Stake
from xinmai.model.ids import PublicId
from xinmai.model.vocabulary import Flag


class Cascade(msgspec.Struct, frozen=True):
    """What a set of parties controls, 控制集."""

    seeds: tuple[PublicId, ...]
    entered_by: dict[PublicId, PublicId]
    """Each member and over whom it entered: the holder with the greatest stake in it then, or who is declared to control it."""
    cut: dict[PublicId, Flag]
    """Parties that would be members but take no part in control, and why."""
    sums: dict[PublicId, tuple[int, int]]
    """What seeds and members together hold, as stated at least and at most, of each company in which they hold something or
    which they are declared to control."""

    @property
    def members(self) -> frozenset[PublicId]:
        """Who is controlled; the seeds are not among them."""
        return frozenset(self.entered_by)

    @property
    def holders(self) -> frozenset[PublicId]:
        """Seeds and members."""
        return self.members.union(self.seeds)

    @property
    def touched(self) -> frozenset[PublicId]:
        """In whom seeds or members hold something, or whom they are declared to control."""
        return frozenset(self.sums)

    def stated(self, held: PublicId) -> tuple[int, int]:
        """Return what seeds and members together hold of a company, as stated at least and at most."""
        return self.sums.get(held, (0, 0))


def cascade(
    holdings: Holdings,
    seeds: Iterable[PublicId],
    bounding: Bounding = Bounding.LOWER,
    meant_in: PublicId | None = None,
) -> Cascade:
    """Return what some parties together control.

    Parameters
    ----------
    holdings
        Every register that matters must be whole: the residual of unknown shares is taken from it.
    seeds
        One party, or several that act as one. Seeds that take no part in control are left out.
    bounding
        Which reading of unknown shares.
    meant_in
        Of seeds known by name only: the company in whose register they are meant; None: in each register whoever stands
        there, one after another and never together.

    Notes
    -----
    Rounds of a worklist: each stake of a member is read once, so the cost is linear in the stakes of the result; where seeds
    are known by name only, that for each company they stand in. The set is the least fixpoint of a monotone map, so it does
    not depend on any order; a party that enters in a round is shown with the holder of the greatest stake among those that
    had entered before, ties by id.

    Where control of a company is declared on a ground that counts, its votes follow that declaration and not the shares:
    it enters with all who are declared to control it together (``ownership.md`` 2). For what is certain, who is known by name
    only and was reached passes nothing on: what that name holds elsewhere may be another's; and members of a coalition among
    the seeds whose membership is not sure are left out.
    """
    start = tuple(sorted({seed for seed in seeds if seed not in holdings.barred}))
    if bounding is Bounding.UPPER:
        return _Spread(holdings, start, bounding).run()
    companies = (meant_in,) if meant_in is not None else holdings.registers_naming(holdings.meant(start))
    doubtful = holdings.doubtful(start)
    start = tuple(seed for seed in start if seed not in doubtful)
    found = [_Spread(holdings, start, bounding, company).run() for company in companies or (None,)]
    return found[0] if len(found) == 1 else _either(start, found)


def controls_any(
    holdings: Holdings, seeds: Iterable[PublicId], targets: Collection[PublicId], bounding: Bounding
) -> bool:
    """Say whether some parties together control one of some others; the cascade ends where the first one enters."""
    start = tuple(sorted({seed for seed in seeds if seed not in holdings.barred}))
    companies = () if bounding is Bounding.UPPER else holdings.registers_naming(holdings.meant(start))
    if bounding is Bounding.LOWER:
        doubtful = holdings.doubtful(start)
        start = tuple(seed for seed in start if seed not in doubtful)
    every = (_Spread(holdings, start, bounding, company) for company in companies or (None,))
    return any(spread.meets(targets) for spread in every)


def _either(start: tuple[PublicId, ...], found: Collection[Cascade]) -> Cascade:
    """Return what one or another of some cascades reaches; sums are the greatest, never added."""
    entered_by, cut = dict[PublicId, PublicId](), dict[PublicId, Flag]()
    sums: defaultdict[PublicId, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for each in found:
        entered_by.update({held: over for held, over in each.entered_by.items() if held not in entered_by})
        cut.update(each.cut)
        for held, own in each.sums.items():
            sums[held] = max(sums[held], own)
    return Cascade(start, entered_by, cut, dict(sums))


class _Spread:
    """One cascade while it is made."""

    def __init__(
        self,
        holdings: Holdings,
        start: tuple[PublicId, ...],
        bounding: Bounding,
        meant_in: PublicId | None = None,
    ) -> None:
        self.holdings = holdings
        self.start = start
        self.bounding = bounding
        self.meant_in = meant_in
        self.inside = set(start)
        self.low: defaultdict[PublicId, int] = defaultdict(int)
        self.high: defaultdict[PublicId, int] = defaultdict(int)
        self._by_name = frozenset() if bounding is Bounding.UPPER else holdings.by_name
        self._meant = holdings.meant(start) if self._by_name else frozenset()

    def run(self) -> Cascade:
        """Let it go as far as it goes."""
        entered_by: dict[PublicId, PublicId] = {}
        cut: dict[PublicId, Flag] = {}
        barred = self.holdings.barred
        newest: Collection[PublicId] = self.start
        while newest:
            passing = self._passing(newest)
            cut.update({held: barred[held] for held in passing if held in barred})
            newest = [held for held in passing if held not in barred]
            entered_by.update({held: self._over(held) for held in newest})
            self.inside.update(newest)
        sums = {held: (low, self.high[held]) for held, low in self.low.items()}
        return Cascade(self.start, entered_by, cut, sums)

    def meets(self, targets: Collection[PublicId]) -> bool:
        """Say whether it reaches one of some parties."""
        newest: Collection[PublicId] = self.start
        while newest:
            newest = [held for held in self._passing(newest) if held not in self.holdings.barred]
            if any(held in targets for held in newest):
                return True
            self.inside.update(newest)
        return False

    def _passing(self, newest: Iterable[PublicId]) -> list[PublicId]:
        """Return who comes in once the stakes of the newest are counted, ordered by id."""
        return [held for held in sorted(self._add(newest) - self.inside) if self._is_enough(held)]

    def _add(self, newest: Iterable[PublicId]) -> set[PublicId]:
        """Add the stakes of new members and return in whom they hold something, or whom they are declared to control."""
        reached: set[PublicId] = set()
        for party in newest:
            for stake in self._stakes_of(party):
                self.low[stake.held] += stake.low
                self.high[stake.held] += stake.high
                reached.add(stake.held)
            for held in self.holdings.declared_by.get(party, ()):
                if self._counts(party, held):
                    self.low[held] += 0
                    reached.add(held)
        return reached

    def _stakes_of(self, party: PublicId) -> Iterable[Stake]:
        """Return the stakes of whoever a party is: of a mere name at most the one in the register where it is meant."""
        if party not in self._by_name:
            return self.holdings.out.get(party, ())
        register = None if self.meant_in is None else self.holdings.registers.get(self.meant_in)
        stake = register.stakes.get(party) if register is not None and party in self._meant else None
        return () if stake is None else (stake,)

    def _counts(self, party: PublicId, held: PublicId) -> bool:
        """Say whether a party that was reached is whoever stands in a register under its name."""
        return party not in self._by_name or (held == self.meant_in and party in self._meant)

    def _is_enough(self, held: PublicId) -> bool:
        def is_inside(party: PublicId) -> bool:
            return party in self.inside and self._counts(party, held)

        return enters(self.holdings, held, (self.low[held], self.high[held]), is_inside, self.bounding)

    def _over(self, held: PublicId) -> PublicId:
        """Return over whom a company entered."""
        for one in self.holdings.declared.get(held, ()):
            if one.holder in self.inside and self._counts(one.holder, held):
                return one.holder
        register = self.holdings.registers[held]
        stakes = (own for own in register.stakes.values() if own.holder in self.inside)
        counted = (own for own in stakes if self._counts(own.holder, held))
        return min(counted, key=lambda own: (-own.low, -own.high, own.holder)).holder
