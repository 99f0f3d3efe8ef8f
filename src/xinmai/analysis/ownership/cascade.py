"""Who controls whom: the least set that contains some parties and every company that it holds enough of together."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable

import msgspec

from xinmai.analysis.ownership.holdings import Holdings
from xinmai.analysis.ownership.registers import Bounding, Register, passes
from xinmai.model.ids import PublicId
from xinmai.model.vocabulary import Flag


class Cascade(msgspec.Struct, frozen=True):
    """What a set of parties controls, 控制集."""

    seeds: tuple[PublicId, ...]
    entered_by: dict[PublicId, PublicId]
    """Each member and over whom it entered: the holder with the greatest stake in it then, or who is declared to control it."""
    cut: dict[PublicId, Flag]
    """Parties that would be members but take no part in control, and why."""
    touched: frozenset[PublicId]
    """Parties in which seeds or members hold something, or which they are declared to control."""

    @property
    def members(self) -> frozenset[PublicId]:
        """Who is controlled; the seeds are not among them."""
        return frozenset(self.entered_by)

    @property
    def holders(self) -> frozenset[PublicId]:
        """Seeds and members."""
        return self.members.union(self.seeds)


def cascade(holdings: Holdings, seeds: Iterable[PublicId], bounding: Bounding = Bounding.LOWER) -> Cascade:
    """Return what some parties together control.

    Parameters
    ----------
    holdings
        Every register that matters must be whole: the residual of unknown shares is taken from it.
    seeds
        One party, or several that act as one. Seeds that take no part in control are left out.
    bounding
        Which reading of unknown shares.

    Notes
    -----
    Rounds of a worklist: each stake of a member is read once, so the cost is linear in the stakes of the result. The set
    is the least fixpoint of a monotone map, so it does not depend on any order; a party that enters in a round is shown
    with the holder of the greatest stake among those that had entered before, ties by id.

    Where control of a company is declared on a ground that counts, its votes follow that declaration and not the shares:
    it enters with all who are declared to control it together (``ownership.md`` 2).
    """
    start = tuple(sorted({seed for seed in seeds if seed not in holdings.barred}))
    inside = set(start)
    entered_by: dict[PublicId, PublicId] = {}
    cut: dict[PublicId, Flag] = {}
    sums = _Sums(holdings)
    newest: Collection[PublicId] = start
    while newest:
        reached = sorted(sums.add(newest) - inside)
        passing = [held for held in reached if sums.is_enough(held, inside, bounding)]
        cut.update({held: holdings.barred[held] for held in passing if held in holdings.barred})
        newest = [held for held in passing if held not in holdings.barred]
        entered_by.update({held: _over(holdings, held, inside) for held in newest})
        inside.update(newest)
    return Cascade(start, entered_by, cut, frozenset(sums.low))


def controls_any(
    holdings: Holdings, seeds: Iterable[PublicId], targets: Collection[PublicId], bounding: Bounding
) -> bool:
    """Say whether some parties together control one of some others; the cascade ends where the first one enters."""
    inside = {seed for seed in seeds if seed not in holdings.barred}
    sums = _Sums(holdings)
    newest: Collection[PublicId] = tuple(inside)
    while newest:
        reached = sums.add(newest) - inside - holdings.barred.keys()
        newest = [held for held in reached if sums.is_enough(held, inside, bounding)]
        if any(held in targets for held in newest):
            return True
        inside.update(newest)
    return False


class _Sums:
    """What has come together in each company."""

    def __init__(self, holdings: Holdings) -> None:
        self.holdings = holdings
        self.low: defaultdict[PublicId, int] = defaultdict(int)
        self.high: defaultdict[PublicId, int] = defaultdict(int)

    def add(self, newest: Iterable[PublicId]) -> set[PublicId]:
        """Add the stakes of new members and return in whom they hold something, or whom they are declared to control."""
        reached: set[PublicId] = set()
        for party in newest:
            for stake in self.holdings.out.get(party, ()):
                self.low[stake.held] += stake.low
                self.high[stake.held] += stake.high
                reached.add(stake.held)
            for held in self.holdings.declared_by.get(party, ()):
                self.low[held] += 0
                reached.add(held)
        return reached

    def is_enough(self, held: PublicId, inside: Collection[PublicId], bounding: Bounding) -> bool:
        """Say whether a company enters."""
        return enters(self.holdings, held, (self.low[held], self.high[held]), inside.__contains__, bounding)


def enters(
    holdings: Holdings,
    held: PublicId,
    sums: tuple[int, int],
    is_inside: Callable[[PublicId], bool],
    bounding: Bounding,
) -> bool:
    """Say whether a set controls a company.

    Parameters
    ----------
    sums
        What the set holds of it, at least and at most, as stated.
    is_inside
        Who belongs to the set.
    """
    declared = holdings.declared.get(held)
    if not declared:
        return _by_shares(holdings, held, sums, bounding)
    is_sure = any(one.is_sure for one in declared)
    by_shares = not is_sure and _by_shares(holdings, held, sums, bounding)
    if bounding is Bounding.UPPER:
        return by_shares or any(is_inside(one.holder) for one in declared)
    return (is_sure or by_shares) and all(is_inside(one.holder) for one in declared)


def _by_shares(holdings: Holdings, held: PublicId, sums: tuple[int, int], bounding: Bounding) -> bool:
    register = holdings.registers.get(held)
    return register is not None and passes(register, *sums, bounding, holdings.options)


def _over(holdings: Holdings, held: PublicId, inside: Collection[PublicId]) -> PublicId:
    """Return over whom a company entered."""
    for one in holdings.declared.get(held, ()):
        if one.holder in inside:
            return one.holder
    return _greatest(holdings.registers[held], inside)


def _greatest(register: Register, inside: Collection[PublicId]) -> PublicId:
    stakes = (stake for holder, stake in register.stakes.items() if holder in inside)
    return min(stakes, key=lambda stake: (-stake.low, -stake.high, stake.holder)).holder
