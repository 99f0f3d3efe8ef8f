"""Ownership of the whole graph as columns: lists of numbers for thousands of parties at a time."""

from array import array
from collections.abc import Collection, Sequence
from typing import Any, Final

import msgspec

from xinmai.analysis.ownership.reading import FAMILY, NOMINEES
from xinmai.model.ownership_columns import OwnershipColumns, PartyColumns
from xinmai.model.view import View
from xinmai.model.vocabulary import PartyKind
from xinmai.store.neo4j.lens import Lens
from xinmai.store.neo4j.server import Row, Server
from xinmai.store.stakes import Said, add_declared, barred, holding_columns, named

PARTIES: Final = 5_000
"""Parties at a time."""


class Asked(msgspec.Struct):
    """A stream, and how far it came."""

    view: View
    grounds: Collection[str]
    seconds: float
    after: str = ""
    """Sort key of the last party."""
    speakers: dict[str, int] = {}
    """Numbers of the namespaces met so far."""


async def ownership(server: Server, asked: Asked) -> tuple[OwnershipColumns, str] | None:
    """Return what the next parties hold and are, and the sort key to go on from; None behind the last one."""
    (row,) = await Lens(server, asked.view, asked.seconds).rows(
        "ownership",
        {
            "after": asked.after,
            "first": PARTIES,
            "asOf": asked.view.as_of,
            "nominees": list(NOMINEES),
            "family": FAMILY,
        },
    )
    return None if row["reached"] is None else (_columns(row, asked), row["reached"])


def _columns(row: Row, asked: Asked) -> OwnershipColumns:
    day = asked.view.as_of
    found = _holdings(row["holdings"], day, asked.speakers)
    for member, coalition, since, until, ended in row["memberships"]:
        if Said(valid_from=since, valid_to=until, ended=ended).surely_holds(day):
            found.members.append(member)
            found.coalitions.append(coalition)
    told = (
        Said(code=code, valid_from=a, valid_to=b, ended=ended) for _, _, code, a, b, ended in row["declared"]
    )
    add_declared(found, ((one[0], one[1]) for one in row["declared"]), told, asked.grounds, day)
    found.barred.extend(barred(row["statuses"], row["nominees"]))
    found.state_bodies.extend(row["stateBodies"])
    found.by_name.extend(row["byName"])
    return found


def _holdings(rows: Sequence[Sequence[Any]], day: int, speakers: dict[str, int]) -> OwnershipColumns:
    holders, held = (array("q", [row[place] for row in rows]) for place in (0, 1))
    spoken = array("q", [speakers.setdefault(row[2], len(speakers)) for row in rows])
    told = [Said("", *row[3:]) for row in rows]
    return holding_columns(holders, held, told, spoken, day)


async def described(server: Server, view: View, numbers: Sequence[int], seconds: float) -> PartyColumns:
    """Return id, kind and name of parties by number."""
    asked = {"numbers": list(numbers), "asOf": view.as_of}
    rows = await Lens(server, view, seconds).rows("described", asked)
    parties = {row["number"]: (row["id"], PartyKind(row["kind"]) if row["kind"] else None) for row in rows}
    stated = {row["number"]: row["stated"] for row in rows if row["kind"]}
    dated = ((since, key, row["number"], name) for row in rows for since, key, name in row["names"])
    return named(parties, stated, dated)
