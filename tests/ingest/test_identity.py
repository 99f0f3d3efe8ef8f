"""Recognising identity numbers, hashing them, and masking what may be personal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

from xinmai.ingest.identity import (
    IdentityHasher,
    has_identity_number,
    is_identity_number,
    is_whole,
    masked,
    normal_number,
)
from xinmai.model.vocabulary import IdentifierScheme

from support.bundles import NEW_NUMBER, NUMBER_WITH_X, OLD_NUMBER

HASHER = IdentityHasher(b"one key")
CN_ID = IdentifierScheme.CN_ID


@st.composite
def numbers(draw: st.DrawFn) -> str:
    """Draw a valid resident identity number."""
    place = draw(st.sampled_from(["110105", "310000", "310115", "440301", "650102", "810000"]))
    day = draw(st.dates()).strftime("%m%d")
    body = f"{place}{draw(st.integers(1900, 2030))}{'0228' if day == '0229' else day}{draw(st.integers(0, 999)):03}"
    return f"{body}{ric.calc_check_digit(f'{body}0')}"


@given(numbers(), st.text(max_size=20), st.text(max_size=20))
def test_a_number_is_found_in_any_text_that_does_not_touch_it(number: str, before: str, after: str) -> None:
    text = f"{before}号{number}。{after}"
    assert has_identity_number(text)
    pseudonym = HASHER.pseudonym(text)
    assert number not in pseudonym
    assert pseudonym.count("cn_id-") >= 1


@given(numbers())
def test_every_writing_of_a_number_has_one_hash(number: str) -> None:
    writings = [
        number.lower(),
        f"{number[:6]}-{number[6:14]}-{number[14:]}",
        f" {number[:6]} {number[6:14]} {number[14:]} ",
        "".join(chr(ord(place) + 0xFEE0) for place in number),
    ]
    assert {HASHER.hash(CN_ID, writing) for writing in writings} == {HASHER.hash(CN_ID, number)}
    assert all(has_identity_number(writing) for writing in writings)


@given(numbers())
def test_a_wrong_check_digit_is_noticed(number: str) -> None:
    wrong = number[:-1] + ("1" if number[-1] == "0" else "0")
    assert is_identity_number(number)
    assert not is_identity_number(wrong)
    assert is_whole(CN_ID, wrong)


@pytest.mark.parametrize(
    "text", [f"ID{NEW_NUMBER}", f"1998{NEW_NUMBER}", f"{NEW_NUMBER}13900000000", f"x{NUMBER_WITH_X}y"]
)
def test_a_number_is_found_where_letters_or_digits_touch_it(text: str) -> None:
    assert has_identity_number(text)


@pytest.mark.parametrize("text", [f"a{OLD_NUMBER}", f"1{OLD_NUMBER}", OLD_NUMBER[:-1], "310000991301001"])
def test_fifteen_places_count_only_where_nothing_touches_them(text: str) -> None:
    assert has_identity_number(OLD_NUMBER)
    assert not has_identity_number(text)


def test_the_old_number_has_a_new_writing() -> None:
    number = normal_number(CN_ID, OLD_NUMBER)
    assert is_identity_number(number)
    assert (number[:6], number[6:8], number[8:17]) == (OLD_NUMBER[:6], "19", OLD_NUMBER[6:])


def test_a_pseudonym_keeps_what_stands_around() -> None:
    pseudonym = HASHER.pseudonym(f"p/{OLD_NUMBER}/q/{NEW_NUMBER}")
    first, second = HASHER.hash(CN_ID, OLD_NUMBER)[:24], HASHER.hash(CN_ID, NEW_NUMBER)[:24]
    assert pseudonym == f"p/cn_id-{first}/q/cn_id-{second}"
    assert HASHER.pseudonym("p/1") == "p/1"


def test_another_key_gives_other_hashes() -> None:
    other = IdentityHasher(b"another key")
    assert other.key_id != HASHER.key_id
    assert other.hash(CN_ID, NEW_NUMBER) != HASHER.hash(CN_ID, NEW_NUMBER)


def test_schemes_do_not_share_hashes() -> None:
    assert HASHER.hash(CN_ID, "E1234567") != HASHER.hash(IdentifierScheme.PASSPORT, "E1234567")


@pytest.mark.parametrize(
    ("value", "shown"), [("", ""), ("王", "王"), ("王二", "王*"), ("x" * 99, "x********")]
)
def test_a_masked_value_keeps_one_character(value: str, shown: str) -> None:
    assert masked(value) == shown
