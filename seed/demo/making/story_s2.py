"""Story S2: one lot under the bidding law and one contract under the procurement law, eleven bidders each."""

from making.bundle import Bundle
from making.desk import Desk

BIDDERS = {
    "jia": ("甲", "沪滨甲安建设有限公司"),
    "yi": ("乙", "沪滨乙和建设有限公司"),
    "bing": ("丙", "沪滨丙盛建设有限公司"),
    "ding": ("丁", "沪滨丁泰建设有限公司"),
    "wu": ("戊", "沪滨戊丰建设有限公司"),
    "geng": ("庚", "沪滨庚辉建设有限公司"),
    "xin": ("辛", "沪滨辛瑞建设有限公司"),
    "ren": ("壬", "沪滨壬达建设有限公司"),
    "gui": ("癸", "沪滨癸通建设有限公司"),
    "zi": ("子", "沪滨子航建设有限公司"),
    "yin": ("寅", "沪滨寅程建设有限公司"),
}
NOT_BIDDING = {"ji": "沪滨己隆控股有限公司", "chou": "沪滨丑元投资有限公司"}
SURNAMES = dict(zip(list(BIDDERS)[2:], "施孔曹严华金魏陶姜", strict=True))
"""Surname of the head of each bidder that has one of its own; its letter is the given name."""
HOLDINGS = [
    ("bing", "ding", "60"),
    ("bing", "wu", "5"),
    ("ji", "geng", "80"),
    ("ji", "xin", "75"),
    ("S", "ren", "100"),
    ("S", "gui", "100"),
    ("zi", "chou", "51"),
    ("chou", "yin", "51"),
]
SINCE = "2020-01-01"
"""The story gives no start: a day long before the deadline."""
DEADLINE = "2025-03-03"


def write(bundle: Bundle) -> None:
    """Write the facts of the story."""
    desk = Desk(bundle, block=3)
    for local, (_, name) in BIDDERS.items():
        desk.organisation(f"S2-{local}", name)
    for local, name in NOT_BIDDING.items():
        desk.organisation(f"S2-{local}", name)
    desk.organisation("S2-S", "沪滨市国有资产经营中心", kind="institution")
    desk.fact("S2-S", "category", "state_body", SINCE)
    _heads(desk)
    for holder, held, share in HOLDINGS:
        desk.holds(f"S2-{holder}", f"S2-{held}", share, SINCE)
    desk.case(
        "S2-L1", "lot", "沪滨市示范道路工程一标段", matter="bidding", regime="bidding", deadline=DEADLINE
    )
    desk.case(
        "S2-C1",
        "contract",
        "沪滨市示范绿化养护项目",
        matter="procurement",
        regime="procurement",
        deadline=DEADLINE,
    )
    for local in BIDDERS:
        for case in ("S2-L1", "S2-C1"):
            desk.relation("bids_in", f"S2-{local}", case, DEADLINE)


def _heads(desk: Desk) -> None:
    head = desk.person("S2-heyi", "何一")
    for local in ("jia", "yi"):
        desk.relation("legal_representative", head, f"S2-{local}", SINCE)
    for local, surname in SURNAMES.items():
        person = desk.person(f"S2-head-{local}", surname + BIDDERS[local][0])
        desk.relation("legal_representative", person, f"S2-{local}", SINCE)
