"""The form in which names are compared: writers' habits gone, nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinmai.model.names import grams, normal_form


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("沪滨（集团）有限公司", "沪滨(集团) 有限公司"),
        ("ＡＢＣ　Ｌｔｄ．", "abc ltd"),
        ("阿卜杜拉·买买提", "阿卜杜拉•买买提"),
        ("阿卜杜拉・买买提", "阿卜杜拉买买提"),
        ("“沪滨”", "“沪滨”"),
        ("沪滨《一》【二】", "沪滨一二"),
        ("Straße", "STRASSE"),
        (" 王 伟 ", "王伟"),
        ("王\u3000伟", "王伟"),
        ("é", "e\u0301"),
        ("王\x00伟", "王伟"),
        ("王\x07\x7f\x9f伟\x1b", "王伟"),
    ],
)
def test_one_name_in_two_writings(one: str, other: str) -> None:
    assert normal_form(one) == normal_form(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("王伟", "王炜"), ("沪滨一厂", "沪滨二厂"), ("𠮷野家", "吉野家"), ("A1", "A2"), ("沪滨", "滬濱")],
)
def test_two_names(one: str, other: str) -> None:
    assert normal_form(one) != normal_form(other)


@given(st.text(max_size=30))
def test_the_normal_form_is_its_own(text: str) -> None:
    assert normal_form(normal_form(text)) == normal_form(text)


@given(st.text(alphabet="王伟沪滨有限公司（）() ·.A𠮷", max_size=12), st.data())
def test_every_piece_of_two_characters_is_among_the_grams(text: str, data: st.DataObject) -> None:
    normal = normal_form(text)
    assert len(grams(normal)) == len(normal)
    for start in range(len(normal) - 1):
        assert normal[start : start + 2] in grams(normal)
    if normal:
        assert grams(normal)[-1] == normal[-1]
