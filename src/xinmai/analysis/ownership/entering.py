"""Whether a set of parties controls a company, by shares or by declaration."""

from collections.abc import Callable

from xinmai.analysis.ownership.holdings import Holdings
from xinmai.analysis.ownership.registers import Bounding, passes
from xinmai.model.ids import PublicId


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
