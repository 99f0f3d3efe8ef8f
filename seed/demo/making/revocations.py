"""Revoked licences: the business licence with and without a finding (E7), the food permit and a head at the act only."""

from making.bundle import Bundle
from making.desk import Desk
from making.story_s1 import food_permit

E7_DECIDED = "2025-03-14"
E7_VARIANTS = {
    "E7u": ("周八", "沪滨己未百货有限公司", "沪滨庚午百货有限公司", "unknown"),
    "E7n": ("吴八", "沪滨己酉皮具有限公司", "沪滨庚申皮具有限公司", "no"),
    "E7y": ("郑八", "沪滨己亥钟表有限公司", "沪滨庚寅钟表有限公司", "yes"),
    "E7s": ("钱八", "沪滨己丑灯饰有限公司", "沪滨庚辰灯饰有限公司", ""),
}
"""Variant → head, revoked enterprise, enterprise where the head is director, what the decision says of the head.

``E7s`` is silent: its decision does not name the head at all.
"""


def write(bundle: Bundle) -> None:
    """Write the variants of E7 and the case of R24x."""
    desk = Desk(bundle, block=7)
    for variant, (head, revoked, other, finding) in E7_VARIANTS.items():
        _business_licence(desk, variant, (head, revoked, other), finding)
    _other_boards(desk)
    _at_act_only(desk)


def _business_licence(desk: Desk, variant: str, names: tuple[str, str, str], finding: str) -> None:
    person, revoked, other = f"{variant}-P1", f"{variant}-F1", f"{variant}-F2"
    desk.organisation(revoked, names[1])
    desk.organisation(other, names[2])
    desk.person(person, names[0])
    desk.relation("legal_representative", person, revoked, "2019-01-01")
    desk.relation("director", person, other, "2021-06-01")
    desk.fact(revoked, "status", "active", "2019-01-01", E7_DECIDED)
    desk.fact(revoked, "status", "revoked", E7_DECIDED)
    record = desk.decision(
        f"{variant}-REC1",
        "penalty",
        "agency-market",
        E7_DECIDED,
        "吊销营业执照的行政处罚决定",
        polarity="negative",
    )
    desk.about(record, revoked)
    if finding:
        desk.about(record, person, "legal_representative", personal_responsibility=finding)
    desk.sanction(record, revoked, "licence_revoked", licence_type="business_licence")


def _other_boards(desk: Desk) -> None:
    desk.organisation("E7y-F3", "沪滨庚戌钟表配件有限公司")
    desk.relation("director", "E7y-P1", "E7y-F3", "2025-05-06")
    desk.organisation("E7y-F4", "沪滨庚子钟表维修有限公司")
    desk.relation("director", "E7y-P1", "E7y-F4", "2020-01-01", valid_to="2024-12-31")


def _at_act_only(desk: Desk) -> None:
    desk.organisation("R24x-F1", "沪滨半程食品有限公司")
    food_permit(desk, "R24x-F1", "2019-03-01", "2024-09-02")
    desk.person("R24x-P1", "俞九")
    desk.person("R24x-P2", "任九")
    desk.relation("legal_representative", "R24x-P1", "R24x-F1", "2019-03-01", valid_to="2024-05-01")
    desk.relation("legal_representative", "R24x-P2", "R24x-F1", "2024-10-08")
    record = desk.decision(
        "R24x-REC1",
        "penalty",
        "agency-market",
        "2024-09-02",
        "吊销食品经营许可证的行政处罚决定",
        item="food_drug_penalty",
        act_from="2024-01-10",
        act_to="2024-02-20",
        polarity="negative",
    )
    desk.about(record, "R24x-F1")
    desk.sanction(record, "R24x-F1", "permit_revoked", licence_type="food_permit")
