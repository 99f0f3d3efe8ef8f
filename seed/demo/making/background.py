"""Ordinary firms and persons around the stories: they touch no story, and no rule of the stories finds anything on them."""

import random

from making.bundle import Bundle
from making.desk import Desk

PARTIES = 300
"""Parties of the whole demo."""
FIRM_SHARE = 66
"""Percent of the background that are firms."""
NOMINEE = "nominee"
SURNAMES = "沈喻杨吕范彭郎韦昌马苗方袁柳唐罗薛雷"
NUMERALS = "一二三四五六七八九十"
BRANDS = ("安博昌达恩丰光海景康隆明", "宁平启荣顺通旺欣益云泽洲")
TRADES = {
    "商贸有限公司": "F51",
    "机械有限公司": "C34",
    "服饰有限公司": "C18",
    "物业管理有限公司": "K70",
    "建筑劳务有限公司": "E50",
    "软件有限公司": "I65",
    "餐饮管理有限公司": "H62",
}
MASS_ADDRESS = "address:沪滨市集中登记路1号"
"""Where a registration agent registers many firms: sharing it means nothing."""
DISTRICTS = ("滨东区", "滨西区", "滨南区", "滨北区")


class Dice:
    """Repeatable chance: only the part of ``random`` whose sequence Python promises to keep."""

    def __init__(self, seed: int) -> None:
        self._next = random.Random(seed).random

    def below(self, limit: int) -> int:
        """Return a number from 0 to ``limit - 1``."""
        return int(self._next() * limit)

    def day(self, first_year: int, years: int) -> str:
        """Return a day in one of ``years`` years."""
        return f"{first_year + self.below(years)}-{1 + self.below(12):02}-{1 + self.below(28):02}"


def write(bundle: Bundle) -> None:
    """Fill the demo up to its number of parties."""
    desk, dice = Desk(bundle, block=31), Dice(2014)
    _bodies(desk)
    rest = PARTIES - bundle.count()
    firms = [_firm(desk, dice, number) for number in range(rest * FIRM_SHARE // 100)]
    persons = [_person(desk, number) for number in range(rest - len(firms))]
    desk.relation("legal_representative", persons[0], "society-1", "2016-09-01")
    desk.relation("principal", persons[1], "lawfirm-1", "2014-05-12")
    for number, firm in enumerate(firms):
        _holders(desk, dice, firm, firms[:number], persons)
        _posts(desk, dice, firm, persons)
        _file(desk, dice, firm)
    labour = list(TRADES).index("建筑劳务有限公司")
    for firm in firms[labour :: len(TRADES)]:
        day = dice.day(2020, 3)
        desk.filed(firm, "qualification", "agency-construction", day, "施工劳务资质", polarity="basic")
    for month, firm in enumerate(firms[:6], start=1):
        _small_penalty(desk, firm, month)
    for firm in firms[-12:]:
        desk.relation("contact", firm, MASS_ADDRESS, "2023-01-01", id=f"{firm}/contact/address")


def _bodies(desk: Desk) -> None:
    desk.organisation(NOMINEE, "沪滨代理人有限公司")
    desk.fact(NOMINEE, "category", "nominee", "2010-01-01")
    desk.organisation("society-1", "沪滨市示范商会", kind="social_organisation")
    desk.organisation("lawfirm-1", "沪滨明示律师事务所", kind="institution", body_type="law_firm")


def _firm(desk: Desk, dice: Dice, number: int) -> str:
    first, second = BRANDS
    brand = first[number % len(first)] + second[(number // len(first) + number) % len(second)]
    trade = list(TRADES)[number % len(TRADES)]
    founded_on = dice.day(2008, 10)
    local = desk.organisation(f"firm-{number + 1:03}", f"沪滨{brand}{trade}", founded_on=founded_on)
    desk.fact(local, "status", "active", founded_on)
    desk.fact(local, "industry", TRADES[trade])
    desk.fact(local, "district", DISTRICTS[dice.below(len(DISTRICTS))])
    desk.fact(local, "registered_capital", str(100_000 * (1 + dice.below(80))))
    return local


def _person(desk: Desk, number: int) -> str:
    surname = SURNAMES[number % len(SURNAMES)]
    return desk.person(f"person-{number + 1:03}", surname + NUMERALS[number // len(SURNAMES)])


def _holders(desk: Desk, dice: Dice, firm: str, earlier: list[str], persons: list[str]) -> None:
    left = 10_000
    if dice.below(8):
        small = 5 + dice.below(250)
        left -= small
        desk.holds(NOMINEE, firm, _percent(small), dice.day(2019, 5))
    holders = {persons[dice.below(len(persons))] for _ in range(1 + dice.below(3))}
    if earlier and not dice.below(3):
        holders.add(earlier[dice.below(len(earlier))])
    for position, holder in enumerate(sorted(holders), start=1):
        part = left if position == len(holders) else left * (20 + dice.below(60)) // 100
        left -= part
        desk.holds(holder, firm, _percent(part), dice.day(2018, 3))


def _percent(hundredths: int) -> str:
    return f"{hundredths // 100}.{hundredths % 100:02}"


def _posts(desk: Desk, dice: Dice, firm: str, persons: list[str]) -> None:
    start = dice.below(len(persons))
    desk.relation("legal_representative", persons[start], firm, dice.day(2018, 6))
    for offset, kind in enumerate(("director", "director", "supervisor", "senior_manager")):
        if dice.below(2):
            person = persons[(start + offset * 7) % len(persons)]
            desk.relation(kind, person, firm, dice.day(2018, 6))


def _file(desk: Desk, dice: Dice, firm: str) -> None:
    day = dice.day(2019, 3)
    desk.filed(firm, "registration", "agency-market", day, "年度报告公示", polarity="basic")
    if dice.below(3):
        rated = {"scheme": "tax_credit", "grade": "ABBMC"[dice.below(5)], "polarity": "basic"}
        day, title = "2025-04-25", "2024年度纳税信用评价"
        desk.filed(firm, "rating", "agency-tax", day, title, effective_from=day, **rated)
    if not dice.below(4):
        day = dice.day(2022, 3)
        desk.filed(firm, "inspection", "agency-ecology", day, "现场检查：合格", polarity="basic")
    if not dice.below(6):
        day = dice.day(2021, 4)
        desk.filed(firm, "good_record", "agency-market", day, "诚信经营示范", polarity="positive")


def _small_penalty(desk: Desk, firm: str, month: int) -> None:
    day, cells = f"2024-{month:02}-15", {"severity": "minor", "polarity": "negative"}
    penalty = desk.decision(f"{firm}/penalty/1", "penalty", "agency-market", day, "一般行政处罚决定", **cells)
    desk.about(penalty, firm)
    if month % 2:
        desk.sanction(penalty, firm, "warning")
    else:
        desk.sanction(penalty, firm, "fine", amount="2000", currency="CNY", large="no")
