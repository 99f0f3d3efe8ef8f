"""Penalties that differ in one thing: large, not large, not marked, a warning, repaired, annulled; a name without an id."""

from making.bundle import Bundle
from making.desk import Desk

FINES = {
    "fine-large": ("沪滨大额化工有限公司", "agency-ecology", "2024-11-15", "500000", "yes"),
    "fine-small": ("沪滨小额印染有限公司", "agency-ecology", "2024-11-18", "3000", "no"),
    "fine-unmarked": ("沪滨未标电镀有限公司", "agency-ecology", "2024-11-19", "80000", ""),
    "annulled": ("沪滨昭雪建材有限公司", "agency-construction", "2024-08-20", "300000", "yes"),
}
"""Theme → enterprise, agency, day of the decision, fine in yuan, whether it is marked as large."""


def write(bundle: Bundle) -> None:
    """Write all of them, each on an enterprise of its own."""
    desk = Desk(bundle, block=8)
    for theme, (name, agency, decided_on, amount, large) in FINES.items():
        record = _penalty(desk, theme, name, agency, decided_on)
        desk.sanction(record, f"{theme}-F1", "fine", amount=amount, currency="CNY", large=large)
    record = _penalty(desk, "warning", "沪滨警示玻璃有限公司", "agency-market", "2024-10-10")
    desk.sanction(record, "warning-F1", "warning")
    record = _penalty(desk, "repaired", "沪滨改正铸造有限公司", "agency-ecology", "2024-06-03")
    desk.sanction(record, "repaired-F1", "suspension")
    _events(desk)
    _named_only(desk)


def _penalty(desk: Desk, theme: str, name: str, agency: str, decided_on: str) -> str:
    enterprise = desk.organisation(f"{theme}-F1", name)
    record = desk.decision(
        f"{theme}-REC1",
        "penalty",
        agency,
        decided_on,
        f"对{name}的行政处罚决定",
        procedure="ordinary",
        polarity="negative",
    )
    desk.about(record, enterprise)
    return record


def _events(desk: Desk) -> None:
    desk.event("fine-large-REC1", "noticed", "2024-10-28", agency="agency-ecology")
    desk.event("fine-large-REC1", "published", "2024-11-22", agency="agency-ecology")
    desk.event("fine-large-REC1", "paid", "2024-12-02", party="fine-large-F1", agency="agency-ecology")
    desk.event("repaired-REC1", "published", "2024-06-07", agency="agency-ecology")
    desk.event(
        "repaired-REC1", "repaired", "2025-02-10", agency="agency-ecology", document_no="沪滨环修〔2025〕3号"
    )
    desk.event("annulled-REC1", "published", "2024-08-26", agency="agency-construction")
    desk.event(
        "annulled-REC1", "annulled", "2025-01-15", agency="agency-court", document_no="（2024）沪滨行初12号"
    )


def _named_only(desk: Desk) -> None:
    record = _penalty(desk, "scope", "沪滨具名制药有限公司", "agency-market", "2024-12-05")
    desk.sanction(record, "scope-F1", "fine", amount="20000", currency="CNY", large="no")
    desk.about(
        record,
        "",
        "directly_responsible_manager",
        party_name="柏十",
        party_scope="scope-F1",
        personal_responsibility="yes",
        note="生产总监",
    )
    desk.organisation("scope-F2", "沪滨同名纸业有限公司")
    for number, kind in enumerate(("senior_manager", "director"), start=1):
        person = desk.person(f"scope-P{number}", "柏十")
        desk.relation(kind, person, f"scope-F{number}", "2020-03-01")
