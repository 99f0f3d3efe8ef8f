"""Who is who: namesakes, a former name, dead companies, directors that left on an unknown day, shared contacts."""

from making.bundle import Bundle
from making.desk import Desk

NAMESAKES = {
    "same-F1": "沪滨晨曲文具有限公司",
    "same-F2": "沪滨晚晴玩具有限公司",
    "same-F3": "沪滨午阳灯具有限公司",
    "same-F4": "沪滨夜泊家具有限公司",
}
CONTACTS = {
    "contact-F1": "沪滨同屋贸易有限公司",
    "contact-F2": "沪滨隔壁贸易有限公司",
    "contact-F3": "沪滨对门贸易有限公司",
}
PHONE = "phone:02100000001"
ADDRESS = "address:沪滨市示范路1号101室"


def write(bundle: Bundle) -> None:
    """Write all of them, each apart from the others."""
    desk = Desk(bundle, block=6)
    _namesakes(desk)
    _former_name(desk)
    _dead(desk)
    _ended_directors(desk)
    _contacts(desk)


def _namesakes(desk: Desk) -> None:
    for number, (enterprise, name) in enumerate(NAMESAKES.items(), start=1):
        desk.organisation(enterprise, name)
        person = desk.person(f"same-P{number}", "蒋一")
        desk.relation("director", person, enterprise, f"201{number}-04-01", title="董事")
    desk.relation("possibly_same", "same-P1", "same-P2", "2024-01-01")


def _former_name(desk: Desk) -> None:
    desk.organisation("former-F1", "沪滨新桥物流有限公司", founded_on="2012-04-01")
    desk.fact("former-F1", "name", "沪滨旧桥运输有限公司", "2012-04-01", "2019-07-01")
    desk.fact("former-F1", "name", "沪滨新桥物流有限公司", "2019-07-01")
    desk.organisation("rare-F1", "沪滨𠮷庆（示范）商贸有限公司")


def _dead(desk: Desk) -> None:
    desk.organisation("dead-F1", "沪滨落叶服装有限公司", founded_on="2010-09-01")
    desk.fact("dead-F1", "status", "active", "2010-09-01", "2022-05-10")
    desk.fact("dead-F1", "status", "revoked", "2022-05-10")
    desk.organisation("dead-F2", "沪滨归根针织有限公司", founded_on="2011-03-15")
    desk.fact("dead-F2", "status", "active", "2011-03-15", "2021-12-31")
    desk.fact("dead-F2", "status", "deregistered", "2021-12-31")
    for number in (1, 2):
        person = desk.person(f"dead-P{number}", f"朱{'一二'[number - 1]}")
        desk.relation("legal_representative", person, f"dead-F{number}", "2015-01-01")


def _ended_directors(desk: Desk) -> None:
    desk.organisation("board-F1", "沪滨前任电子股份有限公司")
    for number, given in enumerate("一二三", start=1):
        person = desk.person(f"board-P{number}", f"许{given}")
        ended = "" if number == 1 else "yes"
        desk.relation("director", person, "board-F1", f"201{number}-05-20", ended=ended, title="董事")


def _contacts(desk: Desk) -> None:
    for local, name in CONTACTS.items():
        desk.organisation(local, name)
        desk.relation("contact", local, PHONE, "2022-01-01", id=f"{local}/contact/phone")
    for local in ("contact-F1", "contact-F2"):
        desk.relation("contact", local, ADDRESS, "2022-01-01", id=f"{local}/contact/address")
        desk.fact(local, "address", ADDRESS.removeprefix("address:"), "2022-01-01")
