"""Rows of counts as groups: amounts are added up here, exactly, because engines add floats."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal, localcontext
from typing import Any, Final

from xinmai.errors import BadArgument
from xinmai.model.groups import Amounts, GroupCount

MOST_GROUPS: Final = 2_000
"""Groups in one answer."""
MOST_ROWS: Final = 200_000
"""Different amounts in all groups together."""

Row = tuple[Sequence[str | None], str | None, str | None, int, str | None, str | None]
"""Keys, currency, amount as ``model.shares.amount_order`` writes it, how many of these, first and last date."""
_EXACT: Final = 80
"""Digits that are enough for the sum of all amounts that a row may state."""


def grouped(rows: Iterable[Row]) -> tuple[GroupCount, ...]:
    """Return the groups of rows, ordered by their keys, what is not stated last.

    Raises
    ------
    BadArgument
        If there are more than :data:`MOST_GROUPS`, or more different amounts in them than :data:`MOST_ROWS`.
    """
    groups: defaultdict[tuple[str | None, ...], list[Row]] = defaultdict(list)
    for number, row in enumerate(rows):
        groups[tuple(row[0])].append(row)
        if len(groups) > MOST_GROUPS:
            problem = f"makes more than {MOST_GROUPS} groups; group by less, or narrow the condition."
            raise BadArgument("by", problem)
        if number >= MOST_ROWS:
            problem = (
                f"leaves more than {MOST_ROWS} different amounts; narrow it, or do not ask for `amounts`."
            )
            raise BadArgument("where", problem)
    return tuple(_group(keys, groups[keys]) for keys in sorted(groups, key=_place))


def _place(keys: tuple[str | None, ...]) -> Any:
    return tuple((key is None, key or "") for key in keys)


def _group(keys: tuple[str | None, ...], rows: Sequence[Row]) -> GroupCount:
    amounts: defaultdict[str | None, list[tuple[Decimal, int]]] = defaultdict(list)
    for _, currency, amount, count, _, _ in rows:
        if amount is not None:
            amounts[currency].append((Decimal(f"0{amount[2:]}"), count))
    return GroupCount(
        keys=keys,
        count=sum(row[3] for row in rows),
        first=min((row[4] for row in rows if row[4] is not None), default=None),
        last=max((row[5] for row in rows if row[5] is not None), default=None),
        amounts=tuple(
            _amounts(key, amounts[key])
            for key in sorted(amounts, key=lambda key: (key is not None, key or ""))
        ),
    )


def _amounts(currency: str | None, stated: Sequence[tuple[Decimal, int]]) -> Amounts:
    with localcontext(prec=_EXACT):
        total = sum((amount * count for amount, count in stated), Decimal(0))
    return Amounts(
        currency=currency,
        count=sum(count for _, count in stated),
        total=total,
        least=min(amount for amount, _ in stated),
        greatest=max(amount for amount, _ in stated),
    )
