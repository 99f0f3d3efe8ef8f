"""Row rules at work: a foreign row → rows of one bundle table."""

from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import Final

from xinmai.ingest.bundle.tables import TABLES
from xinmai.ingest.identity import looks_personal
from xinmai.ingest.mapping.cells import compile_cell
from xinmai.ingest.mapping.conditions import Predicate, compile_condition
from xinmai.ingest.mapping.faults import CellReject
from xinmai.ingest.mapping.references import Scope
from xinmai.ingest.mapping.spec import Group, RowsSection
from xinmai.ingest.mapping.spots import Spot
from xinmai.ingest.mapping.targets import check_columns, check_required
from xinmai.ingest.mapping.templates import Getter, Row

_JOINT: Final = "\0"

Seen = set[int]
"""Digests of what was said already: 8 bytes stand for a row, however long."""


def digest(values: Iterable[str]) -> int:
    """Return 8 bytes that stand for some texts; two of ten million rows meet by accident once in 400,000 loads."""
    return int.from_bytes(blake2b(_JOINT.join(values).encode(), digest_size=8).digest(), "little")


class Grouping:
    """Recognises the rows that are one thing, and that they agree."""

    def __init__(self, by: Sequence[Getter], same: Sequence[Getter]) -> None:
        self._by = by
        self._same = same
        self._stated: dict[int, int] = {}

    def begin(self) -> None:
        """Forget the groups of an earlier run."""
        self._stated = {}

    def is_first(self, row: Row) -> bool:
        """Say whether a row is the first of its group; one that contradicts the first is rejected."""
        key = [getter(row) for getter in self._by]
        stated = digest(getter(row) for getter in self._same)
        earlier = self._stated.setdefault(digest(key), -1)
        if earlier == -1:
            self._stated[digest(key)] = stated
            return True
        if earlier != stated:
            raise CellReject("group_conflict", "", " / ".join(key))
        return False


class RowRule:
    """One ``[[rows]]`` section bound to the columns of its file."""

    def __init__(self, section: RowsSection, spot: Spot, scope: Scope) -> None:
        self.table = section.table
        self.file = section.file
        variants = [section.set | extra for extra in section.each] or [section.set]
        for variant in variants:
            check_columns(section.table, variant, spot)
            check_required(section.table, variant, spot)
        self._personal = TABLES[section.table].personal
        self.columns = tuple(dict.fromkeys(name for variant in variants for name in variant))
        self._variants = [self._compile(variant, spot, scope) for variant in variants]
        self._needs = self._positions(section.needs, spot.at("needs"))
        self._distinct = self._positions(section.distinct, spot.at("distinct"))
        self._where = _conditions(section, spot, scope)
        self._group = _grouping(section.group, spot.at("group"), scope)

    def begin(self) -> None:
        """Start a run."""
        if self._group is not None:
            self._group.begin()

    @property
    def distinct_columns(self) -> tuple[str, ...]:
        """Output columns by which a row is recognised as said already."""
        return tuple(self.columns[position] for position in self._distinct)

    def takes(self, row: Row) -> bool | None:
        """Say whether a row is for this rule; None: its group was made already."""
        for applies in self._where:
            if not applies(row):
                return False
        return True if self._group is None or self._group.is_first(row) else None

    def made_of(self, row: Row) -> list[list[str] | CellReject]:
        """Return the output rows, each alone: one that cannot be made does not stop the others."""
        made: list[list[str] | CellReject] = []
        for getters in self._variants:
            try:
                values = [getter(row) for getter in getters]
            except CellReject:
                made.append(self._fault(row, getters))
                continue
            if not self._needs or all(values[position] for position in self._needs):
                made.append(values)
        return made

    def _fault(self, row: Row, getters: Sequence[Getter]) -> CellReject:
        """Find the output cell that cannot be made; its value is masked where it may be personal."""
        for name, getter in zip(self.columns, getters, strict=True):
            try:
                getter(row)
            except CellReject as fault:
                shifted = self._personal and looks_personal(fault.value)
                return fault.masked() if shifted or name in self._personal else fault
        raise AssertionError  # a cell that failed once fails again: cells depend on the row alone

    def is_repeated(self, values: Sequence[str], seen: Seen) -> bool:
        """Say whether an output row was said already, and remember it."""
        if not self._distinct:
            return False
        mark = digest([values[position] for position in self._distinct])
        if mark in seen:
            return True
        seen.add(mark)
        return False

    def _compile(self, variant: dict[str, object], spot: Spot, scope: Scope) -> list[Getter]:
        return [compile_cell(variant.get(name, ""), spot.at(f"set.{name}"), scope) for name in self.columns]

    def _positions(self, names: Sequence[str], spot: Spot) -> list[int]:
        for name in names:
            if name not in self.columns:
                raise spot.fail(f'"{name}" is not set by this rule.', f"It sets: {', '.join(self.columns)}.")
        return [self.columns.index(name) for name in names]


def _conditions(section: RowsSection, spot: Spot, scope: Scope) -> list[Predicate]:
    return [
        compile_condition(condition, spot.at("where").item(number), scope)
        for number, condition in enumerate(section.where, 1)
    ]


def _grouping(group: Group | None, spot: Spot, scope: Scope) -> Grouping | None:
    if group is None:
        return None
    by = [compile_cell(raw, spot.at("by").item(n), scope) for n, raw in enumerate(group.by, 1)]
    same = [compile_cell(raw, spot.at("same").item(n), scope) for n, raw in enumerate(group.same, 1)]
    return Grouping(by, same)
