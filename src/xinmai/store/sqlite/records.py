"""Reading credit records with everything that hangs on them, and what came from whom."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from xinmai.model.answers import CoverageCount, RejectCount
from xinmai.model.fact import Fact
from xinmai.model.filters import Condition, Thing
from xinmai.model.ids import PublicId
from xinmai.model.names import normal_form
from xinmai.model.plan import Task, TaskLink
from xinmai.model.record import CreditRecord
from xinmai.model.view import Page, Slice, View
from xinmai.model.vocabulary import PartyKind
from xinmai.store.assembly import filed
from xinmai.store.sqlite.codes import ARC, FACT, IN, OUT, PARTY, RECORD_NAME
from xinmai.store.sqlite.lens import FOLLOWED, Lens, read_row, read_rows
from xinmai.store.sqlite.listing import listed, shown
from xinmai.store.sqlite.packing import packed
from xinmai.store.sqlite.where import Where

_PARTS = ",".join(
    str(ARC[k]) for k in ("record_party", "record_scope", "sanction", "record_event", "record_link")
)
_TASK_LINKS = ",".join(str(code) for name, code in ARC.items() if name.startswith("task_"))
_TYING = ",".join(map(str, FOLLOWED))
_PERSON = (
    f"{{0}}.sub = {PARTY[PartyKind.PERSON]} AND {{0}}.kind = {FACT['party']} AND {{0}}.payload IS NOT NULL"
)
_SHOWN = "a.need & :h = 0"


def records(
    connection: sqlite3.Connection,
    view: View,
    parties: Sequence[PublicId],
    where: Condition,
    page: Page,
) -> dict[PublicId, Slice[CreditRecord]]:
    """Return one page of the records that name each party."""
    lens = Lens(connection, view)
    writer = Where(lens)
    source = (
        f"FROM json_each(:fids) w CROSS JOIN {lens.facts} p ON p.fid = w.value"
        f" WHERE p.payload IS NOT NULL AND p.need & :h = 0 AND ({writer.of(Thing.RECORD, where, 'p')})"
    )
    pages = {}
    for key, n in lens.fids(parties, ("party",)).items():
        named = packed(_naming(lens, [n]) | _naming_in_scope(lens, PublicId(key)))
        pages[key] = listed(writer, Thing.RECORD, source, page, fids=named)
    found = files(lens, {fid for order, _ in pages.values() for fid, _ in order})
    return {PublicId(key): shown(order, found, page) for key, order in pages.items()}


def records_of(
    connection: sqlite3.Connection, view: View, parties: Sequence[PublicId]
) -> tuple[CreditRecord, ...]:
    """Return all records that name any of the parties by id."""
    lens = Lens(connection, view)
    found = files(lens, _naming(lens, lens.fids(parties).values()))
    return tuple(sorted(found.values(), key=_by_id))


def credit_records(
    connection: sqlite3.Connection, view: View, ids: Sequence[PublicId]
) -> dict[PublicId, CreditRecord]:
    """Return records by id."""
    lens = Lens(connection, view)
    return {record.id: record for record in files(lens, lens.fids(ids).values()).values()}


def _by_id(record: CreditRecord) -> str:
    return record.id


def _naming(lens: Lens, ns: Iterable[int]) -> set[int]:
    rows = lens.rows(
        f"SELECT a.other FROM json_each(:ns) w CROSS JOIN {lens.arcs} a ON a.n = w.value"
        f" WHERE a.kind = {ARC['record_party']} AND a.dir = {IN} AND {_SHOWN}",
        ns=packed(ns),
    )
    return {row[0] for row in rows}


def _naming_in_scope(lens: Lens, party: PublicId) -> set[int]:
    """Return the records that name this person by a name inside an organisation that is its alone there."""
    persons = lens.rows(
        f"SELECT f.fid FROM {Lens.NUMBERED} CROSS JOIN {lens.facts} f ON f.fid = k.fid"
        f" WHERE {_PERSON.format('f')} AND f.need & :h = 0",
        keys=packed([party]),
    ).fetchall()
    if not persons:
        return set()
    ((person,),) = persons
    rows = lens.rows(
        f"SELECT s.n, s.other, x.ns, f.kind, f.rev, f.payload FROM {lens.arcs} a"
        f" CROSS JOIN {lens.arcs} s ON s.n = a.other CROSS JOIN {lens.facts} f ON f.fid = s.fid"
        f" CROSS JOIN fact x ON x.fid = s.fid WHERE a.n = :n AND a.kind IN ({_TYING}) AND a.dir = {OUT} AND {_SHOWN}"
        f" AND s.kind = {ARC['record_scope']} AND s.dir = {IN} AND s.need & :h = 0",
        n=person,
    ).fetchall()
    names = _names(lens, party) if rows else set()
    found = set()
    for organisation, record, namespace, *version in rows:
        row: Any = read_row(*version)
        name = normal_form(row.party_name or "")
        if name in names and _bearers(lens, organisation, name, namespace) == {person}:
            found.add(record)
    return found


def _bearers(lens: Lens, organisation: int, name: str, namespace: int) -> set[int]:
    """Return the persons of a name who, by one namespace's word, stand or stood in a relation to an organisation."""
    rows = lens.rows(
        f"SELECT a.other FROM {lens.arcs} a CROSS JOIN fact r ON r.fid = a.fid CROSS JOIN {lens.facts} f ON f.fid = a.other"
        " CROSS JOIN name m ON m.n = a.other CROSS JOIN fact s ON s.fid = m.fid"
        f" WHERE a.n = :organisation AND a.kind IN ({_TYING}) AND a.dir = {IN} AND {_SHOWN} AND r.ns = :namespace"
        f" AND {_PERSON.format('f')} AND m.normal = :name AND m.rev <= :r AND m.rev_to > :r AND s.need & :h = 0",
        organisation=organisation,
        namespace=namespace,
        name=name,
    )
    return {row[0] for row in rows}


def _names(lens: Lens, party: PublicId) -> set[str]:
    rows = lens.rows(
        "SELECT m.normal FROM fact p JOIN name m ON m.n = p.fid JOIN fact s ON s.fid = m.fid"
        " WHERE p.key = :party AND m.rev <= :r AND m.rev_to > :r AND s.need & :h = 0",
        party=party,
    )
    return {row[0] for row in rows}


def files(lens: Lens, fids: Iterable[int]) -> dict[int, CreditRecord]:
    """Return records by number with parties, sanctions, events and links attached: two statements for any number."""
    found = {n: fact for n, fact in lens.by_fid(fids).items() if isinstance(fact, CreditRecord)}
    hanging: defaultdict[int, dict[int, Fact]] = defaultdict(dict)  # a fact may hang on both ends
    rows = lens.rows(
        f"SELECT a.n, f.fid, f.kind, f.rev, f.payload FROM json_each(:ns) w"
        f" CROSS JOIN {lens.arcs} a ON a.n = w.value CROSS JOIN {lens.facts} f ON f.fid = a.fid"
        f" WHERE a.kind IN ({_PARTS}) AND {_SHOWN}",
        ns=packed(found),
    )
    pairs = (((n, fid), kind, rev, payload) for n, fid, kind, rev, payload in rows)
    for (n, fid), fact in read_rows(pairs):
        hanging[n][fid] = fact
    return {n: filed(record, hanging[n].values()) for n, record in found.items()}


def tasks(connection: sqlite3.Connection, view: View, agency: PublicId | None) -> tuple[Fact, ...]:
    """Return tasks by number, each followed by its links by kind and position."""
    lens = Lens(connection, view)
    only = (
        ""
        if agency is None
        else f" AND t.fid IN (SELECT a.other FROM fact k CROSS JOIN {lens.facts} g ON g.fid = k.fid"
        f" CROSS JOIN {lens.arcs} a ON a.n = g.fid WHERE k.key = :agency AND a.kind = {ARC['task_responsible']} AND a.dir = {IN} AND {_SHOWN})"
    )
    rows = lens.rows(
        f"SELECT t.fid, t.kind, t.rev, t.payload FROM {lens.facts} t"
        f" WHERE t.kind = {FACT['task']} AND t.kind < 20 AND t.payload IS NOT NULL AND t.need & :h = 0{only}",
        agency=agency,
    )
    found: list[tuple[int, Task]] = list(read_rows(rows))
    links = _task_links(lens, [n for n, _ in found])
    found.sort(key=lambda pair: (pair[1].no, pair[1].id))
    return tuple(fact for n, task in found for fact in (task, *links[n]))


def _task_links(lens: Lens, ns: list[int]) -> defaultdict[int, list[TaskLink]]:
    links: defaultdict[int, list[TaskLink]] = defaultdict(list)
    rows = lens.rows(
        f"SELECT a.n, f.kind, f.rev, f.payload FROM json_each(:ns) w CROSS JOIN {lens.arcs} a ON a.n = w.value"
        f" JOIN {lens.facts} f ON f.fid = a.fid WHERE a.kind IN ({_TASK_LINKS}) AND a.dir = {OUT} AND {_SHOWN}",
        ns=packed(ns),
    )
    for n, fact in read_rows(rows):
        links[n].append(fact)
    for own in links.values():
        own.sort(key=lambda link: (link.kind, link.position, link.key))
    return links


def coverage(
    connection: sqlite3.Connection, view: View, agency: PublicId | None
) -> tuple[CoverageCount, ...]:
    """Return what came, by agency, kind and item."""
    lens = Lens(connection, view)
    only = "" if agency is None else " AND f.payload ->> '$.agency' = :agency"
    rows = lens.rows(
        f"WITH met AS {lens.hint} (SELECT f.payload ->> '$.agency' AS agency, f.sub, f.payload ->> '$.item' AS item,"
        f" f.payload ->> '$.decided_on' AS day FROM {lens.facts} f WHERE f.kind = {FACT['record']} AND f.kind < 20"
        f" AND f.payload IS NOT NULL AND f.need & :h = 0{only})"
        " SELECT agency, sub, item, count(*), max(day) FROM met GROUP BY 1, 2, 3",
        agency=agency,
    )
    found = [CoverageCount(who, RECORD_NAME[sub], item, count, last) for who, sub, item, count, last in rows]
    return tuple(sorted(found, key=lambda c: (c.agency or "", c.kind, c.item or "")))


def rejects(connection: sqlite3.Connection) -> tuple[RejectCount, ...]:
    """Return what the newest loads refused."""
    rows = connection.execute(
        "SELECT namespace, agency, tbl, kind, count FROM reject ORDER BY namespace, agency, tbl, kind"
    )
    return tuple(RejectCount(*row) for row in rows)
