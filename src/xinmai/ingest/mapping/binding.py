"""Binding a mapping: every reference is resolved, with or without the files at hand."""

from collections.abc import Callable, Sequence

from xinmai.ingest.mapping.conditions import compile_condition
from xinmai.ingest.mapping.dates import Step
from xinmai.ingest.mapping.lookups import Lookup, compile_lookup
from xinmai.ingest.mapping.rules import RowRule
from xinmai.ingest.mapping.scope import FileScope
from xinmai.ingest.mapping.session import Session
from xinmai.ingest.mapping.spec import ENCODINGS, SEPARATORS, FileSection, Mapping, RowsSection
from xinmai.ingest.mapping.spots import Spot
from xinmai.ingest.mapping.views import FoundFile, View

Finder = Callable[[str], tuple[Sequence[FoundFile], Sequence[str] | None]]
"""Finds the files of a file section and their columns; None: the columns are not known yet."""


class Binding:
    """A mapping whose names are resolved: views of files, look-ups and rules that are ready to run."""

    def __init__(self, mapping: Mapping, session: Session, find: Finder) -> None:
        self._mapping = mapping
        self._session = session
        self._find = find
        self._top = Spot(mapping.file)
        self.views: dict[str, View] = {}
        self.lookups: dict[str, Lookup | None] = {}
        self._constants = FileScope(mapping, self, "", (), {})
        for label in mapping.files:
            self.view(label, self._top)
        for name in mapping.lookups:
            self.finder(name, self._top)
        self.rules = [self._rule(number, section) for number, section in enumerate(mapping.rows, 1)]

    def begin(self) -> None:
        """Start a run: nothing is remembered from an earlier one."""
        for lookup in self.lookups.values():
            if lookup is not None:
                lookup.forget()
        for rule in self.rules:
            rule.begin()

    def view(self, label: str, spot: Spot) -> View:
        """Return the view of a file section."""
        if label not in self._mapping.files:
            raise spot.fail(f"There is no [files.{label}].", f"There are: {', '.join(self._mapping.files)}.")
        if label not in self.views:
            self.views[label] = self._bound_view(label)
        return self.views[label]

    def finder(self, name: str, spot: Spot) -> Step:
        """Return a look-up; one that needs itself is an error."""
        if name not in self.lookups:
            section = self._mapping.lookups[name]
            place = self._top.at(f"lookups.{name}")
            self.lookups[name] = None
            self.lookups[name] = compile_lookup(section, self.view(section.file, place.at("file")), place)
        lookup = self.lookups[name]
        if lookup is None:
            raise spot.fail(f"The look-up {name} needs itself.", "Break the circle.")
        return lookup.find

    def _bound_view(self, label: str) -> View:
        section, spot = self._mapping.files[label], self._top.at(f"files.{label}")
        files, columns = self._find(label)
        _check_file(section, spot)
        if columns is not None:
            _check_named(section, columns, spot)
        view = View(label, section, files, columns or (), self._session)
        added = () if section.split is None else (section.split.as_,)
        known = None if columns is None else (*columns, *added)
        view.scope = FileScope(self._mapping, self, label, known, section.derive)
        view.skips = [
            (compile_condition(skip, spot.at("skip").item(number), view.scope), skip.reason)
            for number, skip in enumerate(section.skip, 1)
        ]
        for name in section.derive:
            view.scope.getter(name, spot.at(f"derive.{name}"))
        return view

    def _rule(self, number: int, section: RowsSection) -> RowRule:
        spot = self._top.at("rows").item(number)
        if section.file is None:
            return RowRule(section, spot, self._constants)
        return RowRule(section, spot, self.view(section.file, spot.at("file")).scope)


def _check_file(section: FileSection, spot: Spot) -> None:
    separator = SEPARATORS.get(section.separator, section.separator)
    if len(separator) != 1:
        named = ", ".join(SEPARATORS)
        raise spot.at("separator").fail(
            f'"{separator}" is no separator.', f"Write one character, or: {named}."
        )
    if len(section.quote) > 1:
        raise spot.at("quote").fail(
            f'"{section.quote}" is no quotation mark.', 'Write one character, or "" for none.'
        )
    if section.split is not None and not section.split.at:
        raise spot.at("split.at").fail("It is empty.", "Write what stands between the parts.")
    if section.encoding.lower() not in ENCODINGS:
        raise spot.at("encoding").fail(
            f'"{section.encoding}" is not known.', f"Known: {', '.join(ENCODINGS)}."
        )


def _check_named(section: FileSection, columns: Sequence[str], spot: Spot) -> None:
    """Complain about columns that `split` and `nulls_of` name and the file does not have."""
    packed = {} if section.split is None else {section.split.column: spot.at("split.column")}
    named = packed | {name: spot.at(f"nulls_of.{name}") for name in section.nulls_of}
    for name, place in named.items():
        if name not in columns:
            raise place.fail(f'"{name}" is no column of the file.', f"It has: {', '.join(columns)}.")
