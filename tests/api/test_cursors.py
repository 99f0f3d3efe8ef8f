"""A cursor is good in its own list and in no other."""

import itertools

import pytest

from support.asking import Asker

LISTS = {
    "parties": "{ parties(first: 1%s) { pageInfo { endCursor } } }",
    "agencies": "{ agencies(first: 1%s) { pageInfo { endCursor } } }",
    "systems": "{ systems(first: 1%s) { pageInfo { endCursor } } }",
    "tasks": "{ tasks(first: 1%s) { pageInfo { endCursor } } }",
    "search": '{ search(text: "公司", first: 1%s) { pageInfo { endCursor } } }',
}
OF_A_PARTY = (
    '{ party(by: {id: "demo:S1-F1"}) { ... on Party { list: %s(first: 1%s) { pageInfo { endCursor } } } } }'
)
LISTS |= {
    name: OF_A_PARTY % (name, "%s")
    for name in ("relations", "roles", "holders", "holdings", "records", "timeline")
}
LISTS["diff"] = (
    '{ diff(of: "demo:S1-F1", from: "2000-01-01", to: "2026-05-02", first: 1%s) { pageInfo { endCursor } } }'
)


async def end(asker: Asker, name: str) -> str | None:
    data = await asker.data(LISTS[name] % "")
    (found,) = data.values()
    cursor: str | None = found.get("list", found)["pageInfo"]["endCursor"]
    return cursor


@pytest.mark.parametrize(
    "name", ["parties", "agencies", "systems", "tasks", "search", "relations", "timeline", "diff"]
)
async def test_cursor_is_of_its_list_alone(asker: Asker, name: str) -> None:
    cursor = await end(asker, name)
    assert cursor
    for other, text in LISTS.items():
        faults = await asker.faults(text % f', after: "{cursor}"')
        arguments = [fault["extensions"]["argument"] for fault in faults]
        assert arguments == ([] if other == name else ["after"]), other


SAME_LIST = {
    "of another party": (
        '{ node(id: "demo:S1-F1") { ... on Party { relations(first: 1%s) { pageInfo { endCursor } } } } }',
        '{ node(id: "demo:S3-X") { ... on Party { relations(first: 1%s) { pageInfo { endCursor } } } } }',
    ),
    "records of another party": (
        '{ node(id: "demo:S1-F1") { ... on Party { records(first: 1%s) { pageInfo { endCursor } } } } }',
        '{ node(id: "demo:file-F1") { ... on Party { records(first: 1%s) { pageInfo { endCursor } } } } }',
    ),
    "of another text": (
        '{ search(text: "公司", first: 1%s) { pageInfo { endCursor } } }',
        '{ search(text: "沪滨", first: 1%s) { pageInfo { endCursor } } }',
    ),
    "of another agency": (
        '{ tasks(agency: "sh2014:agency/gsj", first: 1%s) { pageInfo { endCursor } } }',
        "{ tasks(first: 1%s) { pageInfo { endCursor } } }",
    ),
    "of another kind of item": (
        "{ items(first: 1%s) { pageInfo { endCursor } } }",
        "{ items(recordKind: PENALTY, first: 1%s) { pageInfo { endCursor } } }",
    ),
    "of another use": (
        "{ regulations(first: 1%s) { pageInfo { endCursor } } }",
        "{ regulations(use: REVISES, first: 1%s) { pageInfo { endCursor } } }",
    ),
}


@pytest.mark.parametrize(("own", "other"), SAME_LIST.values(), ids=SAME_LIST)
async def test_cursor_is_of_its_question_alone(asker: Asker, own: str, other: str) -> None:
    (found,) = (await asker.data(own % "")).values()
    (found,) = found.values() if "pageInfo" not in found else (found,)
    after = f', after: "{found["pageInfo"]["endCursor"]}"'
    assert not await asker.codes(own % after)
    (fault,) = await asker.faults(other % after)
    assert fault["extensions"]["argument"] == "after"


async def test_cursors_of_different_lists_differ(asker: Asker) -> None:
    cursors = {name: await end(asker, name) for name in LISTS}
    for one, other in itertools.combinations([c for c in cursors.values() if c], 2):
        assert one != other


async def test_cursor_with_anything_added_is_none(asker: Asker) -> None:
    cursor = await end(asker, "parties")
    assert await asker.codes(LISTS["parties"] % f', after: " {cursor}"')
