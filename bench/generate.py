"""Writes a bundle of a made, heavy-tailed network: seedable, streamed, in the order in which a register exports its rows.

At scale 1: 1 M enterprises, 1.2 M persons, about 8 M facts. Ids ascend within a file; what a row refers to is drawn
from power laws and lies anywhere.
"""

import random
from collections.abc import Callable, Iterator
from math import gcd
from pathlib import Path
from typing import Final

import msgspec

from bench.people import DAYS, credit_code, firm_name, identity_number, person_name

VERSION: Final = 4
"""Changes with the rows that are made, so that an old bundle in the cache is not taken for a new one."""

ENTERPRISES: Final = 1_000_000
PERSONS: Final = 1_200_000
AGENCIES: Final = 60
NAMESPACE: Final = "bench"

_NOMINEE, _REGISTRARS, _FUNDS, _GUARANTORS = 1, 4, 4, 3
_MANAGERS: Final = ("director", "director", "supervisor", "senior_manager", "finance_head")
_CHAIN_EVERY, _CHAIN_LENGTH = 4_000, 40
_TRACE: Final = 0.02


class Plan(msgspec.Struct, frozen=True):
    """How large, and from which seed."""

    scale: float
    seed: int

    @property
    def enterprises(self) -> int:
        """Number of enterprises."""
        return int(ENTERPRISES * self.scale)

    @property
    def persons(self) -> int:
        """Number of persons."""
        return int(PERSONS * self.scale)

    @property
    def name(self) -> str:
        """Name of the bundle's folder."""
        return f"bundle-v{VERSION}-{self.scale:g}-{self.seed}"


class _Rank:
    """Draws from a power law: a few of many are drawn very often; who they are is spread over all numbers."""

    def __init__(self, count: int, steepness: float, chance: random.Random) -> None:
        self._count = count
        self._steepness = steepness
        self._random = chance.random
        self._step = next(s for s in range(int(count * 0.618) | 1, 2 * count + 2, 2) if gcd(s, count) == 1)

    def draw(self) -> int:
        """Return a number below the count."""
        return int(self._count * self._random() ** self._steepness) * self._step % self._count


def enterprise(number: int) -> str:
    """Return the local id of an enterprise."""
    return f"e{number:07d}"


def person(number: int) -> str:
    """Return the local id of a person."""
    return f"p{number:07d}"


def nominee() -> str:
    """Return the local id of the person who is supervisor of every tenth enterprise: the greatest hub."""
    return person(0)


def funds(plan: Plan) -> tuple[str, ...]:
    """Return the local ids of the enterprises that hold a fiftieth of all others each."""
    return tuple(enterprise(plan.enterprises - 1 - i) for i in range(_FUNDS))


def chains(plan: Plan) -> list[str]:
    """Return the lower ends of the planted chains: above each stand forty holders, one over the other."""
    return [
        enterprise(start + _CHAIN_LENGTH)
        for start in range(_CHAIN_EVERY // 2, plan.enterprises - _CHAIN_EVERY, _CHAIN_EVERY)
    ]


def bundle(cache: Path, plan: Plan) -> Path:
    """Return the folder of the bundle; it is made if it is not in the cache."""
    folder = cache / plan.name
    if (folder / "bundle.toml").exists():
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    for number, (table, (header, rows)) in enumerate(_TABLES.items()):
        chance = random.Random(f"{plan.seed}/{number}")
        with (folder / f"{table}.csv").open("w", encoding="utf-8", buffering=1 << 20) as file:
            file.write(header + "\n")
            file.writelines(rows(plan, chance))
    (folder / "bundle.toml").write_text(
        f'format = 1\nnamespace = "{NAMESPACE}"\nagency = "bench"\nsystem = "generator"\n'
        'retrieved_on = "2025-01-01"\nlicence = "Apache-2.0"\nmode = "snapshot"\n',
        encoding="utf-8",
    )
    return folder


def _parties(plan: Plan, chance: random.Random) -> Iterator[str]:
    draw = chance.random
    for number in range(AGENCIES):
        yield f"a{number:02d},agency,上海市第{number}监督管理局,,,,authority,\n"
    for number in range(plan.enterprises):
        code = f"uscc:{credit_code(number)}" if draw() < 0.97 else ""
        day = DAYS[int(draw() * 9_000)]
        yield f"{enterprise(number)},enterprise,{firm_name(chance)},{code},{day},,,\n"
    for number in range(plan.persons):
        identity = f"cn_id:{identity_number(number)}" if draw() < 0.25 else ""
        hidden = "government" if draw() < _TRACE else ""
        yield f"{person(number)},person,{person_name(chance)},{identity},,,,{hidden}\n"


def _party_facts(plan: Plan, chance: random.Random) -> Iterator[str]:
    draw = chance.random
    for number in range(plan.enterprises):
        own, kind = enterprise(number), draw()
        if kind < 0.15:
            yield f"{own},name,{firm_name(chance)},,{DAYS[9_000 + int(draw() * 1_900)]}\n"
        if kind < 0.30:
            yield f"{own},status,{'revoked' if kind < 0.03 else 'active'},{DAYS[9_500 + int(draw() * 1_000)]},\n"
        if kind > 0.75:
            yield f"{own},industry,{'CFGIL'[int(draw() * 5)]}{int(draw() * 90) + 10},,\n"


def _relations(plan: Plan, chance: random.Random) -> Iterator[str]:
    making = _Relations(plan, chance)
    for number in range(plan.enterprises):
        yield from making.of(number)


class _Relations:
    """Makes the relations of one enterprise after another."""

    def __init__(self, plan: Plan, chance: random.Random) -> None:
        self._random = chance.random
        self._count = plan.enterprises
        self._heads = _Rank(plan.persons, 1.6, chance)
        self._people = _Rank(plan.persons, 2.2, chance)
        self._holders = _Rank(plan.persons, 2.6, chance)
        self._firms = _Rank(plan.enterprises, 2.8, chance)
        self._funds = funds(plan)
        self._id = 0

    def of(self, number: int) -> Iterator[str]:
        """Yield the rows of an enterprise: its head, holders, managers, what it guarantees, its parent."""
        draw, own = self._random, enterprise(number)
        yield self._row("legal_representative", self._head(), own)
        yield from self._holding(number, own)
        for _ in range(int(2.1 * draw() ** 2 * 1.7)):
            yield self._row(_MANAGERS[int(draw() * 5)], person(self._people.draw()), own)
        if draw() < 0.1:
            yield self._row("supervisor", nominee(), own)
        if draw() < 0.15:
            guarantor = (
                enterprise(int(draw() * _GUARANTORS)) if draw() < 0.2 else enterprise(self._firms.draw())
            )
            yield self._row("guarantees", guarantor, own)
        if draw() < 0.1:
            yield self._row("branch_of", own, enterprise(self._firms.draw()))
        if draw() < 0.15:
            yield self._row("supplies", own, enterprise(self._firms.draw()))

    def _head(self) -> str:
        chosen = self._random()
        return person(1 + int(chosen * 100)) if chosen < 0.01 * _REGISTRARS else person(self._heads.draw())

    def _holding(self, number: int, own: str) -> Iterator[str]:
        draw, place = self._random, number % _CHAIN_EVERY - _CHAIN_EVERY // 2
        if 0 < place <= _CHAIN_LENGTH:
            self._id += 1
            yield f"r{self._id:08d},holds,{enterprise(number - 1)},{own},{DAYS[place]},,,{60 + place % 40},,,\n"
            return
        if draw() < 0.01:  # a pair that holds each other
            other = enterprise(self._firms.draw())
            yield self._row("holds", other, own, "30,,")
            yield self._row("holds", own, other, "20,,")
        count = 1 + int(2.6 * draw() ** 3)
        share = 10_000 // count
        for _ in range(count):
            chosen = draw()
            if chosen < 0.08:
                holder = self._funds[int(chosen * 50)]
            elif chosen < 0.3:
                holder = enterprise(self._firms.draw())
            else:
                holder = person(self._holders.draw())
            yield self._row("holds", holder, own, self._share(share))

    def _share(self, hundredths: int) -> str:
        kind = self._random()
        if kind < 0.1:
            return ",,"
        stated = max(hundredths - int(kind * 900), 1)
        if kind < 0.15:
            return f",{stated / 200},{stated / 100}"
        return f"{stated // 100}.{stated % 100:02d},,"

    def _row(self, kind: str, start: str, end: str, share: str = ",,") -> str:
        self._id += 1
        draw = self._random()
        since = DAYS[int(draw * 10_000)]
        until, ended = "", ""
        if draw < 0.08:
            until = DAYS[int(draw * 10_000) + 1 + int(self._random() * 8_000)]
        elif draw > 0.98:
            since, ended = "", "yes"
        hidden = "" if self._random() > _TRACE else "government" if draw < 0.5 else "consent"
        return f"r{self._id:08d},{kind},{start},{end},{since},{until},{ended},{share},{hidden}\n"


_KINDS: Final = (
    "penalty",
    "penalty",
    "penalty",
    "listing",
    "rating",
    "good_record",
    "inspection",
    "judgment",
)


def _records(plan: Plan, chance: random.Random) -> Iterator[str]:
    draw = chance.random
    for number in range(int(plan.enterprises * 0.7)):
        kind = _KINDS[number % len(_KINDS)]
        decided = DAYS[7_000 + int(draw() * 3_900)]
        extra = f"a{int(draw() ** 2 * AGENCIES):02d},关于违法行为的决定,沪监罚〔20{number % 15 + 10}〕{number}号,{decided}"
        amount = f"{1_000 + int(draw() * 90_000)},yes" if kind == "penalty" else ","
        hidden = "government" if draw() < _TRACE else ""
        yield f"d{number:07d},{kind},{extra},{amount},{'negative' if kind == 'penalty' else 'basic'},{hidden}\n"


def _record_parties(plan: Plan, chance: random.Random) -> Iterator[str]:
    draw = chance.random
    firms, people = _Rank(plan.enterprises, 1.5, chance), _Rank(plan.persons, 1.5, chance)
    for number in range(int(plan.enterprises * 0.7)):
        yield f"d{number:07d},{enterprise(firms.draw())},subject,unknown\n"
        if _KINDS[number % len(_KINDS)] == "penalty" and draw() < 0.6:
            yield f"d{number:07d},{person(people.draw())},directly_responsible_manager,yes\n"


def _sanctions(plan: Plan, chance: random.Random) -> Iterator[str]:
    draw = chance.random
    for number in range(int(plan.enterprises * 0.7)):
        if _KINDS[number % len(_KINDS)] != "penalty":
            continue
        yield f"s{number:07d},d{number:07d},fine,{1_000 + int(draw() * 90_000)},yes,\n"
        if draw() < 0.1:
            yield f"s{number:07d}b,d{number:07d},ban,,,{DAYS[10_000 + int(draw() * 900)]}\n"


Rows = Callable[[Plan, random.Random], Iterator[str]]
_TABLES: Final[dict[str, tuple[str, Rows]]] = {
    "parties": ("id,kind,name,identifiers,founded_on,birth_date,body_type,visibility", _parties),
    "party_facts": ("party,property,value,valid_from,valid_to", _party_facts),
    "relations": (
        "id,kind,from,to,valid_from,valid_to,ended,share,share_min,share_max,visibility",
        _relations,
    ),
    "records": (
        "id,kind,agency,title,document_no,decided_on,amount,large,polarity,visibility",
        _records,
    ),
    "record_parties": ("record,party,capacity,personal_responsibility", _record_parties),
    "sanctions": ("id,record,kind,amount,large,to", _sanctions),
}
