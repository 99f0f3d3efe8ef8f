"""Whether a set of parties controls a company, by shares or by declaration."""

from collections.abc import Callable, Sequence

from xinmai.analysis.ownership.holdings import DeclaredControl, Holdings
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
        return by_shares or _may_be_declared(declared, is_inside)
    return (is_sure or by_shares) and all(is_inside(one.holder) for one in declared)


def _may_be_declared(declared: Sequence[DeclaredControl], is_inside: Callable[[PublicId], bool]) -> bool:
    """Say whether a set may control a company by what is declared: in concert only all who surely act together."""
    if any(is_inside(one.holder) for one in declared if not one.is_joint):
        return True
    together = [one for one in declared if one.is_joint]
    bound = [one for one in together if one.is_sure]
    return any(is_inside(one.holder) for one in together) and all(is_inside(one.holder) for one in bound)


def _by_shares(holdings: Holdings, held: PublicId, sums: tuple[int, int], bounding: Bounding) -> bool:
    register = holdings.registers.get(held)
    return register is not None and passes(register, *sums, bounding, holdings.options)
