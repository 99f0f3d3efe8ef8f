"""Every kind of fact is written and read without loss, and two that say the same are told from two that do not."""

from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xinmai.model.fact import Fact
from xinmai.model.facts import KIND_OF, KINDS, LINK_ENDS, decode, encode, missing_end, restates
from xinmai.model.vocabulary import Visibility

from support.facts import holds

SIXTY_FOUR = st.integers(-(2**63), 2**63 - 1)


def of_type(hint: Any) -> st.SearchStrategy[Any]:
    """Return what may stand in a field: any text and any number, however odd."""
    if isinstance(hint, UnionType):
        return st.one_of(*map(of_type, get_args(hint)))
    if get_origin(hint) is tuple:
        return st.lists(st.deferred(lambda: of_type(get_args(hint)[0])), max_size=2).map(tuple)
    if hint is int:
        return SIXTY_FOUR
    if hint is Visibility:
        return st.integers(0, 3).map(Visibility)
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return values_of(hint)
    return st.from_type(hint)


def values_of(cls: type[Any]) -> st.SearchStrategy[Any]:
    hints = get_type_hints(cls)
    fields = {field.name: field for field in msgspec.structs.fields(cls)}
    required = {name: of_type(hints[name]) for name, field in fields.items() if field.required}
    optional = {name: of_type(hints[name]) for name, field in fields.items() if not field.required}
    return st.fixed_dictionaries(required, optional=optional).map(lambda found: cls(**found))


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=40)
@given(data=st.data())
def test_round_trip(kind: str, data: st.DataObject) -> None:
    fact: Fact = data.draw(values_of(KINDS[kind]))
    payload = encode(fact)
    assert decode(kind, payload) == fact
    assert encode(decode(kind, payload.decode())) == payload
    assert KIND_OF[type(fact)] == kind
    assert fact.key == decode(kind, payload).key
    assert restates(fact, decode(kind, payload))
    named = set(map(str, msgspec.structs.astuple(fact)))
    assert {end for link in fact.links() for end in link[1:] if end is not None} <= named


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=20)
@given(data=st.data())
def test_every_link_says_what_may_stand_at_its_ends(kind: str, data: st.DataObject) -> None:
    fact: Fact = data.draw(values_of(KINDS[kind]))
    links = fact.links()
    assert {link.kind for link in links} <= LINK_ENDS.keys()
    assert missing_end(fact, lambda key: None) == (links[0].from_id if links else None)


def test_defaults_are_left_out() -> None:
    assert encode(holds("a:1", "a:2", "12.5", public_id="a:h")) == (
        b'{"source":"a:bundle","id":"a:h","kind":"holds","from":"a:1","to":"a:2","share":125000000}'
    )


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ({}, {}, True),
        ({}, {"recorded_from": 7, "recorded_to": 9}, True),
        ({"over_by": "2014", "ended": True}, {"over_by": "2015", "ended": True}, True),
        ({"over_by": "2014", "ended": True}, {"ended": False}, False),
        ({}, {"title": "x"}, False),
        ({}, {"visibility": Visibility.GOVERNMENT}, False),
        ({}, {"locator": "1"}, False),
    ],
)
def test_saying_again(old: dict[str, Any], new: dict[str, Any], same: bool) -> None:
    assert restates(holds("a:1", "a:2", "50", **old), holds("a:1", "a:2", "50", **new)) is same
