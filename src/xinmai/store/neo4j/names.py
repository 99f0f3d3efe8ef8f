"""Finding parties: by identifier, by filter, by a piece of a name."""

import re
from collections.abc import Sequence
from typing import Any, Final

from xinmai.model.answers import Hit, Namesakes, PartyFilter, TextMatch
from xinmai.model.cursors import cursor, sort_key
from xinmai.model.ids import PublicId
from xinmai.model.names import normal_form
from xinmai.model.party import Party
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


async def find(server: Server, view: View, where: PartyFilter, page: Page, seconds: float) -> Slice[Party]:
    """Return the parties that fulfil a filter, ordered by id."""
    (after,) = sort_key(page.of, page.after, tuple[str], ("",))
    values = {"after": sort_form(after), "first": page.first + 1, "asOf": view.as_of, **_conditions(where)}
    (row,) = await Lens(server, view, seconds).rows(_beginning(where), values)
    items = nodes_of(map(stated, row["items"]))
    return cut(items, [cursor(page.of, item.id) for item in items], page, row["total"])


def _beginning(where: PartyFilter) -> str:
    """Return the statement that begins with the condition that leaves the fewest parties."""
    if where.ids is not None:
        return "find_ids"
    if where.traits:
        return "find_trait"
    return "find_name" if where.name is not None and _narrows(where.name) else "find"


def _narrows(match: TextMatch) -> bool:
    return any(text and normal_form(text) for text in (match.eq, match.contains, match.starts_with))


def _conditions(where: PartyFilter) -> dict[str, Any]:
    contains = where.name and where.name.contains
    return {
        "ids": None if where.ids is None else list(where.ids),
        "kinds": None if where.kinds is None else [str(kind) for kind in where.kinds],
        "traits": [{"property": str(trait.prop), "value": trait.value} for trait in where.traits],
        "name": None if where.name is None else _match(where.name),
        "grams": _query(normal_form(contains)) if contains else _NOTHING,
    }


def _match(match: TextMatch) -> dict[str, str | None]:
    texts = {"eq": match.eq, "startsWith": match.starts_with, "contains": match.contains}
    return {test: None if text is None else normal_form(text) for test, text in texts.items()}


def _query(piece: str) -> str:
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
            "grams": _query(piece),
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
