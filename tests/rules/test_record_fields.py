"""The list of a record's fields is whole: what is not on it could be empty without a reason."""

import pytest

from xinmai.errors import CatalogueError
from xinmai.rules.record_fields import RecordField, check_fields

from support.asking import CATALOGUE


def test_a_field_that_is_left_out_is_refused() -> None:
    with pytest.raises(CatalogueError, match="field accident: is missing"):
        check_fields(field for field in CATALOGUE.fields if field.code != "accident")


def test_a_field_that_no_record_has_is_refused() -> None:
    own = RecordField(code="colour", zh="颜色", en="colour")
    with pytest.raises(CatalogueError, match="field colour: a credit record has no such field"):
        check_fields([*CATALOGUE.fields, own])
