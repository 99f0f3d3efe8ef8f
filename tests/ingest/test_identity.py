"""Recognising identity numbers, hashing them, and masking what may be personal."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

from xinmai.ingest.identity import (
    IdentityHasher,
    has_identity_number,
    is_identity_number,
    is_whole,
    looks_personal,
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


groups = st.lists(st.from_regex(r"[0-9]{1,11}", fullmatch=True), max_size=3)
joints = st.sampled_from(["", " ", "  ", "-", "–", ".", "·", " - ", "\u3000", "．"])


@given(numbers(), groups, groups, st.lists(joints, min_size=18, max_size=18), joints)
def test_a_number_is_found_among_groups_of_digits(
    number: str, before: list[str], after: list[str], inside: list[str], joint: str
) -> None:
    places = "".join(map("".join, zip(number, [*inside[:17], ""], strict=True)))
    text = (joint or " ").join([*before, places, *after])
    assert has_identity_number(text)
    assert places not in HASHER.pseudonym(text)
    assert not has_identity_number(HASHER.pseudonym(text))


@pytest.mark.parametrize(
    "text",
    [
        "电话13800000000 {} 2024",
        "2023-05-01 {} 13800000000",
        "工号123456-{}-7890",
        "20230501{}13800000000",
        "2023-05-01 {0} {0} 2023-06-01",
    ],
)
@pytest.mark.parametrize("number", [NEW_NUMBER, NUMBER_WITH_X])
def test_a_number_is_found_in_the_middle_of_a_run(text: str, number: str) -> None:
    for joint in ("", "  ", "–", ".", " · "):
        written = text.format(joint.join([number[:6], number[6:14], number[14:]]))
        assert has_identity_number(written)
        assert not has_identity_number(HASHER.pseudonym(written))


def test_numbers_that_overlap_leave_no_digit_in_clear() -> None:
    first = f"31000019000101310{ric.calc_check_digit('310000190001013100')}"
    second = f"{first[14:]}0019900101123"
    second += ric.calc_check_digit(f"{second}0")
    assert is_identity_number(first)
    assert is_identity_number(second)
    assert re.fullmatch("p/cn_id-[0-9a-f]{24}/q", HASHER.pseudonym(f"p/{first}{second[4:]}/q"))


@given(numbers())
def test_every_writing_of_a_number_has_one_hash(number: str) -> None:
    writings = [
        number.lower(),
        f"{number[:6]}-{number[6:14]}-{number[14:]}",
        f" {number[:6]} {number[6:14]} {number[14:]} ",
        "".join(chr(ord(place) + 0xFEE0) for place in number),
        f"{number[:6]}  {number[6:14]}–{number[14:]}",
        f"{number[:6]}.{number[6:14]}·{number[14:]}",
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


@pytest.mark.parametrize(
    "value",
    [
        "王五",
        "欧阳一二",
        " 王 五 ",
        "阿卜杜拉·买买提",
        "𠮷一",
        "13800000000",
        "电话138 0000 0000",
        "021-12345678",
    ],
)
def test_names_and_telephone_numbers_look_personal(value: str) -> None:
    assert looks_personal(value)


@pytest.mark.parametrize(
    "value",
    ["", "王", "沪滨甲有限公司", "2014-02-30", "penalty", "91310000MADE000017", "12.5", "1380000000012"],
)
def test_codes_days_and_long_words_do_not(value: str) -> None:
    assert not looks_personal(value)
