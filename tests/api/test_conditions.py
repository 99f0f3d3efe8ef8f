"""Filters, orders and groups as a request writes them: every field is there, and what cannot be asked says why and where."""

from dataclasses import fields
from typing import Any

import pytest

from xinmai.api.reading import MOST_NESTED, MOST_PARTS, MOST_VALUES
from xinmai.api.types import conditions, groupings, orders
from xinmai.model.filters import FIELDS, LINKS, ONE, OPERATORS, Op, Quantifier, Thing
from xinmai.model.groups import GROUPED_BY
from xinmai.model.orders import ORDERS

from support.asking import Asker
from support.conditions import UNASKED

INPUTS: dict[Thing, Any] = {
    Thing.PARTY: conditions.PartyFilter,
    Thing.RELATION: conditions.RelationFilter,
    Thing.RECORD: conditions.RecordFilter,
    Thing.FINDING: conditions.FindingFilter,
    Thing.SANCTION: conditions.SanctionFilter,
    Thing.EVENT: conditions.EventFilter,
}
KEYS = {
    Thing.PARTY: (orders.PartyKey, groupings.PartyGrouping),
    Thing.RELATION: (orders.RelationKey, groupings.RelationGrouping),
    Thing.RECORD: (orders.RecordKey, groupings.RecordGrouping),
}


def names(made: Any) -> dict[str, Any]:
    return {field.name.rstrip("_"): field for field in fields(made)}


def input_of(thing: Thing, name: str) -> Any:
    """Return the input type of a field."""
    found = {
        field.python_name.rstrip("_"): field.type for field in INPUTS[thing].__strawberry_definition__.fields
    }
    return found[name].of_type


@pytest.mark.parametrize("thing", Thing)
def test_every_field_and_link_of_the_model_may_be_asked_for(thing: Thing) -> None:
    assert set(names(INPUTS[thing])) - {"and", "or", "not"} == FIELDS[thing].keys() | LINKS[thing].keys()
    for name, sort in FIELDS[thing].items():
        # everything states them: nobody need ask whether it does
        left_out = {Op.STATED} if (thing, name) in UNASKED else set()
        assert set(names(input_of(thing, name))) == OPERATORS[sort] - left_out, name
    for link in LINKS[thing].keys() - ONE:
        assert set(names(input_of(thing, link))) == {str(quantifier) for quantifier in Quantifier}


@pytest.mark.parametrize("thing", KEYS)
def test_every_order_and_group_of_the_model_may_be_asked_for(thing: Thing) -> None:
    key, grouping = KEYS[thing]
    assert {own.value for own in key} == ORDERS[thing].keys()
    assert tuple(own.value for own in grouping) == GROUPED_BY[thing]


PARTIES = "query($where: PartyFilter) { parties(where: $where, first: 5) { edges { node { id } } } }"
RECORDS = "query($where: RecordFilter) { records(where: $where, first: 5) { edges { node { id } } } }"


def nested(depth: int) -> dict[str, Any]:
    where: dict[str, Any] = {"kind": {"eq": "PERSON"}}
    for _ in range(depth):
        where = {"relations": {"some": {"other": where}}}
    return where


def negated(times: int) -> dict[str, Any]:
    where: dict[str, Any] = {"kind": {"eq": "PERSON"}}
    for _ in range(times):
        where = {"not": where}
    return where


@pytest.mark.parametrize(
    ("text", "where", "argument"),
    [
        (PARTIES, {"id": {"in": []}}, "where.id.in"),
        (PARTIES, {"id": {"in": ["demo:S3-X"] * 10_000}}, "where.id.in"),
        (PARTIES, {"or": []}, "where.or"),
        (PARTIES, {"and": [{"name": {"contains": " "}}]}, "where.and.name.contains"),
        (PARTIES, {"name": {"startsWith": ""}}, "where.name.startsWith"),
        (PARTIES, {"identifier": {"eq": "91310000"}}, "where.identifier.eq"),
        (PARTIES, {"identifier": {"eq": "cn_id:310101199001011234"}}, "where.identifier.eq"),
        (PARTIES, {"not": {"identifier": {"in": ["passport:E1"]}}}, "where.not.identifier.in"),
        (PARTIES, {"registeredCapital": {"gt": "-1"}}, "where.registeredCapital.gt"),
        (
            PARTIES,
            {"relations": {"some": {"share": {"gte": "0.00000001"}}}},
            "where.relations.some.share.gte",
        ),
        (
            PARTIES,
            {"relations": {"none": {"direction": {"eq": "BOTH"}}}},
            "where.relations.none.direction.eq",
        ),
        (PARTIES, nested(3), "where.relations.some.other.relations.some.other.relations.some"),
        (PARTIES, {"or": [{"kind": {"eq": "PERSON"}}] * (MOST_PARTS + 1)}, "where"),
        (PARTIES, {"or": [{}] * 1_000}, "where.or"),
        (PARTIES, {}, "where"),
        (PARTIES, {"not": {}}, "where.not"),
        (PARTIES, {"not": None}, "where.not"),
        (PARTIES, {"and": None}, "where.and"),
        (PARTIES, {"kind": None}, "where.kind"),
        (PARTIES, {"relations": None}, "where.relations"),
        (PARTIES, {"relations": {"some": {"other": None}}}, "where.relations.some.other"),
        (PARTIES, negated(MOST_NESTED + 1), ".".join(["where", *["not"] * (MOST_NESTED + 1)])),
        (PARTIES, {"name": {"eq": None}}, "where.name.eq"),
        (PARTIES, {"id": {"in": None}}, "where.id.in"),
        (PARTIES, {"kind": {}}, "where.kind"),
        (PARTIES, {"relations": {}}, "where.relations"),
        (RECORDS, {"parties": {"all": None}}, "where.parties.all"),
        (RECORDS, {"state": {"eq": "GONE"}}, "where.state.eq"),
        (RECORDS, {"documentNo": {"endsWith": ""}}, "where.documentNo.endsWith"),
        (
            RECORDS,
            {"sanctions": {"all": {"amount": {"lt": "1.0000000000000000001"}}}},
            "where.sanctions.all.amount.lt",
        ),
    ],
)
async def test_what_cannot_be_asked_names_its_place(
    asker: Asker, text: str, where: Any, argument: str
) -> None:
    (error,) = await asker.faults(text, {"where": where})
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert error["extensions"]["argument"] == argument


async def test_an_even_number_of_negations_changes_nothing(asker: Asker) -> None:
    plain, negative = [await asker.data(PARTIES, {"where": negated(times)}) for times in (0, MOST_NESTED)]
    assert plain == negative
    assert plain["parties"]["edges"]


async def test_a_thousand_ids_may_be_named(asker: Asker) -> None:
    ids = [f"demo:none-{number}" for number in range(MOST_VALUES - 1)]
    data = await asker.data(PARTIES, {"where": {"id": {"in": [*ids, "demo:S3-X"]}}})
    assert [edge["node"]["id"] for edge in data["parties"]["edges"]] == ["demo:S3-X"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("parties(first: 1, where: {kind: {eq: PERSON}}%s)", "parties(first: 1%s)"),
        (
            "parties(first: 1, orderBy: [{by: NAME}]%s)",
            "parties(first: 1, orderBy: [{by: NAME, direction: DESC}]%s)",
        ),
        ("records(first: 1%s)", "records(first: 1, orderBy: [{by: DECIDED_ON}]%s)"),
    ],
)
async def test_a_cursor_belongs_to_its_question(asker: Asker, first: str, second: str) -> None:
    page = "{ pageInfo { endCursor } }"
    found = await asker.data(f"{{ {first % ''} {page} }}")
    cursor = next(iter(found.values()))["pageInfo"]["endCursor"]
    (error,) = await asker.faults(f"{{ {second % f', after: {chr(34)}{cursor}{chr(34)}'} {page} }}")
    assert error["extensions"]["argument"] == "after"
    behind = await asker.data(f"{{ {first % f', after: {chr(34)}{cursor}{chr(34)}'} {page} }}")
    assert next(iter(behind.values()))["pageInfo"]["endCursor"] != cursor


@pytest.mark.parametrize("by", ["[KIND, KIND]", "[KIND, STATUS, REGION, YEAR]"])
async def test_groups_have_few_keys_each_once(asker: Asker, by: str) -> None:
    (error,) = await asker.faults(f"{{ partiesAggregate(by: {by}) {{ total }} }}")
    assert error["extensions"]["argument"] == "by"


async def test_groups_add_up_to_the_list(asker: Asker) -> None:
    where = "where: {kind: {eq: PENALTY}}"
    data = await asker.data(
        f"{{ records({where}, first: 1) {{ totalCount }} recordsAggregate({where}, by: [YEAR, AGENCY])"
        " { total groups { year count agency { name } } } }"
    )
    groups = data["recordsAggregate"]["groups"]
    assert (
        sum(group["count"] for group in groups)
        == data["recordsAggregate"]["total"]
        == data["records"]["totalCount"]
        > 0
    )
    assert all(group["agency"] is None or group["agency"]["name"] for group in groups)


async def test_nothing_is_counted_for_nobody(asker: Asker) -> None:
    def asked() -> list[bool]:
        return [call.count for call in pages]

    pages: list[Any] = []
    find = asker.counting._store.find

    async def watched(view: Any, where: Any, page: Any) -> Any:
        pages.append(page)
        return await find(view, where, page)

    asker.counting._store.find = watched  # type: ignore[method-assign]
    await asker.data("{ parties(first: 1) { edges { node { id } } } }")
    await asker.data("{ parties(first: 1) { ...Total } } fragment Total on PartyConnection { totalCount }")
    assert asked() == [False, True]


async def test_a_condition_is_nested_so_deep_and_no_deeper(asker: Asker) -> None:
    where: dict[str, Any] = {"kind": {"eq": "PERSON"}}
    for _ in range(10):
        where = {"not": where}
    data = await asker.data(PARTIES, {"where": where})
    assert len(data["parties"]["edges"]) == 5
    for _ in range(40):
        where = {"not": where}
    (error,) = await asker.faults(PARTIES, {"where": where})
    assert error["extensions"]["code"] == "BAD_USER_INPUT"


@pytest.mark.parametrize("day", ["9999", "9999-12", "9999-12-31"])
async def test_the_last_of_all_days_is_a_day(asker: Asker, day: str) -> None:
    where = f'{{effectiveTo: {{lt: "{day}"}}}}'
    data = await asker.data(
        f"{{ records(where: {where}) {{ totalCount }} all: records(where: {{effectiveTo: {{stated: true}}}}) {{ totalCount }} }}"
    )
    assert data["records"] == data["all"]


@pytest.mark.parametrize(
    ("of", "field"),
    [
        (
            "party(by: {id: %s}) { ... on Party { page: timeline(first: 1%s) { pageInfo { endCursor } } } }",
            "timeline",
        ),
        (
            'page: diff(of: %s, from: "2010-01-01", to: "2026-05-02", first: 1%s) { pageInfo { endCursor } }',
            "diff",
        ),
    ],
)
async def test_a_cursor_of_one_party_is_of_no_other(asker: Asker, of: str, field: str) -> None:
    one, other = '"demo:S1-F1"', '"demo:S3-H"'
    data = await asker.data(f"{{ {of % (one, '')} }}")
    page = data.get("page") or data["party"]["page"]
    after = f', after: "{page["pageInfo"]["endCursor"]}"'
    await asker.data(f"{{ {of % (one, after)} }}")
    (error,) = await asker.faults(f"{{ {of % (other, after)} }}")
    assert error["extensions"]["argument"] == "after", field
