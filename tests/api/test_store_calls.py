"""A list of any length costs the store a fixed number of calls."""

import pytest

from support.asking import Asker
from support.long_lists import FILES, FOUND, NESTED, PAGES

RELATIONS = """
query($first: Int, $id: ID!) {
  party(by: {id: $id}, asOf: "2025-06-01") {
    ... on Party {
      relations(first: $first) {
        edges {
          node {
            from { id name relationCounts { count } }
            to { ... on Party { name sources { source { title } recordedAt } } }
            sources { source { id } recordedAt }
          }
        }
        completeness { sources { source { id } } }
      }
    }
  }
}
"""
RECORDS = """
query($first: Int) {
  party(by: {id: "demo:file-F1"}, asOf: "2025-06-01") {
    ... on Party {
      records(first: $first) {
        edges {
          node {
            agency { name }
            parties { party { name } partyScope { name } }
            events { agency { name } }
            links { from { title } to { title } }
            sources { source { id } recordedAt }
          }
        }
      }
    }
  }
}
"""
TASKS = """
query($first: Int) {
  tasks(first: $first) { edges { node { systems { operator { name } } responsible { agency { name } } } } }
}
"""
NEIGHBOURHOOD = """
query($depth: Int) {
  neighbourhood(of: ["demo:S3-X"], depth: $depth, asOf: "2025-06-01") {
    nodes { name relationCounts { count } sources { source { id } } }
    edges { from { name } to { ... on Party { name } } sources { source { id } recordedAt } }
    records { title agency { name } }
  }
}
"""


FILE = """
query($first: Int) {
  party(by: {id: "demo:nominee"}, asOf: "2025-06-01") {
    ... on Party {
      creditFile {
        sections {
          entries(first: $first) {
            edges {
              node {
                statement { name }
                relation { to { ... on Party { name } } }
                record { agency { name } }
                sources { source { title } recordedAt }
              }
            }
          }
          gaps { because }
        }
        completeness { sources { source { id } } }
      }
    }
  }
}
"""
TIMELINE = """
query($first: Int) {
  party(by: {id: "demo:nominee"}, asOf: "2025-06-01") {
    ... on Party {
      timeline(first: $first) {
        edges { node { item { thing { ... on Relation { to { ... on Party { name } } } } sources { recordedAt } } } }
        undated(first: $first) { edges { node { thing { id } sources { source { title } } } } }
      }
    }
  }
}
"""
DIFF = """
query($first: Int) {
  diff(of: "demo:nominee", from: "2000-01-01", to: "2025-06-01", first: $first) {
    edges {
      node {
        ... on RelationChange { relation { from { name } to { ... on Party { name } } } }
        sources { source { title } recordedAt }
      }
    }
  }
}
"""
REGISTERS = """
query($first: Int) {
  items(first: $first) {
    edges { node { owedBy { name } notSuppliedBy { name } coverage { agency { name } } tasks { no systems { name } } } }
  }
}
"""
MAP = """
query($first: Int) {
  regulations(first: $first) {
    edges { node { mentions { task { no systems { name tasks(first: 1) { totalCount } }
      responsible { agency { ... on Agency { systems(first: 1) { totalCount } tasks(first: 1) { totalCount } } } } } } } }
  }
}
"""


async def cost(asker: Asker, text: str, **variables: object) -> dict[str, int]:
    asker.counting.calls.clear()
    await asker.data(text, variables)
    return dict(asker.counting.calls)


@pytest.mark.parametrize(
    ("text", "small", "large"),
    [
        (RELATIONS, {"id": "demo:nominee", "first": 2}, {"id": "demo:nominee", "first": 80}),
        (RECORDS, {"first": 2}, {"first": 50}),
        (NEIGHBOURHOOD, {"depth": 1}, {"depth": 3}),
        (FILE, {"first": 2}, {"first": 80}),
        (TIMELINE, {"first": 2}, {"first": 80}),
        (DIFF, {"first": 2}, {"first": 80}),
        (
            "query($first: Int) { agencies(first: $first) { edges { node { tasks(first: 1) { totalCount } } } } }",
            {"first": 2},
            {"first": 50},
        ),
        (
            TASKS,
            {"first": 20},
            {"first": 85},
        ),
        (
            "query($first: Int) { coverage { agency { name } itemName } parties(first: $first) { totalCount } }",
            {"first": 1},
            {"first": 2},
        ),
        (REGISTERS, {"first": 2}, {"first": 60}),
        (MAP, {"first": 20}, {"first": 60}),
    ],
    ids=[
        "relations",
        "records",
        "neighbourhood",
        "credit file",
        "timeline",
        "diff",
        "agencies",
        "tasks",
        "coverage",
        "items",
        "regulations",
    ],
)
async def test_longer_list_costs_no_more_calls(
    asker: Asker, text: str, small: dict[str, object], large: dict[str, object]
) -> None:
    assert await cost(asker, text, **small) == await cost(asker, text, **large)


@pytest.mark.parametrize("first", [5, 30, 80])
@pytest.mark.parametrize(
    ("text", "greatest"),
    [
        (
            FILES,
            {
                "view": 1,
                "find": 1,
                "parties": 6,  # those of the files and of the timelines, refused rows, who owes something, deliveries' names
                "relations": 2,
                "records": 2,
                "coverage": 1,
                "rejects": 1,
                "listing": 1,
                "facts": 3,
                "revisions": 2,
            },
        ),
        (PAGES, {"view": 1, "find": 1, "relations": 1, "records": 1, "facts": 2}),
        (
            FOUND,
            {
                "view": 1,
                "find_records": 1,
                "search": 1,
                "aggregate": 1,
                "parties": 3,  # whom records name, who was found, who decided
                "degrees": 1,
                "facts": 1,
            },
        ),
    ],
    ids=["credit files", "pages of a list", "records, search, groups"],
)
async def test_calls_of_lists_that_are_read_side_by_side(
    asker: Asker, text: str, greatest: dict[str, int], first: int
) -> None:
    """Which of two fields comes first decides whether they share a batch: never more than one for each field."""
    calls = await cost(asker, text, first=first)
    assert {name for name in calls if calls[name] > greatest.get(name, 0)} == set(), calls


async def test_calls_of_a_page_of_relations(asker: Asker) -> None:
    assert await cost(asker, RELATIONS, id="demo:nominee", first=80) == {
        "view": 1,
        "parties": 2,  # the one asked for, then all ends at once
        "relations": 1,
        "degrees": 1,
        "facts": 1,  # sources of relations, parties and the page together
        "revisions": 2,
    }


@pytest.mark.parametrize("first", [5, 30, 100])
async def test_calls_of_a_page_with_three_nested_edges(asker: Asker, first: int) -> None:
    """Who is known already is asked for his posts a moment earlier than who has to be read: two batches, never more."""
    calls = await cost(asker, NESTED, first=first)
    greatest = {
        "view": 1,
        "find": 1,
        "relations": 4,  # holders, representatives, twice their posts
        "records": 1,
        "parties": 3,  # who holds, who represents, the agencies
        "degrees": 1,
        "aggregate_relations": 1,
    }
    assert calls.keys() == greatest.keys()
    assert all(number <= greatest[name] for name, number in calls.items()), calls


async def test_calls_of_a_credit_file(asker: Asker) -> None:
    assert (
        await cost(asker, FILE, first=80)
        == {
            "view": 1,
            "parties": 5,  # the one asked for, the file's, whose rows were refused, who owes something, all ends and agencies at once
            "relations": 1,
            "records": 1,
            "coverage": 1,
            "rejects": 1,
            "facts": 1,  # sources of entries and of the file together
            "revisions": 1,
        }
    )


async def test_neighbourhood_reads_no_node_twice(asker: Asker) -> None:
    calls = await cost(asker, NEIGHBOURHOOD, depth=3)
    assert calls["expand"] == 1
    assert calls.get("parties", 0) <= 1  # the agencies of the records


async def test_one_view_serves_all_fields(asker: Asker) -> None:
    text = """{ a: parties(first: 1) { totalCount } b: parties(first: 1, asOf: "2020-01-01") { totalCount }
                c: tasks(first: 1) { totalCount } }"""
    assert (await cost(asker, text))["view"] == 1


async def test_records_are_read_only_where_they_are_asked_for(asker: Asker) -> None:
    plain = '{ neighbourhood(of: ["demo:S1-F1"]) { nodes { id } } }'
    within = '{ neighbourhood(of: ["demo:S1-F1"]) { ... on Subgraph { ...R } } } fragment R on Subgraph { records { id } }'
    assert "records_of" not in await cost(asker, plain)
    assert (await cost(asker, within))["records_of"] == 1
