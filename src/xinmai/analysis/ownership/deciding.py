"""The one missing fact that would decide a question."""

from collections.abc import Callable, Iterable
from itertools import islice
from typing import Final

import msgspec

from xinmai.analysis.ownership.holdings import Holdings
from xinmai.analysis.ownership.registers import Register, Stake
from xinmai.model.ids import PublicId
from xinmai.model.shares import WHOLE
from xinmai.model.vocabulary import Bound

MOST_TRIED: Final = 32
"""Holdings that are tried for one question, those nearest to it first."""


def deciding_stake(
    holdings: Holdings, candidates: Iterable[Stake], verdict: Callable[[Holdings], Bound]
) -> Stake | None:
    """Return the first stake whose share alone decides: NO if it is as small, CERTAIN if it is as great as it may be.

    None where no one share does. Costs two verdicts for each stake tried, at most :data:`MOST_TRIED`.
    """
    open_ones = (stake for stake in candidates if stake.low < stake.high)
    for stake in islice(open_ones, MOST_TRIED):
        least, most = (verdict(_fixed(holdings, stake, share)) for share in _range(holdings, stake))
        if least is Bound.NO and most is Bound.CERTAIN:
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
    register = Register(own.held, {**own.stakes, stake.holder: known}, own.own_low, own.own_high, own.struck)
    out = tuple(known if one is stake else one for one in holdings.out[stake.holder])
    return msgspec.structs.replace(
        holdings,
        registers={**holdings.registers, stake.held: register},
        out={**holdings.out, stake.holder: out},
    )


def nearest_first(holdings: Holdings, target: PublicId, among: Iterable[PublicId]) -> Iterable[Stake]:
    """Yield the stakes in a company, then those in others, each by holder."""
    for held in (target, *sorted(set(among) - {target})):
        register = holdings.registers.get(held)
        if register is not None:
            yield from (stake for _, stake in sorted(register.stakes.items()))
