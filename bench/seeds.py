"""Whom the questions are about: ordinary companies, busy parties, hubs; drawn from the store, the same for one seed."""

import random
import sqlite3
from typing import Final

import msgspec

from bench.generate import NAMESPACE, Plan, chains, enterprise, funds
from xinmai.model.ids import PublicId
from xinmai.store.sqlite.codes import FACT, FIRST_ATTACHMENT

ORDINARY_RELATIONS: Final = range(3, 51)
BUSY_RELATIONS: Final = range(200, 2_001)
_QUESTIONS: Final = 300
_EVENLY: Final = 1_000
_HUBS: Final = 12


class Seeds(msgspec.Struct, frozen=True):
    """Public ids by class."""

    ordinary: tuple[PublicId, ...]
    """Companies with 3 to 50 relations."""
    busy: tuple[PublicId, ...]
    """Parties with 200 to 2,000 relations."""
    hubs: tuple[PublicId, ...]
    """The parties with the most relations."""
    chains: tuple[PublicId, ...]
    """Lower ends of the chains of forty holders."""
    funds: tuple[PublicId, ...]
    """Holders of a fiftieth of all enterprises each."""
    any: tuple[PublicId, ...]
    """Enterprises drawn evenly from all."""


def draw(connection: sqlite3.Connection, plan: Plan) -> Seeds:
    """Draw the seeds of a plan's questions."""
    chance = random.Random(plan.seed)
    counts = connection.execute(
        "SELECT f.key, count(*) AS c FROM arc a JOIN fact f ON f.fid = a.n"
        f" WHERE a.kind < {FIRST_ATTACHMENT} AND f.kind = {FACT['party']} AND f.need = 0"
        f" GROUP BY a.n HAVING c >= {BUSY_RELATIONS.start} ORDER BY c DESC, f.key"
    ).fetchall()
    busy = [key for key, count in counts if count in BUSY_RELATIONS]
    return Seeds(
        ordinary=_ordinary(connection, plan, chance),
        busy=tuple(chance.sample(busy, min(len(busy), 100))),
        hubs=tuple(key for key, _ in counts[:_HUBS]),
        chains=tuple(map(_public, chains(plan)[:100])),
        funds=tuple(map(_public, funds(plan))),
        any=tuple(_public(enterprise(n)) for n in chance.sample(range(plan.enterprises), _EVENLY)),
    )


def _ordinary(connection: sqlite3.Connection, plan: Plan, chance: random.Random) -> tuple[PublicId, ...]:
    found: dict[PublicId, None] = {}
    while len(found) < _QUESTIONS:
        key = _public(enterprise(chance.randrange(plan.enterprises)))
        count = connection.execute(
            f"SELECT count(*) FROM fact f JOIN arc a ON a.n = f.fid WHERE f.key = ? AND a.kind < {FIRST_ATTACHMENT}",
            (key,),
        ).fetchone()[0]
        if count in ORDINARY_RELATIONS:
            found[key] = None
    return tuple(found)


def _public(local: str) -> PublicId:
    return PublicId(f"{NAMESPACE}:{local}")
