"""The fast check of credit codes says what python-stdnum says."""

import random

from stdnum.cn import uscc

from xinmai.ingest.bundle.creditcode import is_credit_code

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def _codes(chance: random.Random) -> list[str]:
    body = "".join(chance.choices("0123456789", k=8)) + "".join(chance.choices(_ALPHABET, k=9))
    right = body + uscc.calc_check_digit(body)
    place = chance.randrange(18)
    return [
        right,
        right[:place] + chance.choice("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ -\n") + right[place + 1 :],
        right.lower(),
        right[:place] + chance.choice(" -") + right[place:],
        right[:place],
        body + chance.choice(_ALPHABET),
    ]


def _stdnum(code: str) -> bool:
    try:
        return bool(uscc.is_valid(code))
    except ValueError:  # it fails on a line break among the digits and on digits of other scripts
        return False


def test_equal_to_stdnum_on_random_codes() -> None:
    chance = random.Random(20140625)  # noqa: S311 - made-up codes, not secrets
    codes = [code for _ in range(3_000) for code in _codes(chance)]
    assert [is_credit_code(code) for code in codes] == [_stdnum(code) for code in codes]
    assert 3_000 < sum(map(is_credit_code, codes)) < len(codes)


def test_digits_of_another_script_make_no_code() -> None:
    assert not is_credit_code("٩1110000600037341L")


def test_a_line_break_at_the_end_is_judged_as_stdnum_judges_it() -> None:
    for code in ("91110000600037341L\n", "91110000600037341L", "91110000600037341M", ""):
        assert is_credit_code(code) is uscc.is_valid(code)
