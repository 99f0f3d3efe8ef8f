"""Lists of parties and records that fulfil a condition, in any order."""

import sqlite3
from collections.abc import Iterable

from xinmai.model.filters import FIELDS, Compare, Condition, Linked, Op, Quantifier, Sort, Thing, conjuncts
from xinmai.model.names import normal_form
from xinmai.model.party import Party
from xinmai.model.record import CreditRecord
from xinmai.model.view import Page, Slice, View
from xinmai.store.sqlite.codes import ARC, FACT, OUT
from xinmai.store.sqlite.facts import parties_by_fid
from xinmai.store.sqlite.lens import RELATIONS_ONLY, Lens
from xinmai.store.sqlite.listing import Listed, listed, shown
from xinmai.store.sqlite.names import gram_query
from xinmai.store.sqlite.records import files
from xinmai.store.sqlite.situation import KNOWN
from xinmai.store.sqlite.where import HIGHEST, Where

_NODE = "{0}.kind = {1} AND {0}.kind < 20 AND {0}.payload IS NOT NULL AND {0}.need & :h = 0"


def find(connection: sqlite3.Connection, view: View, where: Condition, page: Page) -> Slice[Party]:
    """Return one page of the parties that fulfil a condition."""
    lens = Lens(connection, view)
    found = _found(lens, Thing.PARTY, where, page)
    return shown(found, parties_by_fid(lens, [fid for fid, _ in found[0]]), page)


def find_records(
    connection: sqlite3.Connection, view: View, where: Condition, page: Page
) -> Slice[CreditRecord]:
    """Return one page of the records that fulfil a condition."""
    lens = Lens(connection, view)
    found = _found(lens, Thing.RECORD, where, page)
    return shown(found, files(lens, [fid for fid, _ in found[0]]), page)


def _found(lens: Lens, thing: Thing, where: Condition, page: Page) -> Listed:
    writer = Where(lens)
    return listed(writer, thing, f"FROM {sources(writer, thing, where)[0]}", page)


def sources(writer: Where, thing: Thing, where: Condition) -> tuple[str, bool]:
    """Return the source ``p`` of the things that fulfil a condition, and whether it looks at all of them.

    It begins with the sets of numbers that indexes give, where there are some.
    """
    facts = writer.lens.facts
    held = f"{_NODE.format('p', FACT[thing])} AND ({writer.of(thing, where, 'p')})"
    sets = list(_narrowed(writer, thing, where))
    if not sets:
        return f"{facts} p WHERE {held}", True
    each = " INTERSECT ".join(f"SELECT DISTINCT n FROM ({numbers})" for numbers in sets)
    if not writer.lens.is_past:
        return f"({each}) w CROSS JOIN {facts} p ON p.fid = w.n WHERE {held}", False
    joined = f"SELECT p.fid, p.key, p.kind, p.sub, p.need, p.payload FROM ({each}) w CROSS JOIN {facts} p ON p.fid = w.n"
    return f"(WITH met AS MATERIALIZED ({joined}) SELECT * FROM met) p WHERE {held}", False


def _narrowed(writer: Where, thing: Thing, where: Condition) -> Iterable[str]:
    """Yield sets of numbers in which a thing must be, as queries for ``n``, where an index gives them."""
    for own in conjuncts(where):
        found = None
        if isinstance(own, Compare):
            found = _of_test(writer, thing, own)
        elif isinstance(own, Linked) and own.quantifier is Quantifier.SOME:
            found = _of_link(writer, thing, own)
        if found is not None:
            yield found


def _of_test(writer: Where, thing: Thing, test: Compare) -> str | None:
    if test.op in (Op.EQ, Op.IN) and test.field == "id":
        return f"SELECT k.fid AS n FROM fact k WHERE k.key IN {writer.values_of(test.values)}"
    if thing is not Thing.PARTY:
        return None
    if test.field in ("name", "any_name"):
        return _of_name(writer, test)
    if test.op in (Op.EQ, Op.IN) and FIELDS[thing][test.field] in (Sort.IDENTIFIER, Sort.TRAIT):
        prefix = "" if test.field == "identifier" else f"{test.field}="
        terms = writer.values_of([prefix + value for value in test.values])
        return f"SELECT t.n AS n FROM term t WHERE t.term IN {terms} AND {KNOWN.format('t')}"
    return None


def _of_name(writer: Where, test: Compare) -> str | None:
    """Return who bears a name like the asked one on any day; the condition itself judges the day."""
    known = f"SELECT m.n AS n FROM name m WHERE {KNOWN.format('m')}"
    normal = [normal_form(value) for value in test.values]
    if test.op in (Op.EQ, Op.IN):
        return f"{known} AND m.normal IN {writer.values_of(normal)}"
    if test.op is Op.STARTS_WITH:
        start = writer.value(normal[0])
        return f"{known} AND m.normal >= {start} AND m.normal < {start} || '{HIGHEST}'"
    grams = gram_query(normal[0]) if test.op is Op.CONTAINS or len(normal[0]) > 1 else None
    if grams is None:
        return None
    return (
        f"{known} AND m.nid IN (SELECT rowid FROM name_gram WHERE name_gram MATCH {writer.value(grams)})"
        f" AND instr(m.normal, {writer.value(normal[0])}) > 0"
    )


def _of_link(writer: Where, thing: Thing, link: Linked) -> str | None:
    """Return what is linked to things that an index gives."""
    if (thing, link.by) == (Thing.PARTY, "records"):
        kinds = f"a.kind = {ARC['record_party']} AND a.dir = {OUT}"
        return _ends(writer, sources(writer, Thing.RECORD, link.where)[0], kinds)
    if (thing, link.by) == (Thing.PARTY, "relations"):
        for own in (own for own in conjuncts(link.where) if isinstance(own, Linked)):
            begun, is_all = sources(writer, Thing.PARTY, own.where)
            if own.quantifier is Quantifier.SOME and not is_all:
                return _ends(writer, begun, RELATIONS_ONLY)
    return None


def _ends(writer: Where, begun: str, kinds: str) -> str:
    """Return the far ends of the arcs of some kinds that begin at the things of a source."""
    hint, arcs = writer.lens.hint, writer.lens.arcs
    return (
        f"WITH own AS {hint} (SELECT p.fid AS n FROM {begun}),"
        f" met AS {hint} (SELECT a.other AS n FROM own w CROSS JOIN {arcs} a ON a.n = w.n WHERE {kinds}) SELECT n FROM met"
    )
