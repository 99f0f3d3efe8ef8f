"""Counts and sums of things, grouped, 分组统计."""

from decimal import Decimal
from enum import StrEnum
from typing import Final

import msgspec

from xinmai.model.filters import Thing


class By(StrEnum):
    """By what things are grouped, 分组键."""

    KIND = "kind"
    AGENCY = "agency"
    ITEM = "item"
    LIST = "list"
    SEVERITY = "severity"
    REGION = "region"
    DISTRICT = "district"
    INDUSTRY = "industry"
    STATUS = "status"
    YEAR = "year"
    DIRECTION = "direction"


GROUPED_BY: Final[dict[Thing, tuple[By, ...]]] = {
    Thing.PARTY: (By.KIND, By.STATUS, By.REGION, By.DISTRICT, By.INDUSTRY, By.YEAR),
    Thing.RECORD: (By.KIND, By.AGENCY, By.ITEM, By.LIST, By.SEVERITY, By.REGION, By.YEAR),
    Thing.RELATION: (By.KIND, By.DIRECTION, By.YEAR),
}
"""Thing → by what it may be grouped."""

PROPERTIES: Final = frozenset({By.STATUS, By.REGION, By.DISTRICT, By.INDUSTRY})
"""Keys that are properties of a party on the view's day."""

DATE_OF: Final = {Thing.PARTY: "founded_on", Thing.RECORD: "decided_on", Thing.RELATION: "valid_from"}
"""Thing → the date by whose year it is grouped, and of which a group has the first and the last."""


class Amounts(msgspec.Struct, frozen=True):
    """Amounts in one currency, exact, 金额合计."""

    currency: str | None
    """ISO 4217 code; None = yuan."""
    count: int
    """How many of the group state one."""
    total: Decimal
    least: Decimal
    greatest: Decimal


class GroupCount(msgspec.Struct, frozen=True):
    """What things have in common, and how many they are, 分组统计结果."""

    keys: tuple[str | None, ...]
    """One value for each key asked for; None where it is not stated."""
    count: int
    first: str | None
    """Least of the dates that are stated, by the first day that each may mean."""
    last: str | None
    """Greatest of them."""
    amounts: tuple[Amounts, ...] = ()
    """By currency: of records and relations their amounts, of parties the registered capital of the view's day."""
