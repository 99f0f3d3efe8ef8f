"""By what lists may be grouped, 分组键."""

from enum import Enum
from typing import Final

from xinmai.api.describe import enumeration
from xinmai.model.groups import By


class PartyGrouping(Enum):
    """By what parties are grouped."""

    KIND = By.KIND
    STATUS = By.STATUS
    REGION = By.REGION
    DISTRICT = By.DISTRICT
    INDUSTRY = By.INDUSTRY
    YEAR = By.YEAR


class RecordGrouping(Enum):
    """By what records are grouped."""

    KIND = By.KIND
    AGENCY = By.AGENCY
    ITEM = By.ITEM
    LIST = By.LIST
    SEVERITY = By.SEVERITY
    REGION = By.REGION
    YEAR = By.YEAR


class RelationGrouping(Enum):
    """By what relations are grouped."""

    KIND = By.KIND
    DIRECTION = By.DIRECTION
    YEAR = By.YEAR


_KIND: Final = "类型: what it is."
enumeration(
    PartyGrouping,
    "By what parties are grouped, 主体分组键; properties are those of the view's day.",
    {
        "KIND": _KIND,
        "STATUS": "存续状态: its state.",
        "REGION": "地区: its region.",
        "DISTRICT": "区县: its district.",
        "INDUSTRY": "行业: its industry.",
        "YEAR": "成立年份: year of its establishment.",
    },
)
enumeration(
    RecordGrouping,
    "By what records are grouped, 信用记录分组键.",
    {
        "KIND": _KIND,
        "AGENCY": "作出机关: who decided.",
        "ITEM": "目录事项: item of the catalogue.",
        "LIST": "名单: which list.",
        "SEVERITY": "情节: statutory circumstance.",
        "REGION": "地区: region of origin.",
        "YEAR": "决定年份: year of the decision.",
    },
)
enumeration(
    RelationGrouping,
    "By what relations of a party are grouped, 关系分组键.",
    {
        "KIND": _KIND,
        "DIRECTION": "方向: at which end the party stands; BOTH: a relation to itself.",
        "YEAR": "起始年份: year of its first day.",
    },
)
