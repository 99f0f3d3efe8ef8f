"""The agencies of the made region, one of them a predecessor, and their regular deliveries."""

from making.bundle import Bundle
from making.desk import AGENCIES, PROVENANCE, Desk, delivery


def write(bundle: Bundle) -> None:
    """Write the agencies, the reform that joined two of them, and one delivery each."""
    desk = Desk(bundle, block=1)
    for local, (_, name, system) in AGENCIES.items():
        source = {
            "id": delivery(local),
            "agency": f"demo:{local}",
            "system": system,
            "title": f"{name}归集数据",
        }
        bundle.add("sources", {**source, **PROVENANCE})
    for local, (_, name, _) in AGENCIES.items():
        desk.organisation(local, name, kind="agency", body_type="authority")
    desk.relation("succeeded_by", "agency-aic", "agency-market", "2018-11-01")
