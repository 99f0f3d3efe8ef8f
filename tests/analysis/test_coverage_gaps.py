"""Known none, not collected and withheld are three different answers."""

import pytest

from xinmai.analysis.coverage_gaps import Supplier, section_gaps
from xinmai.model.absence import Absence
from xinmai.model.dates import PartialDate
from xinmai.model.vocabulary import Visibility
from xinmai.rules.catalogue_entries import Item

from support.facts import CONSENT, EVERYTHING, GOVERNMENT

FINES = Item(code="fines", zh="罚款", en="fines", record_kind="penalty", owed_by=("a:A", "a:B"), rows=(1,))
FRESH = Supplier("甲局", PartialDate("2026-05-01"))
STALE = Supplier("甲局", PartialDate("2025-01-01"), stale=True)
AGELESS = Supplier("甲局")
OTHER = Supplier("乙局", PartialDate("2026-04-01"))
BOTH = frozenset({("a:A", "fines"), ("a:B", "fines")})


def gap(
    *,
    empty: bool = True,
    supplied: frozenset[tuple[str, str]] = BOTH,
    first: Supplier = FRESH,
    items: tuple[Item, ...] = (FINES,),
    unowed: tuple[str, ...] = (),
) -> tuple[Absence, str] | None:
    found = section_gaps(
        "penalties",
        empty=empty,
        items=items,
        unowed=unowed,
        supplied=supplied,
        suppliers={"a:A": first, "a:B": OTHER},
        sees=EVERYTHING,
    )
    assert len(found) <= 1
    return (found[0].absence, found[0].because) if found else None


def test_known_none_names_all_who_owe_it_and_up_to_when() -> None:
    assert gap() == (
        Absence.KNOWN_NONE,
        "All who owe it have supplied, and nothing of this party: 罚款 (甲局, up to 2026-05-01); 罚款 (乙局, up to 2026-04-01).",
    )


def test_one_who_owes_and_has_not_supplied_is_enough_for_not_collected() -> None:
    absence, because = gap(supplied=frozenset({("a:A", "fines")})) or (None, "")
    assert absence is Absence.NOT_COLLECTED
    assert because == "Owed and not supplied: 罚款 (乙局). Supplied: 罚款 (甲局, up to 2026-05-01)."


@pytest.mark.parametrize("supplier", [STALE, AGELESS])
def test_a_stale_delivery_and_one_of_unknown_age_prove_nothing(supplier: Supplier) -> None:
    absence, because = gap(first=supplier) or (None, "")
    assert absence is Absence.NOT_COLLECTED
    assert "stale or of unknown age: 罚款 (甲局" in because


def test_nobody_owes_it() -> None:
    assert gap(items=(), unowed=("holds",)) == (
        Absence.NOT_COLLECTED,
        "No item of the catalogue says who owes: holds.",
    )


def test_a_section_of_which_only_a_part_is_owed_is_never_known_to_be_empty() -> None:
    assert (gap(unowed=("debt",)) or (None,))[0] is Absence.NOT_COLLECTED


def test_a_section_that_is_not_empty_says_what_may_be_missing_and_nothing_else() -> None:
    assert gap(empty=False) is None
    assert gap(empty=False, items=(), unowed=()) is None
    assert (gap(empty=False, supplied=frozenset()) or (None,))[0] is Absence.NOT_COLLECTED


@pytest.mark.parametrize(
    ("sees", "told"),
    [
        (Visibility.PUBLIC, "what only agencies may see and what needs the subject's consent"),
        (GOVERNMENT, "what needs the subject's consent"),
        (CONSENT, "what only agencies may see"),
        (EVERYTHING, None),
    ],
)
@pytest.mark.parametrize("empty", [True, False])
@pytest.mark.parametrize("supplied", [BOTH, frozenset()])
def test_what_is_withheld_depends_on_who_asks_and_on_nothing_else(
    sees: Visibility, told: str | None, *, empty: bool, supplied: frozenset[tuple[str, str]]
) -> None:
    found = section_gaps(
        "penalties",
        empty=empty,
        items=(FINES,),
        unowed=(),
        supplied=supplied,
        suppliers={"a:A": FRESH, "a:B": OTHER},
        sees=sees,
    )
    withheld = [own.because for own in found if own.absence is Absence.WITHHELD]
    assert withheld == (
        [] if told is None else [f"Never told to this caller, whether there is any or not: {told}."]
    )
