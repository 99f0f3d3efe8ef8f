"""Ownership of the whole graph as columns: lists of numbers for thousands of parties at a time."""

from array import array
from collections.abc import Iterator, Sequence
from typing import Any, Final

from xinmai.model.ownership_columns import OwnershipColumns, PartyColumns
from xinmai.model.view import View
from xinmai.model.vocabulary import PartyKind
from xinmai.store.neo4j.lens import Lens
from xinmai.store.neo4j.server import Row, Server
from xinmai.store.stakes import Bearing, Said, barred, holding_columns, named

PARTIES: Final = 5_000
"""Parties at a time."""


async def ownership(
    server: Server, view: View, after: str, speakers: dict[str, int], seconds: float
) -> tuple[OwnershipColumns, str] | None:
    """Return what the next parties hold and are, and the sort key to go on from; None behind the last one.

    Parameters
    ----------
    speakers
        Numbers of the namespaces met so far; new ones are added.
    """
    asked = {"after": after, "first": PARTIES, "asOf": view.as_of}
    (row,) = await Lens(server, view, seconds).rows("ownership", asked)
    if row["reached"] is None:
        return None
    return _columns(row, view.as_of, speakers), row["reached"]


def _columns(row: Row, day: int, speakers: dict[str, int]) -> OwnershipColumns:
    found = _holdings(row["holdings"], day, speakers)
    found.members.extend(member for member, _ in row["memberships"])
    found.coalitions.extend(coalition for _, coalition in row["memberships"])
    statuses = ((n, since, key, value) for n, since, key, prop, value in row["traits"] if prop == "status")
    found.barred.extend(barred(statuses, _of_category(row, "nominee")))
    found.state_bodies.extend(sorted(set(_of_category(row, "state_body"))))
    return found


def _holdings(rows: Sequence[Sequence[Any]], day: int, speakers: dict[str, int]) -> OwnershipColumns:
    holders, held = (array("q", [row[place] for row in rows]) for place in (0, 1))
    spoken = array("q", [speakers.setdefault(row[2], len(speakers)) for row in rows])
    told = [Said("", *row[3:]) for row in rows]
    return holding_columns(holders, held, told, spoken, day)


def _of_category(row: Row, category: str) -> Iterator[int]:
    return (n for n, _, _, prop, value in row["traits"] if (prop, value) == ("category", category))


async def described(server: Server, view: View, numbers: Sequence[int], seconds: float) -> PartyColumns:
    """Return id, kind and name of parties by number."""
    asked = {"numbers": list(numbers), "asOf": view.as_of}
    rows = await Lens(server, view, seconds).rows("described", asked)
    return named(name for row in rows for name in _names(row))


def _names(row: Row) -> Iterator[Bearing]:
    number, id_, kind = row["number"], row["id"], None if row["kind"] is None else PartyKind(row["kind"])
    yield Bearing(number, id_, kind, is_dated=False, since=0, key="", name=row["stated"] if kind else "")
    for since, key, name in row["names"]:
        yield Bearing(number, id_, kind, is_dated=True, since=since, key=key, name=name)
