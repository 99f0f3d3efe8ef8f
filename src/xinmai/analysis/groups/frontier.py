"""What a caller must still fetch before a group can be told: analysis says it, a service fetches it.

Upwards only where somebody above may control the company: over a single holder with enough votes alone, or over all
holders where several might act together. Downwards only from members, certain or possible. No depth limit anywhere.
"""

from collections.abc import Collection
from fractions import Fraction
from typing import Final

from xinmai.analysis.groups.group import may_be_controlled
from xinmai.analysis.ownership.entering import enters
from xinmai.analysis.ownership.holdings import Holdings
from xinmai.analysis.ownership.ledger import Ledger
from xinmai.analysis.ownership.registers import Bounding, is_trusted, passes
from xinmai.model.ids import PublicId
from xinmai.model.shares import WHOLE
from xinmai.model.vocabulary import PartyKind

LEAST_STAKE: Final = Fraction(1, 2)
"""As a part of what control needs: up to here a stake reaches it only in a company that holds more than half of itself; the law
allows a tenth (公司法 2023 art. 162). So the registers of a fund's hundreds of small holdings need not be read."""


class Climb:
    """The way up from a party, one level of registers after another, 向上穿透. Linear in the registers read."""

    def __init__(self, ledger: Ledger, of: PublicId) -> None:
        self.ledger = ledger
        self._seen = {of}
        self._level = {of}

    def wanted(self) -> tuple[PublicId, ...]:
        """Return the parties of this level whose holders are to be read, ordered."""
        return tuple(sorted(party for party in self._level if not _is_person(self.ledger.holdings, party)))

    def go_on(self) -> None:
        """Take the next level: who may control those whose holders were read."""
        above = {h for p in self.wanted() for h in _who_may_control(self.ledger.holdings, p)}
        self._level = above - self._seen
        self._seen |= above


class Descent:
    """The way down from head and members, as their holdings become known, 向下穿透.

    A company is judged only when its register was read, so that nothing that was judged once must be taken back. Linear
    in stakes times registers in which they stand.
    """

    def __init__(
        self,
        ledger: Ledger,
        inside: Collection[PublicId],
        known: Collection[PublicId],
    ) -> None:
        self.ledger = ledger
        self.known = set(known)
        self.inside = set(inside)
        self.newest = set(inside)
        """Members whose own holdings are not read yet."""

    def wanted(self) -> tuple[PublicId, ...]:
        """Return the companies in which the newest hold something and whose holders are to be read.

        The greatest stakes come first: they decide even where a budget ends the search. Stakes of :data:`LEAST_STAKE`
        and less are not looked at.
        """
        return _by_stake(self.ledger, self.ledger.held_by(self.newest) - self.known, self.inside)

    def go_on(self, read: Collection[PublicId]) -> None:
        """Take the next level: who is controlled, now that more registers were read."""
        self.known.update(read)
        entered: set[PublicId] = set()
        judged = self.ledger.held_by(self.newest)
        while judged:
            level = {party for party in judged - self.inside if self._may_enter(party)}
            self.inside |= level
            entered |= level
            judged = self.ledger.held_by(level)
        self.newest = entered

    def _may_enter(self, party: PublicId) -> bool:
        if party not in self.known or party in self.ledger.holdings.barred:
            return False
        sums = self.ledger.held_of(party, self.inside)
        return enters(self.ledger.holdings, party, sums, self.inside.__contains__, Bounding.UPPER)


def _who_may_control(holdings: Holdings, party: PublicId) -> tuple[PublicId, ...]:
    if not may_be_controlled(holdings, party):
        return ()
    declared = holdings.declared.get(party, ())
    named = tuple(one.holder for one in declared)
    return named if any(one.is_sure for one in declared) else (*named, *_by_shares(holdings, party))


def _by_shares(holdings: Holdings, party: PublicId) -> tuple[PublicId, ...]:
    register, options = holdings.registers.get(party), holdings.options
    if register is None:
        return ()
    stakes = [stake for stake in register.stakes.values() if stake.holder not in holdings.barred]
    alone = [s.holder for s in stakes if passes(register, s.low, s.high, Bounding.LOWER, options)]
    if len(alone) == 1 and is_trusted(register, options):
        return tuple(alone)
    return tuple(stake.holder for stake in stakes)


def stakes_below(holders: Collection[PublicId], known: Collection[PublicId]) -> tuple[PublicId, ...]:
    """Return the controlling parties and whom they control whose own holdings are not known yet, ordered."""
    return tuple(sorted(party for party in holders if party not in known))


def registers_below(
    ledger: Ledger, holders: frozenset[PublicId], touched: frozenset[PublicId], known: Collection[PublicId]
) -> tuple[PublicId, ...]:
    """Return the companies that some parties may control and whose holders are not known yet.

    The greatest stakes come first: they decide even where a budget ends the search. Stakes of :data:`LEAST_STAKE` and
    less are not looked at.
    """
    return _by_stake(ledger, touched.difference(known), holders)


def _by_stake(
    ledger: Ledger, parties: Collection[PublicId], holders: Collection[PublicId]
) -> tuple[PublicId, ...]:
    least = LEAST_STAKE * ledger.holdings.options.passing * WHOLE
    stake = {party: ledger.held_of(party, holders)[1] for party in parties}
    wanted = [p for p in parties if stake[p] > least or p in ledger.holdings.declared]
    return tuple(sorted(wanted, key=lambda party: (-stake[party], party)))


def _is_person(holdings: Holdings, party: PublicId) -> bool:
    found = holdings.parties.get(party)
    return found is not None and found.kind is PartyKind.PERSON
