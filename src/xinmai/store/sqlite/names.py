"""Finding parties: by identifier, by filter, by a piece of a name."""

import sqlite3
from collections.abc import Sequence

from xinmai.model.answers import Hit, Namesakes, PartyFilter, TextMatch
from xinmai.model.cursors import cursor, sort_key
from xinmai.model.ids import PublicId
from xinmai.model.names import normal_form
from xinmai.model.party import Party
from xinmai.model.view import Page, Slice, View
from xinmai.model.vocabulary import PartyKind
from xinmai.store.matching import RANKS, as_stated, telling_grams
from xinmai.store.paging import cut
from xinmai.store.sqlite.codes import FACT, PARTY
from xinmai.store.sqlite.facts import parties_by_fid
from xinmai.store.sqlite.lens import Lens
from xinmai.store.sqlite.packing import packed

_KNOWN = "{0}.rev <= :r AND {0}.rev_to > :r"
_PARTY = f"p.kind = {FACT['party']} AND p.kind < 20 AND p.payload IS NOT NULL AND p.need & :h = 0"
_HIGHEST = "\U0010ffff"


def resolve(
    connection: sqlite3.Connection, view: View, terms: Sequence[str]
) -> dict[str, tuple[PublicId, ...]]:
    """Return for each ``scheme:value`` the parties that have it."""
    lens = Lens(connection, view)
    rows = lens.rows(
        f"WITH met AS MATERIALIZED (SELECT t.term, p.key FROM json_each(:terms) w CROSS JOIN term t ON t.term = w.value"
        f" CROSS JOIN fact s ON s.fid = t.fid CROSS JOIN {lens.facts} p ON p.fid = t.n"
        f" WHERE {_KNOWN.format('t')} AND s.need & :h = 0 AND {_PARTY})"
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
        f" WHERE {_KNOWN.format('m')} AND s.need & :h = 0 AND {_PARTY}),"
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


def find(connection: sqlite3.Connection, view: View, where: PartyFilter, page: Page) -> Slice[Party]:
    """Return the parties that fulfil a filter, ordered by id."""
    lens = Lens(connection, view)
    narrow, values = _narrowed(where)
    values["day"] = view.as_of
    source = f"{lens.facts} p WHERE {_PARTY}"
    if narrow:
        each = " INTERSECT ".join(f"SELECT DISTINCT n FROM ({numbers})" for numbers in narrow)
        source = f"({each}) w CROSS JOIN {lens.facts} p ON p.fid = w.n WHERE {_PARTY}"
    if where.kinds is not None:
        source += " AND p.sub IN (SELECT value FROM json_each(:subs))"
        values["subs"] = packed(PARTY[kind] for kind in where.kinds)
    met = f"WITH met AS MATERIALIZED (SELECT p.fid, p.key FROM {source})"
    total = lens.rows(f"{met} SELECT count(*) FROM met", **values).fetchone()[0]
    page_of = f"{met} SELECT fid, key FROM met p WHERE 1" if narrow else f"SELECT p.fid, p.key FROM {source}"
    (after,) = sort_key(page.of, page.after, tuple[str], ("",))
    rows = lens.rows(
        f"{page_of} AND p.key > :after ORDER BY p.key LIMIT :first",
        after=after,
        first=page.first + 1,
        **values,
    )
    order = [row[0] for row in rows]
    found = parties_by_fid(lens, order)
    items = [found[n] for n in order]
    return cut(items, [cursor(page.of, item.id) for item in items], page, total)


def _narrowed(where: PartyFilter) -> tuple[list[str], dict[str, object]]:
    """Return the sets of numbers in which a party must be, as queries for ``n``."""
    sets: list[str] = []
    values: dict[str, object] = {}
    if where.ids is not None:
        sets.append("SELECT k.fid AS n FROM json_each(:ids) w CROSS JOIN fact k ON k.key = w.value")
        values["ids"] = packed(where.ids)
    for number, trait in enumerate(where.traits):
        sets.append(
            f"SELECT t.n AS n FROM term t JOIN fact s ON s.fid = t.fid WHERE t.term = :t{number}"
            f" AND {_KNOWN.format('t')} AND t.day_from <= :day AND t.day_to > :day AND s.need & :h = 0"
        )
        values[f"t{number}"] = f"{trait.prop}={trait.value}"
    if where.name is not None:
        named, more = _named(where.name)
        sets.append(named)
        values.update(more)
    return sets, values


def _named(match: TextMatch) -> tuple[str, dict[str, object]]:
    """Return the parties whose name of the view's day matches.

    The name of a day is the dated name that covers it (the latest start, then the greatest key), else the stated one.
    """
    tests, values = _tests(match)
    covers = "o.fid <> o.n AND o.day_from <= :day AND o.day_to > :day AND so.need & :h = 0"
    later = "(m.fid = m.n OR o.day_from > m.day_from OR (o.day_from = m.day_from AND so.key > s.key))"
    return (
        "SELECT m.n AS n FROM name m JOIN fact s ON s.fid = m.fid WHERE "
        + " AND ".join(tests)
        + f" AND {_KNOWN.format('m')} AND m.day_from <= :day AND m.day_to > :day AND s.need & :h = 0"
        + " AND NOT EXISTS (SELECT 1 FROM name o JOIN fact so ON so.fid = o.fid"
        + f" WHERE o.n = m.n AND {_KNOWN.format('o')} AND {covers} AND {later})"
    ), values


def _tests(match: TextMatch) -> tuple[list[str], dict[str, object]]:
    tests = ["1"]
    values: dict[str, object] = {}
    if match.eq is not None:
        tests.append("m.normal = :eq")
        values["eq"] = normal_form(match.eq)
    if match.starts_with is not None:
        start = normal_form(match.starts_with)
        tests.append("m.normal >= :start AND m.normal < :beyond")
        values.update(start=start, beyond=start + _HIGHEST)
    if match.contains is not None:
        piece = normal_form(match.contains)
        if piece:
            tests.append("m.nid IN (SELECT rowid FROM name_gram WHERE name_gram MATCH :grams)")
        tests.append("instr(m.normal, :piece) > 0")
        values.update(piece=piece, grams=_query(piece))
    return tests, values


def _query(piece: str) -> str:
    """Return the full-text query for the telling bigrams of a piece of a name; one character is a prefix.

    It finds a superset: whoever asks compares the piece itself.
    """
    if len(piece) == 1:
        return f'"{piece}"*'
    return " AND ".join(f'"{gram}"' for gram in telling_grams(piece))


def search(
    connection: sqlite3.Connection, view: View, text: str, kinds: Sequence[PartyKind] | None, page: Page
) -> Slice[Hit]:
    """Return the parties with a name or identifier like ``text``, best match first."""
    lens = Lens(connection, view)
    piece = normal_form(text)
    kind = "" if kinds is None else " AND p.sub IN (SELECT value FROM json_each(:subs))"
    values = {
        "piece": piece,
        "grams": _query(piece) if piece else '"\x1f"',
        "code": f"#{text.strip().upper()}",
        "subs": packed(PARTY[k] for k in kinds or ()),
    }
    hits = (
        "SELECT t.n AS n, 0 AS rank, substr(t.term, 2) AS text FROM term t JOIN fact s ON s.fid = t.fid"
        f" WHERE t.term = :code AND {_KNOWN.format('t')} AND s.need & :h = 0"
        " UNION ALL SELECT m.n, CASE WHEN m.normal = :piece THEN 1 WHEN instr(m.normal, :piece) = 1 THEN 2 ELSE 3 END,"
        " m.text FROM name_gram g JOIN name m ON m.nid = g.rowid JOIN fact s ON s.fid = m.fid"
        f" WHERE g.name_gram MATCH :grams AND instr(m.normal, :piece) > 0 AND {_KNOWN.format('m')} AND s.need & :h = 0"
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
