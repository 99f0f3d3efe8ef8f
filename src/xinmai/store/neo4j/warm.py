"""Plans ahead of the first question: a server that has just been started plans a walk for seconds, later for milliseconds."""

from collections.abc import Mapping
from typing import Final

from xinmai.model.filters import ANYTHING, Thing
from xinmai.model.view import Page
from xinmai.model.vocabulary import Direction, RelationKind
from xinmai.store.neo4j.listing import Asked
from xinmai.store.neo4j.server import Server
from xinmai.store.neo4j.statements import FOLLOWED, framed

_AHEAD: Final = ("expand", "closure", "records", "records_of", "parties", "relations")
"""The statements that most questions are made of, the largest first: what the server learns by it serves the others too."""
_KINDS: Final = {"relations": tuple(RelationKind)}
"""Statement → the kinds that are asked for where nobody names any, if not those that a walk follows."""
_SECONDS: Final = 60.0


async def warm(server: Server) -> None:
    """Have the plans made that a first question would wait for, out of its time; about 5 ms each where they are there."""
    for name in _AHEAD:
        kinds = _KINDS.get(name, FOLLOWED)
        text = framed(name, past=False, direction=Direction.BOTH, slots=_slots(name), kinds=kinds)
        await server.rows(f"EXPLAIN {text}", _SECONDS, {})


def _slots(name: str) -> Mapping[str, str]:
    """Return the texts of a list that nothing narrows, for the statements of lists."""
    things = {"records": (Thing.RECORD, "record"), "relations": (Thing.RELATION, "relation")}
    return Asked(*things[name], ANYTHING, Page()).slots() if name in things else {}
