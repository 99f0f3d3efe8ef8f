"""Counts and sums of lists, grouped."""

from collections.abc import Sequence
from decimal import Decimal
from enum import Enum
from typing import Any

from xinmai.api.describe import attribute, object_type
from xinmai.api.scalars import DecimalText
from xinmai.api.types.completeness import Completeness
from xinmai.api.types.groupings import PartyGrouping, RelationGrouping
from xinmai.model import groups as model
from xinmai.model.dates import PartialDate
from xinmai.model.groups import By
from xinmai.model.view import View
from xinmai.model.vocabulary import Direction, PartyKind, RelationKind


@object_type
class Amounts:
    """Amounts in one currency, exact, 金额合计."""

    currency: str | None = attribute("ISO 4217 code; null = yuan.")
    count: int = attribute("How many of the group state an amount.")
    sum: DecimalText = attribute("All of them together.")
    min: DecimalText = attribute("The least.")
    max: DecimalText = attribute("The greatest.")

    @classmethod
    def from_model(cls, amounts: model.Amounts) -> "Amounts":
        """Show amounts."""
        return cls(
            currency=amounts.currency,
            count=amounts.count,
            sum=_exact(amounts.total),
            min=_exact(amounts.least),
            max=_exact(amounts.greatest),
        )


def _exact(amount: Decimal) -> DecimalText:
    """Return an amount without zeros behind it; arithmetic of decimals would round it."""
    whole, _, decimals = f"{amount:f}".partition(".")
    return DecimalText(f"{whole}.{decimals.rstrip('0')}".rstrip("."))


@object_type
class Counted:
    """What every group says about itself, 分组统计."""

    count: int = attribute("How many they are.")
    amounts: list[Amounts] = attribute(
        "Sums by currency: of records and relations their amounts, of parties the registered capital of the view's day."
    )
    first: PartialDate | None = attribute(
        "Least date among them, of decision, establishment or start; each counts as the first day that it may mean."
    )
    last: PartialDate | None = attribute("Greatest of these dates.")


@object_type
class PartyGroup(Counted):
    """Parties that have something in common, 主体分组; what they are not grouped by is null."""

    kind: PartyKind | None = attribute("What they are.")
    status: str | None = attribute("State on the view's day, 存续状态; null = not stated.")
    region: str | None = attribute("Region, 地区; null = not stated.")
    district: str | None = attribute("District, 区县; null = not stated.")
    industry: str | None = attribute("Industry, 行业; null = not stated.")
    year: str | None = attribute("Year of establishment, 成立年份; null = not stated.")


@object_type
class RelationGroup(Counted):
    """Relations of a party that have something in common, 关系分组; what they are not grouped by is null."""

    kind: RelationKind | None = attribute("What they are.")
    direction: Direction | None = attribute("End at which the party stands; BOTH: relations to itself.")
    year: str | None = attribute("Year of the first day, 起始年份; null = not stated.")


@object_type
class PartyCounts:
    """How many parties fulfil a condition, 主体统计."""

    total: int = attribute("All of them together.")
    groups: list[PartyGroup] = attribute(
        "The groups, by their keys in the order asked for; not stated comes last."
    )
    completeness: Completeness = attribute("View of the answer.")


@object_type
class RelationCounts:
    """How many relations of a party fulfil a condition, 关系统计."""

    total: int = attribute("All of them together.")
    groups: list[RelationGroup] = attribute(
        "The groups, by their keys in the order asked for; not stated comes last."
    )
    completeness: Completeness = attribute("View of the answer.")


def party_counts(found: Sequence[model.GroupCount], by: Sequence[By], view: View) -> PartyCounts:
    """Show groups of parties."""
    return PartyCounts(
        **whole_of([PartyGroup(**stated_of(g, by, PartyGrouping, PartyKind)) for g in found], found, view)
    )


def relation_counts(found: Sequence[model.GroupCount], by: Sequence[By], view: View) -> RelationCounts:
    """Show groups of relations."""
    groups = []
    for group in found:
        stated = stated_of(group, by, RelationGrouping, RelationKind)
        side = stated.pop("direction")
        groups.append(RelationGroup(direction=None if side is None else Direction(side), **stated))
    return RelationCounts(**whole_of(groups, found, view))


def stated_of(group: model.GroupCount, by: Sequence[By], keys: type[Enum], kinds: Any) -> dict[str, Any]:
    """Return what a group has for each key there is."""
    given = dict(zip(by, group.keys, strict=True))
    kind = given.get(By.KIND)
    return {
        **{str(key.value): given.get(key.value) for key in keys},
        "kind": None if kind is None else kinds(kind),
        "count": group.count,
        "amounts": [Amounts.from_model(amounts) for amounts in group.amounts],
        "first": None if group.first is None else PartialDate(group.first),
        "last": None if group.last is None else PartialDate(group.last),
    }


def whole_of(groups: list[Any], found: Sequence[model.GroupCount], view: View) -> dict[str, Any]:
    """Return what counts say beside their groups."""
    whole = Completeness.of_facts((), view)
    return {"total": sum(group.count for group in found), "groups": groups, "completeness": whole}
