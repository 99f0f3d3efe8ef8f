"""One page of what a source gives, in any order."""

from collections.abc import Mapping
from typing import Any

from xinmai.model.filters import Thing
from xinmai.model.view import Page, Slice
from xinmai.store.ordering import cursor_of, keys_of, position
from xinmai.store.paging import cut
from xinmai.store.sqlite.sorting import behind, columns, names_of, sequence
from xinmai.store.sqlite.where import Where

Listed = tuple[list[tuple[int, str]], int | None]
"""Number and cursor of each item of a page and of the one behind it; how many there are in all."""


def listed(writer: Where, thing: Thing, source: str, page: Page, **values: Any) -> Listed:
    """Return a page of the things ``p`` of a source, which is a FROM clause with its conditions."""
    keys = keys_of(thing, page)
    after, given = behind(keys, position(page, keys))
    rows = writer.lens.rows(
        f"WITH own AS {writer.lens.hint} (SELECT p.fid, {columns(thing, keys, 'p')} {source})"
        f" SELECT fid, {names_of(keys)} FROM own WHERE {after} ORDER BY {sequence(keys)} LIMIT :first",
        **{**values, **writer.values, **given, "first": page.first + 1},
    )
    order = [(fid, cursor_of(page, key)) for fid, *key in rows]
    return order, _total(writer, source, values) if page.count else None


def shown(found: Listed, facts: Mapping[int, Any], page: Page) -> Slice[Any]:
    """Return the page of the facts that were read by number."""
    order, total = found
    return cut([facts[fid] for fid, _ in order], [cursor for _, cursor in order], page, total)


def _total(writer: Where, source: str, values: dict[str, Any]) -> int:
    met = f"WITH met AS {writer.lens.hint} (SELECT p.fid {source}) SELECT count(*) FROM met"
    return int(writer.lens.rows(met, **{**values, **writer.values}).fetchone()[0])
