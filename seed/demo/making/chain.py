"""Risk that comes over supplies and guarantees."""

from making.bundle import Bundle
from making.desk import Desk

ENTERPRISES = {
    "risk-F1": "沪滨上游矿业有限公司",
    "risk-F2": "沪滨中游冶炼有限公司",
    "risk-F3": "沪滨下游制罐有限公司",
    "risk-F4": "沪滨互保包装有限公司",
    "risk-F5": "沪滨连保印铁有限公司",
}
SUPPLIES = [("risk-F1", "risk-F2", "62.5", "38000000"), ("risk-F2", "risk-F3", "41.2", "12500000")]
"""Supplier, customer, the supplier's percentage of the customer's purchases, yuan a year."""
GUARANTEES = [
    ("risk-F3", "risk-F4", "8000000"),
    ("risk-F4", "risk-F5", "6000000"),
    ("risk-F5", "risk-F3", "5000000"),
]
"""Guarantor, debtor, yuan: a ring."""


def write(bundle: Bundle) -> None:
    """Write the chain, the ring and the two records at their ends."""
    desk = Desk(bundle, block=9)
    for local, name in ENTERPRISES.items():
        desk.organisation(local, name)
    for supplier, customer, value, amount in SUPPLIES:
        desk.relation(
            "supplies", supplier, customer, "2023-01-01", value=value, amount=amount, currency="CNY"
        )
    for guarantor, debtor, amount in GUARANTEES:
        desk.relation("guarantees", guarantor, debtor, "2024-04-01", amount=amount, currency="CNY")
    _records(desk)


def _records(desk: Desk) -> None:
    title = "责令停产停业的行政处罚决定"
    penalty = desk.decision(
        "risk-REC1", "penalty", "agency-ecology", "2025-01-20", title, polarity="negative"
    )
    desk.about(penalty, "risk-F1")
    desk.sanction(penalty, "risk-F1", "suspension", **{"from": "2025-01-20", "to": "2025-04-20"})
    listing = desk.decision(
        "risk-REC2",
        "listing",
        "agency-court",
        "2025-02-17",
        "纳入失信被执行人名单决定",
        list="judgment_debtor",
        effective_from="2025-02-17",
        polarity="negative",
    )
    desk.about(listing, "risk-F5")
    desk.event(listing, "published", "2025-02-18", agency="agency-court")
