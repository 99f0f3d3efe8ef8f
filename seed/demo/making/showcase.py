"""One enterprise with a full credit file, and two on the list of abnormal operations."""

from making.bundle import Bundle
from making.desk import Desk

GOOD = [
    ("agency-market", "2022-03-15", "守合同重信用企业"),
    ("agency-construction", "2023-12-20", "优质工程奖"),
    ("agency-ecology", "2024-06-05", "环保诚信企业"),
]
TAX_GRADES = {"2022": "B", "2023": "A", "2024": "A"}
"""Year rated → grade, decided in April of the next year."""

ABNORMAL = {
    "listed": ("沪滨失联照明有限公司", "2024-07-08"),
    "removed": ("沪滨迟报丝绸有限公司", "2023-07-10"),
}
"""Theme → enterprise, day of entry on the list of abnormal operations; one was removed later."""


def write(bundle: Bundle) -> None:
    """Write the file and the listings."""
    desk = Desk(bundle, block=10)
    desk.organisation("file-F1", "沪滨样本建筑有限公司", founded_on="2013-06-18")
    head = desk.person("file-P1", "苏四")
    desk.relation("legal_representative", head, "file-F1", "2013-06-18")
    engineer = desk.person("file-P2", "潘四")
    desk.relation(
        "practitioner",
        engineer,
        "file-F1",
        "2018-09-01",
        code="registered_practitioner",
        registration_no="SF-0001",
    )
    _basic(desk)
    _positive(desk)
    _negative(desk)
    _abnormal(desk)


def _basic(desk: Desk) -> None:
    started = {"polarity": "basic", "effective_from": "2013-06-18"}
    desk.filed("file-F1", "registration", "agency-aic", "2013-06-18", "设立登记", **started)
    term = {"polarity": "basic", "effective_from": "2019-05-20", "effective_to": "2029-05-20"}
    title = "建筑工程施工总承包二级"
    desk.filed("file-F1", "qualification", "agency-construction", "2019-05-20", title, **term)
    title = "工程质量检查：合格"
    desk.filed("file-F1", "inspection", "agency-construction", "2024-03-28", title, polarity="basic")
    title = "农民工工资支付承诺"
    desk.filed("file-F1", "commitment", "agency-construction", "2023-02-10", title, polarity="basic")


def _positive(desk: Desk) -> None:
    for number, (agency, day, title) in enumerate(GOOD, start=1):
        desk.filed("file-F1", "good_record", agency, day, title, number=str(number), polarity="positive")
    for year, grade in TAX_GRADES.items():
        rated, next_rated = f"{int(year) + 1}-04-25", f"{int(year) + 2}-04-25"
        cells = {"scheme": "tax_credit", "grade": grade, "effective_from": rated, "effective_to": next_rated}
        title = f"{year}年度纳税信用评价"
        polarity = "positive" if grade == "A" else "basic"
        desk.filed("file-F1", "rating", "agency-tax", rated, title, number=year, polarity=polarity, **cells)


def _negative(desk: Desk) -> None:
    agency, negative = "agency-construction", {"polarity": "negative"}
    breach = desk.filed("file-F1", "breach", agency, "2023-09-12", "未按承诺支付工资", **negative)
    desk.link(breach, "file-F1/commitment/1", "follows")
    title = "对沪滨样本建筑有限公司的警告"
    penalty = desk.decision("file-REC1", "penalty", agency, "2023-10-16", title, severity="minor", **negative)
    desk.about(penalty, "file-F1")
    desk.sanction(penalty, "file-F1", "warning")
    desk.link(penalty, breach, "same_event")


def _abnormal(desk: Desk) -> None:
    for local, (name, entered) in ABNORMAL.items():
        enterprise = desk.organisation(f"{local}-F1", name)
        listed = {"list": "abnormal_operation", "effective_from": entered, "polarity": "negative"}
        title = "列入经营异常名录决定"
        record = desk.decision(f"{local}-REC1", "listing", "agency-market", entered, title, **listed)
        desk.about(record, enterprise)
    desk.event("removed-REC1", "removed", "2024-02-19", agency="agency-market")
