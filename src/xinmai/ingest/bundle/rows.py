"""A row of a table becomes a fact, or a reject."""

from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from xinmai.errors import BundleError
from xinmai.ingest.bundle.cells import CONTACTS, Check, Code, Refused, checks
from xinmai.ingest.bundle.tables import TABLES, TableSpec
from xinmai.ingest.identity import IdentityHasher, has_identity_number, looks_personal, masked
from xinmai.ingest.rows import Chunk, Manifest, Reject, RejectSink
from xinmai.model.dates import bounds
from xinmai.model.fact import Fact
from xinmai.model.party import ContactValue, Party
from xinmai.model.provenance import Source, delivery_of
from xinmai.model.record import RecordParty
from xinmai.model.relation import Relation
from xinmai.model.vocabulary import Flag, IdentifierScheme, PartyKind, Property, RecordKind, RelationKind

_INTERVALS = (
    ("valid_from", "valid_to"),
    ("act_from", "act_to"),
    ("effective_from", "effective_to"),
    ("from_date", "to_date"),
    ("opened_on", "closed_on"),
)
_VALUES = {
    Property.IDENTIFIER: "identifiers",
    Property.STATUS: "PartyStatus",
    Property.HOLDERS_REGISTER: "HoldersRegister",
}
"""Property → what its value must be; any text otherwise."""
_RANGES = (("share_min", "share_max"), ("vote_min", "vote_max"))
_COLUMN = {
    "from_date": "from",
    "to_date": "to",
    "from_id": "from",
    "to_id": "to",
    "prop": "property",
}
_NO_CODE_KINDS = frozenset({PartyKind.ENTERPRISE, PartyKind.SOCIAL_ORGANISATION})
_PERSONAL_RULES = frozenset({"identity_number", "bad_identifier"})
_RECORD_KINDS = frozenset(map(str, RecordKind))
_LONGEST_SHOWN = 80
_CODES = frozenset({IdentifierScheme.USCC, IdentifierScheme.REG_NO, IdentifierScheme.ORG_CODE})


class Made(msgspec.Struct):
    """What a chunk became: facts, and for each the place of its row in the chunk (contact values have none)."""

    facts: list[Fact]
    rows: list[int]


class RowMaker:
    """Makes facts of the rows of one delivery."""

    def __init__(self, manifest: Manifest, hasher: IdentityHasher) -> None:
        self.manifest = manifest
        self.default_source = delivery_of(manifest.namespace)
        self._hasher = hasher
        self.checks = checks(manifest.namespace, hasher)
        self._plans: dict[tuple[str, tuple[str, ...]], _Plan] = {}

    def bundle_source(self) -> Source:
        """Return the source that the delivery itself is."""
        manifest = self.manifest
        return Source(
            source=self.default_source,
            id=self.default_source,
            agency=manifest.agency or None,
            system=manifest.system or None,
            licence=manifest.licence or None,
            retrieved_on=manifest.retrieved_on,  # type: ignore[arg-type]
            identity_key=self._hasher.key_id,
        )

    def make(self, chunk: Chunk, reject: RejectSink) -> Made:
        """Check every row of a chunk."""
        plan = self._plan(chunk)
        made = Made([], [])
        for place, row in enumerate(chunk.rows):
            try:
                fact = plan.fact(row)
            except _Faulty as fault:
                reject(self.reject(chunk, place, fault.column, fault.rule, fault.hint))
                continue
            if type(fact) is Relation and fact.kind is RelationKind.CONTACT:
                made.facts.append(ContactValue(id=fact.to_id))
                made.rows.append(-1)
            made.facts.append(fact)
            made.rows.append(place)
        return made

    def reject(self, chunk: Chunk, place: int, column: str, rule: str, hint: str) -> Reject:
        """Return the reject of a row; a value that may be personal is masked."""
        cells = dict(zip(chunk.columns, chunk.rows[place], strict=False))
        value = cells.get(column, "").strip()
        personal = TABLES[chunk.table].personal
        is_personal = column in personal or (personal and looks_personal(value))
        if is_personal or rule in _PERSONAL_RULES or has_identity_number(value):
            value = masked(value)
        kind = cells.get("kind", "").strip()
        return Reject(
            file=chunk.file,
            line=chunk.lines[place],
            column=column,
            rule=rule,
            value=value[:_LONGEST_SHOWN],
            hint=hint,
            table=chunk.table,
            agency=self._agency(cells.get("agency", "").strip(), is_refused=column == "agency"),
            kind=kind if chunk.table == "records" and kind in _RECORD_KINDS else "",
        )

    def _agency(self, cell: str, *, is_refused: bool) -> str:
        """Return whose row it is; where that is the very fault, the cell may hold anything."""
        if not cell or is_refused or len(cell) > _LONGEST_SHOWN:
            return self.manifest.agency
        if has_identity_number(cell) or looks_personal(cell):
            return self.manifest.agency
        return cell

    def column_of(self, chunk: Chunk, place: int, reference: str) -> str:
        """Return the column of a row that names something; empty if none does."""
        types = TABLES[chunk.table].types
        for column, cell in zip(chunk.columns, chunk.rows[place], strict=False):
            if types[column] in {"ref", "node"} and cell.strip():
                try:
                    found = self.checks[types[column]](cell.strip())
                except Refused:
                    continue
                if found == reference:
                    return column
        return ""

    def _plan(self, chunk: Chunk) -> "_Plan":
        key = (chunk.table, chunk.columns)
        if key not in self._plans:
            self._plans[key] = _Plan(
                check_columns(chunk.file, chunk.table, chunk.columns), chunk.columns, self.checks, self
            )
        return self._plans[key]


def check_columns(file: str, table: str, columns: Sequence[str]) -> TableSpec:
    """Return the specification of a table after checking a header against it.

    Raises
    ------
    BundleError
        If a column is unknown, stands twice, or a required one is missing.
    """
    spec = TABLES[table]
    unknown = [column for column in columns if column not in spec.types]
    if unknown:
        known = ", ".join(spec.columns)
        name = masked(unknown[0]) if has_identity_number(unknown[0]) else unknown[0][:_LONGEST_SHOWN]
        raise BundleError(file, f"line 1: unknown column {name!r}.", f"The columns of {table} are: {known}.")
    missing = [column for column in spec.required if column not in columns]
    if missing:
        raise BundleError(file, f"line 1: the column {missing[0]!r} is missing.", "Add it to the header.")
    if len(set(columns)) < len(columns):
        twice = next(column for column in columns if list(columns).count(column) > 1)
        raise BundleError(file, f"line 1: the column {twice!r} stands twice.", "Keep one of them.")
    return spec


class _Faulty(Exception):
    """A row that cannot be used: which column, which rule, what to do."""

    def __init__(self, column: str, rule: str, hint: str) -> None:
        super().__init__(hint)
        self.column = column
        self.rule = rule
        self.hint = hint


class _Plan:
    """How the rows of one header become facts: prepared once, run for every row."""

    def __init__(
        self, spec: TableSpec, columns: tuple[str, ...], named: dict[str, Check], maker: RowMaker
    ) -> None:
        self._new = spec.fact
        fields = {field.encode_name: field.name for field in msgspec.structs.fields(spec.fact)}
        self._cells = [
            (place, column, fields[column], named[spec.types[column]]) for place, column in enumerate(columns)
        ]
        self._required = tuple((fields[column], column) for column in spec.required)
        names = set(fields.values())
        self._intervals = tuple((a, b) for a, b in _INTERVALS if a in names and b in names)
        self._finish: Callable[[dict[str, Any]], None] | None = {
            Party: self._party,
            Relation: self._relation,
            RecordParty: self._record_party,
        }.get(spec.fact)
        if "prop" in names:
            self._finish = self._party_fact
        self._is_source = spec.fact is Source
        self._maker = maker
        self._own = f"{maker.manifest.namespace}:"

    def fact(self, row: Sequence[str]) -> Fact:
        """Return the fact of a row."""
        values = self._values(row)
        for start, end in self._intervals:
            if end in values and start in values and values[end] < values[start]:
                _in_order(values, start, end)
        if self._finish is not None:
            self._finish(values)
        self._attribute(values)
        return self._new(**values)

    def _values(self, row: Sequence[str]) -> dict[str, Any]:
        """Check every filled cell; the hot loop of a load."""
        values: dict[str, Any] = {}
        for place, column, field, check in self._cells:
            cell = row[place]
            if cell and (cell := cell.strip()):
                try:
                    values[field] = check(cell)
                except Refused as refused:
                    raise _Faulty(column, refused.rule, refused.hint) from None
        for field, column in self._required:
            if field not in values:
                raise _Faulty(column, "required", "This cell must be filled.")
        return values

    def _attribute(self, values: dict[str, Any]) -> None:
        """Name who says it."""
        if "source" not in values:
            values["source"] = values["id"] if self._is_source else self._maker.default_source
        elif not values["source"].startswith(self._own):
            raise _Faulty(
                "source", "foreign_source", "A bundle speaks only for sources of its own namespace."
            )

    @staticmethod
    def _party(values: dict[str, Any]) -> None:
        codes: tuple[Code, ...] = values.get("identifiers", ())
        flags = [Flag.CHECK_DIGIT] if not all(code.is_valid for code in codes) else []
        if codes:
            values["identifiers"] = tuple(code.identifier for code in codes)
        if values["kind"] in _NO_CODE_KINDS and not any(code.identifier.scheme in _CODES for code in codes):
            flags.append(Flag.NO_CODE)
        if flags:
            values["flags"] = tuple(flags)

    def _party_fact(self, values: dict[str, Any]) -> None:
        is_code = values["prop"] is Property.IDENTIFIER
        try:
            found = self._maker.checks[_VALUES.get(values["prop"], "text")](values["value"])
        except Refused as refused:
            raise _Faulty("value", refused.rule, refused.hint) from None
        if is_code and len(found) != 1:
            raise _Faulty("value", "bad_identifier", "Write one scheme:value a row.")
        values["value"] = found[0].identifier.term if is_code else found
        if is_code and found[0].identifier.key is not None:
            values.update(last4=found[0].identifier.last4, hashed_by=found[0].identifier.key)

    def _relation(self, values: dict[str, Any]) -> None:
        is_contact = values["to_id"].partition(":")[0] in CONTACTS
        if is_contact != (values["kind"] is RelationKind.CONTACT):
            hint = "A `contact` ends at phone:… or address:…, and nothing else does."
            raise _Faulty("to", "bad_reference", hint)
        if values.get("ended") and "valid_to" not in values:
            values["over_by"] = self._maker.manifest.retrieved_on
        for low, high in _RANGES:
            if high in values and values.get(low, 0) > values[high]:
                hint = f"{low} is above {high}; exchange them, or leave out the one that is not stated."
                raise _Faulty(low, "bad_range", hint)

    @staticmethod
    def _record_party(values: dict[str, Any]) -> None:
        if "party" not in values and not ("party_name" in values and "party_scope" in values):
            hint = "Give `party`, or `party_name` with the organisation in `party_scope`."
            raise _Faulty("party", "nobody", hint)


def _in_order(values: dict[str, Any], start: str, end: str) -> None:
    if bounds(values[end])[1] < bounds(values[start])[0]:
        column = _COLUMN.get(end, end)
        hint = (
            f"It ends on {values[end]}, before it starts on {values[start]}; correct the one that is wrong."
        )
        raise _Faulty(column, "end_before_start", hint)
