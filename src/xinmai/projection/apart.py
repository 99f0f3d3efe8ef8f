"""Holders known by name only, taken for one of their own in each register: a name alone joins nobody.

The same as :func:`xinmai.analysis.groups.apart.apart`, in arrays: stand-ins are places behind those of the parties.
"""

import msgspec
import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Places = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]


class StandIns(msgspec.Struct, frozen=True):
    """Who stands in registers for parties known by name only, 同名而未核实身份的持有人."""

    first: int
    """Place of the first one: the number of parties."""
    keys: Ints
    """Company and party of each, ordered."""

    @property
    def parties(self) -> Places:
        """Place of whom each stands for."""
        return (self.keys & 0xFFFFFFFF).astype(np.int32)

    @property
    def companies(self) -> Places:
        """Place of the company in whose register it stands."""
        return (self.keys >> 32).astype(np.int32)

    def extended(self, column: Ints) -> Ints:
        """Return a column over parties, with what holds of the parties that are stood for behind it."""
        return np.concatenate([column, column[self.parties]])

    def holders(self, holders: Places, held: Places) -> Places:
        """Return some holders of companies, those who are stood for as their stand-ins; nobody is so for itself."""
        if not len(self.keys):
            return holders
        keys = pairs(holders, held)
        rows = np.searchsorted(self.keys, keys)
        rows[rows == len(self.keys)] = 0
        return np.where(self.keys[rows] == keys, self.first + rows, holders).astype(np.int32)


def stand_ins(by_name: Flags, *registers: tuple[Places, Places]) -> StandIns:
    """Return the stand-ins of parties known by name only, in registers given as holders and companies held."""
    keys = [
        pairs(holders[chosen], held[chosen])
        for holders, held in registers
        for chosen in [by_name[holders] & (holders != held)]
    ]
    return StandIns(len(by_name), np.unique(np.concatenate(keys)))


def pairs(holders: Places, held: Places) -> Ints:
    """Return holder and company as one number each, ordered by company first."""
    found: Ints = held.astype(np.int64) << 32 | holders
    return found
