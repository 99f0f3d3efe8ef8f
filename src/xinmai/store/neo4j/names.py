"""Finding parties: by identifier, by filter, by a piece of a name."""

import re
from collections.abc import Sequence
from typing import Final

from xinmai.model.answers import Hit, Namesakes
from xinmai.model.cursors import cursor, sort_key
from xinmai.model.ids import PublicId
from xinmai.model.names import normal_form
from xinmai.model.view import Page, Slice, View
from xinmai.model.vocabulary import PartyKind
from xinmai.store.matching import RANKS, as_stated, telling_grams
from xinmai.store.neo4j.facts import nodes_of, stated
from xinmai.store.neo4j.lens import Lens
from xinmai.store.neo4j.order import sort_form
from xinmai.store.neo4j.server import Row, Server
from xinmai.store.paging import cut

_NOTHING: Final = '"\x01"'
"""Full-text query for a word that no name has."""
_MOST_GRAMS: Final = 100
"""The full-text index takes about a thousand conditions at once; a superset is all that is asked of it."""
_SIGN: Final = re.compile(r"\W")


async def resolve(
    server: Server, view: View, terms: Sequence[str], seconds: float
) -> dict[str, tuple[PublicId, ...]]:
    """Return for each ``scheme:value`` the parties that have it."""
    rows = await Lens(server, view, seconds).rows("resolve", {"terms": list(dict.fromkeys(terms))})
    found: dict[str, tuple[PublicId, ...]] = dict.fromkeys(terms, ())
    for row in sorted(rows, key=lambda row: row["id"]):
        found[row["term"]] = (*found[row["term"]], row["id"])
    return found


async def named(
    server: Server, view: View, names: Sequence[str], first: int, seconds: float
) -> dict[str, Namesakes]:
    """Return for each name in normal form who bears it on any day."""
    asked = {"names": list(dict.fromkeys(names)), "first": first}
    rows = await Lens(server, view, seconds).rows("named", asked)
    found = {row["name"]: Namesakes(tuple(row["ids"]), row["total"]) for row in rows}
    return dict.fromkeys(names, Namesakes()) | found


def gram_query(piece: str) -> str:
    """Return the full-text query for the telling bigrams of a piece of a name; one character is a prefix.

    It finds a superset: whoever asks compares the piece itself.
    """
    if not piece:
        return _NOTHING
    if len(piece) == 1:
        return _SIGN.sub(r"\\\g<0>", piece) + "*"
    grams = list(dict.fromkeys(telling_grams(piece)))[:_MOST_GRAMS]
    return " AND ".join(f'"{_quoted(gram)}"' for gram in grams)


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


async def search(
    server: Server, view: View, text: str, kinds: Sequence[PartyKind] | None, page: Page, seconds: float
) -> Slice[Hit]:
    """Return the parties with a name or identifier like ``text``, best match first."""
    rank, after = sort_key(page.of, page.after, tuple[int, str], (-1, ""))
    piece, code = normal_form(text), text.strip().upper()
    (row,) = await Lens(server, view, seconds).rows(
        "search",
        {
            "code": code,
            "piece": piece,
            "grams": gram_query(piece),
            "kinds": None if kinds is None else [str(kind) for kind in kinds],
            "rank": rank,
            "after": sort_form(after),
            "first": page.first + 1,
        },
    )
    items = [_hit(found, code) for found in row["items"]]
    cursors = [cursor(page.of, found["rank"], found["id"]) for found in row["items"]]
    return cut(items, cursors, page, row["total"])


def _hit(row: Row, code: str) -> Hit:
    (party,) = nodes_of([stated(row)])
    matched = min(row["matches"]) if row["rank"] else as_stated(party, code)
    return Hit(party, matched, RANKS[row["rank"]])
