"""Shapes of ownership: cross-holding, a core without a head, a holding in oneself, ranges, a declared group, a pact."""

from making.bundle import Bundle
from making.desk import Desk

ENTERPRISES = {
    "cross-a": "沪滨互成机械有限公司",
    "cross-b": "沪滨互就仪表有限公司",
    "core-a": "沪滨双环甲投资有限公司",
    "core-b": "沪滨双环乙投资有限公司",
    "core-1sub": "沪滨双环置业有限公司",
    "self": "沪滨库存股份有限公司",
    "range": "沪滨区间材料有限公司",
    "unstated": "沪滨未详化工有限公司",
    "group-parent": "沪滨群岛控股有限公司",
    "group-1": "沪滨群岛航运有限公司",
    "group-2": "沪滨群岛船舶有限公司",
    "group-3": "沪滨群岛渔具有限公司",
    "pact-held": "沪滨同声传媒有限公司",
}
PERSONS = {
    "cross-p1": "钟一",
    "cross-p2": "钟二",
    "cross-p3": "龚一",
    "cross-p4": "龚二",
    "core-p1": "程一",
    "core-p2": "程二",
    "self-p1": "毛一",
    "self-p2": "毛二",
    "range-p1": "贺一",
    "range-p2": "贺二",
    "unstated-p1": "倪一",
    "unstated-p2": "倪二",
    "pact-p1": "汤一",
    "pact-p2": "汤二",
    "pact-p3": "汤三",
}
HOLDINGS = [
    ("cross-b", "cross-a", "4.19"),
    ("cross-p1", "cross-a", "51"),
    ("cross-p2", "cross-a", "44.81"),
    ("cross-a", "cross-b", "18.27"),
    ("cross-p3", "cross-b", "48.73"),
    ("cross-p4", "cross-b", "33"),
    ("core-b", "core-a", "55"),
    ("core-p1", "core-a", "45"),
    ("core-a", "core-b", "55"),
    ("core-p2", "core-b", "45"),
    ("core-a", "core-1sub", "30"),
    ("core-b", "core-1sub", "40"),
    ("self", "self", "5"),
    ("self-p1", "self", "60"),
    ("self-p2", "self", "35"),
    ("range-p1", "range", "70"),
    ("unstated-p1", "unstated", "70"),
    ("unstated-p2", "unstated", ""),
    ("group-parent", "group-1", "100"),
    ("group-parent", "group-2", "70"),
    ("group-parent", "group-3", "15"),
    ("pact-p1", "pact-held", "30"),
    ("pact-p2", "pact-held", "30"),
    ("pact-p3", "pact-held", "40"),
]


def write(bundle: Bundle) -> None:
    """Write all shapes, each apart from the others."""
    desk = Desk(bundle, block=5)
    for local, name in ENTERPRISES.items():
        desk.organisation(local, name)
    for local, name in PERSONS.items():
        desk.person(local, name)
    for holder, held, share in HOLDINGS:
        desk.holds(holder, held, share)
    desk.holds("range-p2", "range", "", share_min="20", share_max="30")
    _declared(desk)


def _declared(desk: Desk) -> None:
    desk.body("group", "group", "沪滨群岛集团")
    for member in ("group-parent", "group-1", "group-2", "group-3"):
        desk.relation("member_of", member, "group", "2020-01-01")
    desk.body("pact", "coalition", "沪滨同声一致行动人")
    for member in ("pact-p1", "pact-p2"):
        desk.relation("member_of", member, "pact", "2021-06-01", code="concert")
