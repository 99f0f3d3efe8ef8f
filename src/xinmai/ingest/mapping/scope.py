"""What the cells of one file may refer to: its columns, derived values, and the mapping's named sections."""

from collections import Counter
from collections.abc import Mapping as Table
from collections.abc import Sequence
from typing import Any, Final, Protocol, TypeVar

from xinmai.ingest.mapping.cells import compile_cell
from xinmai.ingest.mapping.dates import Step
from xinmai.ingest.mapping.spec import ClassRule, Mapping
from xinmai.ingest.mapping.spots import Spot
from xinmai.ingest.mapping.templates import Getter, Row, Template, column_getter, text_getter

_Entry = TypeVar("_Entry")

_SHOWN: Final = 12


class Finders(Protocol):
    """Where look-ups come from."""

    def finder(self, name: str, spot: Spot) -> Step:
        """Return a look-up by name."""
        ...


class NamedSections:
    """The named sections of a mapping, for the cells that use them."""

    def __init__(self, mapping: Mapping, finders: Finders) -> None:
        self._mapping = mapping
        self._finders = finders

    def identity(self, name: str, spot: Spot) -> Template:
        """Return an identity rule's id template."""
        section = _named(name, self._mapping.identity, "identity", spot)
        return Template(section.id, Spot(self._mapping.file, f"identity.{name}.id"))

    def finder(self, name: str, spot: Spot) -> Step:
        """Return a look-up."""
        _named(name, self._mapping.lookups, "lookups", spot)
        return self._finders.finder(name, spot)

    def rules(self, name: str, spot: Spot) -> tuple[ClassRule, ...]:
        """Return a classification."""
        return _named(name, self._mapping.classes, "classes", spot)

    def values(self, name: str, spot: Spot) -> Table[str, str]:
        """Return a value table, or one column of it; an entry without that column is empty there."""
        table, _, column = name.partition(".")
        entries = _named(table, self._mapping.values, "values", spot)
        if not column:
            _each_is(str, entries, spot, f"Name a column of it: {table}.COLUMN.")
            return {key: entry for key, entry in entries.items() if isinstance(entry, str)}
        _each_is(dict, entries, spot, f"Write only {table}.")
        found = {key: entry.get(column, "") for key, entry in entries.items() if isinstance(entry, dict)}
        if not any(found.values()):
            raise spot.fail(f'No entry of values.{table} has "{column}".', "Correct the name, or add it.")
        return found


class FileScope(NamedSections):
    """Names that the cells of one file may use; ``columns`` None: not known yet, every name may be a column."""

    def __init__(
        self,
        mapping: Mapping,
        finders: Finders,
        label: str,
        columns: Sequence[str] | None,
        derive: Table[str, Any],
    ) -> None:
        super().__init__(mapping, finders)
        self._label = label
        self._columns = columns
        self._derive = derive
        self._spot = Spot(mapping.file, f"files.{label}.derive")
        width = len(columns or ())
        self._getters: dict[str, Getter | None] = {}
        if label:
            self._getters = {"@line": text_getter(width), "@file": column_getter(width + 1)}
        self._getters |= {name: column_getter(index) for index, name in enumerate(columns or ())}
        self._repeated = {name for name, count in Counter(columns or ()).items() if count > 1}
        self._first_slot = width + 2
        self.slots = 0
        """Slots that a row needs for derived values."""
        for name in derive:
            if name in self._getters:
                raise self._spot.at(name).fail("The file has a column of that name.", "Choose another name.")

    def getter(self, name: str, spot: Spot) -> Getter:
        """Return what reads a column, a derived value, ``@line`` or ``@file``."""
        if name in self._repeated:
            raise spot.fail(
                f'The column "{name}" stands twice in {self._label}.', "Give names with `columns`."
            )
        if name in self._derive and name not in self._getters:
            return self._derived(name)
        getter = self._getters.get(name)
        if getter is not None:
            return getter
        if name in self._getters:
            raise spot.fail(f'"{name}" is derived from itself.', "Break the circle.")
        if self._columns is None:
            return column_getter(0)
        if not self._label:
            raise spot.fail(f'"{name}" has no file to come from.', "Add file = … to the rule.")
        raise spot.fail(f'"{name}" is no column of {self._label}.', f"It has: {_few(self._columns)}.")

    def _derived(self, name: str) -> Getter:
        self._getters[name] = None
        slot = self._first_slot + self.slots
        self.slots += 1
        self._getters[name] = getter = _memo(
            slot, compile_cell(self._derive[name], self._spot.at(name), self)
        )
        return getter


def _memo(slot: int, compute: Getter) -> Getter:
    """Compute a derived value once for each row, and only if a cell asks for it."""

    def derived(row: Row) -> str:
        value: str | None = row[slot]
        if value is None:
            value = row[slot] = compute(row)
        return value

    return derived


def _named(name: str, sections: Table[str, _Entry], kind: str, spot: Spot) -> _Entry:
    if name not in sections:
        raise spot.fail(f"There is no [{kind}.{name}].", f"There are: {_few(sections)}.")
    return sections[name]


def _each_is(shape: type, entries: Table[str, object], spot: Spot, remedy: str) -> None:
    if not all(isinstance(entry, shape) for entry in entries.values()):
        raise spot.fail("The value table has another shape.", remedy)


def _few(names: Any) -> str:
    shown = list(names)
    return ", ".join(shown[:_SHOWN]) + (", …" if len(shown) > _SHOWN else "") or "none"
