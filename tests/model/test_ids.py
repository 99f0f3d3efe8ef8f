"""Public ids: a namespace, one colon, anything but a colon."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinmai.model.ids import is_namespace, is_public_id, namespace_of


@pytest.mark.parametrize("text", ["a", "a-b", "0", "sh2014", "x" * 63, "a-"])
def test_namespaces(text: str) -> None:
    assert is_namespace(text)


@pytest.mark.parametrize("text", ["", "-a", "A", "a_b", "a b", "上海", "a:b", "x" * 64, "a\n", "ａ"])
def test_what_is_no_namespace(text: str) -> None:
    assert not is_namespace(text)


@pytest.mark.parametrize("text", ["a:1", "a:𠮷", "a:（1）/2", "a: ", "a:9007199254740993", "a:x y"])
def test_public_ids(text: str) -> None:
    assert is_public_id(text)


@pytest.mark.parametrize("text", ["", "a", ":", "a:", ":1", "A:1", "a:b:c", "a:b:", "上海:1"])
def test_what_is_no_public_id(text: str) -> None:
    assert not is_public_id(text)


@given(
    st.from_regex(r"[a-z0-9][a-z0-9-]{0,9}", fullmatch=True),
    st.text(min_size=1).filter(lambda t: ":" not in t),
)
def test_a_namespace_and_anything_without_a_colon_make_one(namespace: str, local: str) -> None:
    assert is_public_id(f"{namespace}:{local}")
    assert namespace_of(f"{namespace}:{local}") == namespace
