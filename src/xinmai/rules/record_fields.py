"""Which fields a record of a kind has: ``seed/catalogue/fields.toml``."""

from collections.abc import Iterable
from typing import Final

import msgspec

from xinmai.errors import CatalogueError
from xinmai.model.fact import Fact
from xinmai.model.record import CreditRecord
from xinmai.model.vocabulary import RecordKind
from xinmai.rules.catalogue_entries import Entry

_FILE: Final = "fields.toml"
_OF_EVENTS: Final = frozenset({"published_on", "repaired"})
"""Fields that follow from a record's events."""
_NEVER_EMPTY: Final = frozenset({"id", "kind", "currency", *Fact.__struct_fields__})
"""Fields that always say something: no currency means yuan."""


class RecordField(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A field of a credit record, 信用记录字段."""

    kinds: tuple[RecordKind, ...] = ()
    """Record kinds that have it; none = every kind."""

    def applies_to(self, kind: RecordKind) -> bool:
        """Say whether records of a kind have it."""
        return not self.kinds or kind in self.kinds


class FieldsFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``fields.toml``, 信用记录字段."""

    field: tuple[RecordField, ...]
    """Fields in the order in which an answer speaks of them."""


def check_fields(fields: Iterable[RecordField]) -> None:
    """Refuse a field that no record has, and one of a record that is not listed.

    Raises
    ------
    CatalogueError
        If there is one.
    """
    listed = {field.code for field in fields}
    stated = {f.name for f in msgspec.structs.fields(CreditRecord) if f.default != ()} - _NEVER_EMPTY
    known = _OF_EVENTS | stated
    for code in sorted(listed - known):
        raise CatalogueError(_FILE, f"field {code}", "a credit record has no such field")
    for code in sorted(known - listed):
        raise CatalogueError(_FILE, f"field {code}", "is missing: a credit record has it")
