"""Plans ahead of the first question: a server that has just been started plans a walk for seconds, later for milliseconds."""

from typing import Final

from xinmai.model.vocabulary import Direction
from xinmai.store.neo4j.server import Server
from xinmai.store.neo4j.statements import FOLLOWED, framed

_AHEAD: Final = ("expand", "closure", "records", "records_of", "parties")
"""The statements that most questions are made of, the largest first: what the server learns by it serves the others too."""
_SECONDS: Final = 60.0


async def warm(server: Server) -> None:
    """Have the plans made that a first question would wait for, out of its time; about 5 ms each where they are there."""
    for name in _AHEAD:
        text = framed(name, past=False, direction=Direction.BOTH, kinds=FOLLOWED)
        await server.rows(f"EXPLAIN {text}", _SECONDS, {})
