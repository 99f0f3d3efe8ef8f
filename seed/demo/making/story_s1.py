"""Story S1: who left before, who came after. A food permit is revoked."""

from making.bundle import Bundle
from making.desk import Desk

ENTERPRISES = {
    "S1-F1": ("沪滨丰禾食品有限公司", "2018-05-01"),
    "S1-F2": ("沪滨味和食品有限公司", "2015-03-02"),
    "S1-F3": ("沪滨清禾餐饮有限公司", ""),
    "S1-N1": ("沪滨远帆信息科技有限公司", ""),
}
PERSONS = {"S1-P1": "陈七", "S1-P2": "王五", "S1-P3": "赵六", "S1-P4": "刘八", "S1-P5": "王五"}
HEADS = [
    ("S1-P1", "S1-F1", "2018-05-01", "2023-01-16"),
    ("S1-P2", "S1-F1", "2023-01-16", "2024-06-20"),
    ("S1-P3", "S1-F1", "2024-06-20", ""),
    ("S1-P5", "S1-F3", "2020-01-06", ""),
]
PERMITS = [
    ("S1-F1", "2018-05-01", "2024-03-01"),
    ("S1-F2", "2015-03-02", ""),
    ("S1-F3", "2020-01-06", ""),
]
"""The story names no day of issue: the day of foundation, or of the first fact, stands in."""


def write(bundle: Bundle) -> None:
    """Write the facts of the story."""
    desk = Desk(bundle, block=2)
    for local, (name, founded_on) in ENTERPRISES.items():
        desk.organisation(local, name, founded_on=founded_on)
    for local, name in PERSONS.items():
        desk.person(local, name)
    _posts(desk)
    for enterprise, issued, revoked in PERMITS:
        food_permit(desk, enterprise, issued, revoked)
    _penalty(desk)


def food_permit(desk: Desk, enterprise: str, issued: str, over: str = "") -> None:
    """Give an enterprise a food permit from one day until (not including) another."""
    permit = {"item": "food_drug_permit", "licence_type": "food_permit", "polarity": "basic"}
    term = {"effective_from": issued, "effective_to": over}
    desk.filed(enterprise, "qualification", "agency-market", issued, "食品经营许可", **permit, **term)


def _posts(desk: Desk) -> None:
    for person, enterprise, valid_from, valid_to in HEADS:
        desk.relation("legal_representative", person, enterprise, valid_from, valid_to=valid_to)
    desk.relation("employee", "S1-P2", "S1-F2", "2026-05-01", code="food_safety", title="食品安全管理人员")
    desk.relation("employee", "S1-P4", "S1-F1", "2021-03-01", valid_to="2024-03-31", title="生产负责人")
    desk.holds("S1-P2", "S1-N1", "30", "2025-01-10")


def _penalty(desk: Desk) -> None:
    record = desk.decision(
        "S1-REC1",
        "penalty",
        "agency-market",
        "2024-03-01",
        "吊销食品经营许可证的行政处罚决定",
        item="food_drug_penalty",
        act_from="2023-09-10",
        act_to="2023-11-20",
        polarity="negative",
    )
    desk.about(record, "S1-F1")
    desk.about(record, "S1-P4", "directly_responsible_manager", personal_responsibility="yes")
    desk.sanction(record, "S1-F1", "permit_revoked", licence_type="food_permit")
