"""Pages of lists: condition and order as texts for the slots of a statement, its parameters, its rows as a page."""

from collections.abc import Sequence
from typing import Any

from xinmai.model.dates import today_text
from xinmai.model.filters import Condition, Thing
from xinmai.model.view import Page, Slice, View
from xinmai.store.neo4j.beginnings import begin
from xinmai.store.neo4j.server import Row
from xinmai.store.neo4j.sorting import placed, slots_of, values_of
from xinmai.store.neo4j.where import Where
from xinmai.store.ordering import cursor_of, keys_of, position
from xinmai.store.paging import cut


class Asked:
    """A list that is asked for: condition and order as texts and parameters of a statement about ``it``."""

    def __init__(self, thing: Thing, it: str, where: Condition, page: Page) -> None:
        self._thing, self._it, self._page = thing, it, page
        self._writer = Where()
        self._keys = keys_of(thing, page)
        self._where = self._writer.of(thing, where, it)
        self._begin = None if thing is Thing.RELATION else self._beginning(where)

    def _beginning(self, where: Condition) -> str | None:
        """Return how the statement begins: where an index leads to few, else, in the order of ids, behind the page before."""
        found = begin(self._writer, self._thing, where, self._it)
        (first, *_) = self._keys
        if found is not None or first.by != "id" or first.descending or self._page.after is None:
            return found
        it, kind = self._it, self._thing
        return f"MATCH ({it}:Fact)\nWHERE {it}.kind = '{kind}' AND {it}.sortKey > $given.behind[0]"

    def slots(self) -> dict[str, str]:
        """Return the texts for the slots of the statement; one that has no slot for its beginning begins by itself."""
        found = {"where": f" AND ({self._where})"}
        found |= slots_of(self._thing, self._keys, self._it)
        return found | {"begin": self._begin} if self._begin else found

    def values(self, view: View) -> dict[str, Any]:
        """Return the parameters of the statement."""
        return {
            "behind": placed(self._keys, position(self._page, self._keys)),
            "first": self._page.first + 1,
            "asOf": view.as_of,
            "today": today_text(view.as_of),
            **self._writer.values,
        }

    def page_of(self, items: Sequence[Any], row: Row, total: int | None) -> Slice[Any]:
        """Return the page of what a row holds."""
        cursors = [cursor_of(self._page, values_of(self._keys, item["keys"])) for item in row["items"]]
        return cut(items, cursors, self._page, total if self._page.count else None)
