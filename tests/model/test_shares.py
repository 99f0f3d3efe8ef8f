"""Shares are exact: what a decimal string says is what is kept, or it is refused."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinmai.model.shares import HALF, WHOLE, ShareForm, parse_percent, percent


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("0", 0),
        ("-0", 0),
        ("0.0000001", 1),
        ("12.5", 125_000_000),
        ("33.3333333", 333_333_333),
        ("50", HALF),
        ("50.0000001", HALF + 1),
        ("100", WHOLE),
        ("100.000000000000", WHOLE),
        ("007.50", 75_000_000),
        (".5", 5_000_000),
        ("5.", 50_000_000),
        ("120", 1_200_000_000),
        ("999999999.9999999", 9_999_999_999_999_999),
    ],
)
def test_exact(text: str, share: int) -> None:
    assert parse_percent(text) == share


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        *(
            (text, "no plain decimal")
            for text in ("", " ", "abc", ".", "-", "1,5", "1 000", "5%", "+5", "1_0")
        ),
        *(
            (text, "no plain decimal")
            for text in ("NaN", "nan", "Infinity", "-Infinity", "1e2", "1E-2", "１", "٥", "½")
        ),
        ("-1", "below 0"),
        ("-0.0000001", "below 0"),
        ("0.00000001", "more than 7 decimals"),
        ("33.33333333", "more than 7 decimals"),
        ("33.3333333" + "0" * 30 + "1", "more than 7 decimals"),
        ("1234567890", "before the point"),
        ("9" * 10_000, "before the point"),
    ],
)
def test_what_is_no_share(text: str, problem: str) -> None:
    with pytest.raises(ShareForm, match=problem):
        parse_percent(text)


@given(st.integers(0, 10**16 - 1))
def test_every_share_has_a_writing_that_means_it(share: int) -> None:
    text = percent(share)
    assert parse_percent(text) == share
    assert Fraction(text) * WHOLE == share * 100
    assert not text.endswith("0") or "." not in text


@given(st.decimals(0, 10**9 - 1, places=7))
def test_no_decimal_of_seven_places_is_rounded(value: Decimal) -> None:
    assert Fraction(parse_percent(f"{value:f}"), WHOLE) == Fraction(value) / 100


@given(st.text(max_size=12))
def test_any_text_is_a_share_or_refused(text: str) -> None:
    try:
        share = parse_percent(text)
    except ShareForm:
        return
    assert Fraction(share, WHOLE) == Fraction(Decimal(text)) / 100
