"""In which order a list may be asked for, 排序; what is not stated comes last, whichever way, and the id decides last."""

from enum import Enum

import strawberry

from xinmai.api.describe import attribute, enumeration, input_type


class SortDirection(Enum):
    """Which way an order goes."""

    ASC = "ASC"
    DESC = "DESC"


class PartyKey(Enum):
    """By what parties are ordered."""

    ID = "id"
    KIND = "kind"
    NAME = "name"
    FOUNDED_ON = "founded_on"


class RelationKey(Enum):
    """By what relations are ordered."""

    ID = "id"
    KIND = "kind"
    VALID_FROM = "valid_from"
    VALID_TO = "valid_to"
    SHARE = "share"


class RecordKey(Enum):
    """By what records are ordered."""

    ID = "id"
    KIND = "kind"
    DECIDED_ON = "decided_on"
    EFFECTIVE_FROM = "effective_from"
    AMOUNT = "amount"


_ID, _KIND = "标识: code points of the public id.", "类型: the code of its kind."
enumeration(
    SortDirection,
    "Which way an order goes, 排序方向.",
    {"ASC": "升序: least first.", "DESC": "降序: greatest first."},
)
enumeration(
    PartyKey,
    "By what parties are ordered, 主体排序键.",
    {
        "ID": _ID,
        "KIND": _KIND,
        "NAME": "名称: the name of the view's day in normal form, by code points.",
        "FOUNDED_ON": "成立日期: the first day that it may mean.",
    },
)
enumeration(
    RelationKey,
    "By what relations are ordered, 关系排序键.",
    {
        "ID": _ID,
        "KIND": _KIND,
        "VALID_FROM": "起始日: the first day that it may mean.",
        "VALID_TO": "终止日: the first day that it may mean.",
        "SHARE": "出资比例: of a range the lower end.",
    },
)
enumeration(
    RecordKey,
    "By what records are ordered, 信用记录排序键.",
    {
        "ID": _ID,
        "KIND": _KIND,
        "DECIDED_ON": "决定日期: the first day that it may mean.",
        "EFFECTIVE_FROM": "生效日: the first day that it may mean.",
        "AMOUNT": "金额: whatever the currency.",
    },
)


@input_type
class PartyOrder:
    """One key of an order of parties, 主体排序."""

    by: PartyKey = attribute("By what.")
    direction: SortDirection = strawberry.field(description="Which way.", default=SortDirection.ASC)


@input_type
class RelationOrder:
    """One key of an order of relations, 关系排序."""

    by: RelationKey = attribute("By what.")
    direction: SortDirection = strawberry.field(description="Which way.", default=SortDirection.ASC)


@input_type
class RecordOrder:
    """One key of an order of records, 信用记录排序."""

    by: RecordKey = attribute("By what.")
    direction: SortDirection = strawberry.field(description="Which way.", default=SortDirection.ASC)
