"""Declared control as stakes: a company whose votes follow a declaration is pulled by whoever has all who are declared together.

Each of them gets a *claim* in the company that no sum of shares reaches, so one comparison decides both: the claims of all of
them, and, where it is not sure that any holds on the day, enough of the shares too (``analysis.ownership.cascade.enters``).
"""

from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Places = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]

_CLAIM: Final = 1 << 40
"""More than all shares of a trusted register come to."""


class Declared(NamedTuple):
    """Declared control, 协议等方式控制, one row a declaration."""

    declarers: Places
    companies: Places
    is_sure: Flags


class Claims(NamedTuple):
    """What declared control makes of registers."""

    holders: Places
    held: Places
    claims: Ints
    by_shares: Flags
    """Of companies: whether shares count in them; not where a declaration surely holds."""
    is_declared: Flags
    """Of companies: whether there is a declaration at all."""
    room: Ints
    """Of companies: what more than half of is needed for control."""


def claims_of(declared: Declared, room: Ints) -> Claims:
    """Return the claims, each of a party in a company once; ``room`` is that of the shares alone."""
    count = len(room)
    is_declared, is_sure = np.zeros(count, np.bool_), np.zeros(count, np.bool_)
    is_declared[declared.companies] = True
    is_sure[declared.companies[declared.is_sure]] = True
    pairs = np.unique(declared.companies.astype(np.int64) << 32 | declared.declarers)
    held, holders = (pairs >> 32).astype(np.int32), (pairs & 0xFFFFFFFF).astype(np.int32)
    needed = np.bincount(held, minlength=count) * _CLAIM
    with_shares = np.where(room > 0, 2 * (needed + room // 2 + 1) - 1, 0)
    return Claims(
        holders=holders,
        held=held,
        claims=np.full(len(held), _CLAIM),
        by_shares=~is_sure,
        is_declared=is_declared,
        room=np.where(is_sure, 2 * needed - 1, np.where(is_declared, with_shares, room)),
    )
