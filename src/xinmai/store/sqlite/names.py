"""Finding parties: by identifier, by filter, by a piece of a name."""

import re
import sqlite3
from collections.abc import Sequence
from typing import Final

from xinmai.model.answers import Hit, Namesakes
from xinmai.model.cursors import cursor, sort_key
from xinmai.model.ids import PublicId
from xinmai.model.names import normal_form
from xinmai.model.view import Page, Slice, View
from xinmai.model.vocabulary import PartyKind
from xinmai.store.matching import RANKS, as_stated, telling_grams
from xinmai.store.paging import cut
from xinmai.store.sqlite.codes import FACT, PARTY
from xinmai.store.sqlite.facts import parties_by_fid
from xinmai.store.sqlite.lens import Lens
from xinmai.store.sqlite.packing import packed
from xinmai.store.sqlite.situation import KNOWN

_NOTHING: Final = '"\x1f"'
"""Full-text query for a word that no name has."""
_PARTY = f"p.kind = {FACT['party']} AND p.kind < 20 AND p.payload IS NOT NULL AND p.need & :h = 0"


def resolve(
    connection: sqlite3.Connection, view: View, terms: Sequence[str]
) -> dict[str, tuple[PublicId, ...]]:
    """Return for each ``scheme:value`` the parties that have it."""
    lens = Lens(connection, view)
    rows = lens.rows(
        f"WITH met AS MATERIALIZED (SELECT t.term, p.key FROM json_each(:terms) w CROSS JOIN term t ON t.term = w.value"
        f" CROSS JOIN fact s ON s.fid = t.fid CROSS JOIN {lens.facts} p ON p.fid = t.n"
        f" WHERE {KNOWN.format('t')} AND s.need & :h = 0 AND {_PARTY})"
        " SELECT DISTINCT term, key FROM met ORDER BY term, key",
        terms=packed(terms),
    )
    found: dict[str, tuple[PublicId, ...]] = dict.fromkeys(terms, ())
    for term, key in rows:
        found[term] = (*found[term], key)
    return found


def named(
    connection: sqlite3.Connection, view: View, names: Sequence[str], first: int
) -> dict[str, Namesakes]:
    """Return for each name in normal form who bears it on any day."""
    lens = Lens(connection, view)
    rows = lens.rows(
        "WITH met AS MATERIALIZED (SELECT m.normal, p.key FROM json_each(:names) w CROSS JOIN name m ON m.normal = w.value"
        f" CROSS JOIN fact s ON s.fid = m.fid CROSS JOIN {lens.facts} p ON p.fid = m.n"
        f" WHERE {KNOWN.format('m')} AND s.need & :h = 0 AND {_PARTY}),"
        " ranked AS (SELECT normal, key, row_number() OVER by_id AS place, count(*) OVER (PARTITION BY normal) AS total"
        " FROM (SELECT DISTINCT normal, key FROM met) WINDOW by_id AS (PARTITION BY normal ORDER BY key))"
        " SELECT normal, key, total FROM ranked WHERE place <= :first ORDER BY normal, key",
        names=packed(dict.fromkeys(names)),
        first=first,
    )
    found = dict.fromkeys(names, Namesakes())
    for normal, key, total in rows:
        found[normal] = Namesakes((*found[normal].ids, key), total)
    return found


def gram_query(piece: str) -> str | None:
    """Return the full-text query for the telling bigrams of a piece of a name; one character is a prefix.

    It finds a superset: whoever asks compares the piece itself. None where there is no bigram that the index holds: it knows
    letters, digits and what is not ASCII, no signs.
    """
    if len(piece) == 1:
        return f'"{piece}"*' if _HELD.search(piece) else None
    return " AND ".join(f'"{gram}"' for gram in telling_grams(piece) if _HELD.search(gram)) or None


_HELD: Final = re.compile(r"[0-9A-Za-z\x80-\U0010ffff]")


def search(
    connection: sqlite3.Connection, view: View, text: str, kinds: Sequence[PartyKind] | None, page: Page
) -> Slice[Hit]:
    """Return the parties with a name or identifier like ``text``, best match first."""
    lens = Lens(connection, view)
    piece = normal_form(text)
    grams = gram_query(piece) if piece else _NOTHING
    kind = "" if kinds is None else " AND p.sub IN (SELECT value FROM json_each(:subs))"
    values = {
        "piece": piece,
        "grams": grams,
        "code": f"#{text.strip().upper()}",
        "subs": packed(PARTY[k] for k in kinds or ()),
    }
    hits = (
        "SELECT t.n AS n, 0 AS rank, substr(t.term, 2) AS text FROM term t JOIN fact s ON s.fid = t.fid"
        f" WHERE t.term = :code AND {KNOWN.format('t')} AND s.need & :h = 0"
        " UNION ALL SELECT m.n, CASE WHEN m.normal = :piece THEN 1 WHEN instr(m.normal, :piece) = 1 THEN 2 ELSE 3 END,"
        f" m.text FROM {'name m' if grams is None else 'name_gram g JOIN name m ON m.nid = g.rowid'} JOIN fact s ON s.fid = m.fid"
        f" WHERE {'1' if grams is None else 'g.name_gram MATCH :grams'} AND instr(m.normal, :piece) > 0 AND {KNOWN.format('m')} AND s.need & :h = 0"
    )
    best = (
        f"WITH hit AS MATERIALIZED ({hits}), met AS MATERIALIZED (SELECT p.fid, p.key, h.rank || h.text AS told"
        f" FROM hit h CROSS JOIN {lens.facts} p ON p.fid = h.n WHERE {_PARTY}{kind}),"
        " best AS (SELECT fid, key, min(told) AS told FROM met GROUP BY fid),"
        " ranked AS (SELECT fid, key, CAST(substr(told, 1, 1) AS INTEGER) AS rank, substr(told, 2) AS text FROM best)"
    )
    rank, after = sort_key(page.of, page.after, tuple[int, str], (-1, ""))
    total = lens.rows(f"{best} SELECT count(*) FROM best", **values).fetchone()[0]
    rows = lens.rows(
        f"{best} SELECT fid, key, rank, text FROM ranked WHERE (rank, key) > (:rank, :after)"
        " ORDER BY rank, key LIMIT :first",
        rank=rank,
        after=after,
        first=page.first + 1,
        **values,
    ).fetchall()
    found = parties_by_fid(lens, [row[0] for row in rows])
    items = [
        Hit(found[n], matched if place else as_stated(found[n], matched), RANKS[place])
        for n, _, place, matched in rows
    ]
    return cut(items, [cursor(page.of, row[2], row[1]) for row in rows], page, total)
