"""The one missing fact that would decide a question."""

from collections.abc import Collection, Iterable
from itertools import islice
from typing import Final, Protocol

import msgspec

from xinmai.analysis.ownership.holdings import Holdings
from xinmai.analysis.ownership.registers import Stake
from xinmai.model.ids import PublicId
from xinmai.model.shares import WHOLE

MOST_TRIED: Final = 8
"""Holdings that are tried for one question, those nearest to it first."""


class Verdict(Protocol):
    """A question that unknown shares leave open; ``changed`` is the one company whose register differs from what was asked."""

    def is_certain(self, holdings: Holdings, changed: PublicId) -> bool:
        """Say whether the answer is yes whatever the unknown shares are."""
        ...

    def is_possible(self, holdings: Holdings, changed: PublicId) -> bool:
        """Say whether the answer is yes for some value of the unknown shares."""
        ...


def deciding_stake(holdings: Holdings, candidates: Iterable[Stake], verdict: Verdict) -> Stake | None:
    """Return the first stake whose share alone decides: NO if it is as small, CERTAIN if it is as great as it may be.

    None where no one share does. At most :data:`MOST_TRIED` stakes are tried.
    """
    open_ones = (stake for stake in candidates if stake.low < stake.high)
    for stake in islice(open_ones, MOST_TRIED):
        least, most = _range(holdings, stake)
        if not verdict.is_certain(_fixed(holdings, stake, most), stake.held):
            continue
        if not verdict.is_possible(_fixed(holdings, stake, least), stake.held):
            return stake
    return None


def _range(holdings: Holdings, stake: Stake) -> tuple[int, int]:
    register = holdings.registers[stake.held]
    left = WHOLE - register.own_low - register.struck - (register.total - stake.low)
    return stake.low, max(stake.low, min(stake.high, left))


def _fixed(holdings: Holdings, stake: Stake, share: int) -> Holdings:
    """Return the holdings as they would be if a share were known."""
    known = msgspec.structs.replace(stake, low=share, high=share)
    own = holdings.registers[stake.held]
    register = msgspec.structs.replace(own, stakes={**own.stakes, stake.holder: known})
    out = tuple(known if one is stake else one for one in holdings.out[stake.holder])
    return msgspec.structs.replace(
        holdings,
        registers={**holdings.registers, stake.held: register},
        out={**holdings.out, stake.holder: out},
    )


def nearest_first(
    holdings: Holdings, target: PublicId, among: Iterable[PublicId], own: Collection[PublicId]
) -> Iterable[Stake]:
    """Yield the stakes in a company, then those in others, each by holder; those that some parties have themselves go first."""
    for held in (target, *sorted(set(among) - {target})):
        register = holdings.registers.get(held)
        if register is not None:
            stakes = sorted(register.stakes.items())
            yield from (stake for holder, stake in stakes if holder in own)
            yield from (stake for holder, stake in stakes if holder not in own)
