"""Says why something is not in an answer. Known none, not collected, not stated and withheld are different answers."""

from collections.abc import Collection, Iterable
from typing import Final

from xinmai.model.absence import Absence, Gap
from xinmai.model.party import Party
from xinmai.model.record import CreditRecord
from xinmai.model.vocabulary import Answer, EventKind, Property, RelationKind, Visibility
from xinmai.rules.record_fields import RecordField

_LEVELS: Final = (Visibility.GOVERNMENT, Visibility.CONSENT)


def absent_fields(record: CreditRecord, fields: Iterable[RecordField]) -> tuple[Gap, ...]:
    """Return the fields that a record leaves empty, each with its reason, in the order of the catalogue.

    NOT_APPLICABLE where records of this kind have no such field, NOT_STATED where they do.
    """
    return tuple(_gap(record, field) for field in fields if not _is_stated(record, field.code))


def withheld(sees: Visibility) -> tuple[Gap, ...]:
    """Return what a caller is never told of. It follows from the role alone, so it tells nothing of the data."""
    return tuple(
        Gap(
            f"facts of visibility {str(level.name).lower()}",
            Absence.WITHHELD,
            "callers of this role are not told whether there are any",
        )
        for level in _LEVELS
        if level not in sees
    )


def uncollected(kinds: Iterable[RelationKind], supplied: Collection[RelationKind]) -> tuple[Gap, ...]:
    """Return the kinds of relation that were searched and of which no source has supplied a single one."""
    because = "no source has supplied a relation of this kind"
    return tuple(
        Gap(f"relation {kind}", Absence.NOT_COLLECTED, because) for kind in kinds if kind not in supplied
    )


def further_holders(parties: Iterable[Party], day: int) -> tuple[Gap, ...]:
    """Return the parties that are known to have no holder beyond those stated: their register is stated complete."""
    registers = [(party, party.facts_on(day, Property.HOLDERS_REGISTER)) for party in parties]
    return tuple(
        Gap(
            f"further holders of {party.id}",
            Absence.KNOWN_NONE,
            f"{stated[-1].source} states its register complete",
        )
        for party, stated in registers
        if stated and stated[-1].value == "complete"
    )


def _is_stated(record: CreditRecord, code: str) -> bool:
    if code == "repaired":
        return any(event.event is EventKind.REPAIRED for event in record.events)
    return getattr(record, code) not in {None, Answer.UNKNOWN}


def _gap(record: CreditRecord, field: RecordField) -> Gap:
    if field.applies_to(record.kind):
        because = f"{record.source} speaks of the record and leaves it out"
        return Gap(field.code, Absence.NOT_STATED, because)
    return Gap(field.code, Absence.NOT_APPLICABLE, f"records of kind {record.kind} have no such field")
