"""Every field is seen through the view of the field above, unless it is given its own."""

from datetime import UTC, datetime

import pytest

from xinmai.model.vocabulary import Property

from support import facts
from support.asking import Asker
from support.model_store import ModelStore

FIRST = datetime(2026, 1, 1, tzinfo=UTC)
SECOND = datetime(2026, 2, 1, tzinfo=UTC)


@pytest.fixture
async def told_twice() -> Asker:
    """Two revisions: in the second one somebody is found to have taken over."""
    store = ModelStore()
    base = [
        facts.source("a:bundle"),
        facts.party("a:F", "新名", founded_on="2020"),
        facts.name_fact("a:F", "旧名", valid_from="2020-01-01", valid_to="2022-01-01"),
        facts.name_fact("a:F", "新名", valid_from="2022-01-01"),
        facts.party_fact("a:F", Property.STATUS, "active", valid_from="2020-01-01", valid_to="2025-01-01"),
        facts.party_fact("a:F", Property.STATUS, "revoked", valid_from="2025-01-01"),
        facts.party_fact("a:F", Property.CATEGORY, "nominee", valid_from="2024-01-01"),
        facts.person("a:P", "甲"),
        facts.role("a:P", "a:F", valid_from="2020-01-01", valid_to="2024-01-01"),
    ]
    later = [facts.person("a:Q", "乙"), facts.role("a:Q", "a:F", valid_from="2024-01-01")]
    await store.apply(base, key="1", at=FIRST)
    await store.apply(later, key="2", at=SECOND)
    return Asker(store)


PARTY = """
query($asOf: Date, $knownAt: DateTime, $inner: Date) {
  party(by: {id: "a:F"}, asOf: $asOf, knownAt: $knownAt) {
    ... on Party {
      name
      status
      flags
      foundedOn
      legalRepresentatives { edges { node { from { name } } } completeness { asOf revision } }
      then: legalRepresentatives(asOf: $inner) { edges { node { from { name } } } completeness { asOf revision } }
    }
  }
}
"""


async def test_default_is_today_and_the_newest_revision(told_twice: Asker) -> None:
    party = (await told_twice.data(PARTY))["party"]
    assert (party["name"], party["status"], party["flags"]) == ("新名", "revoked", ["NOMINEE"])
    assert party["foundedOn"] == "2020"
    assert party["legalRepresentatives"] == {
        "edges": [{"node": {"from": {"name": "乙"}}}],
        "completeness": {"asOf": "2026-05-02", "revision": "2"},
    }


async def test_field_inherits_the_day_above(told_twice: Asker) -> None:
    party = (await told_twice.data(PARTY, {"asOf": "2021-06-01"}))["party"]
    assert (party["name"], party["status"], party["flags"]) == ("旧名", "active", [])
    assert party["legalRepresentatives"]["edges"] == [{"node": {"from": {"name": "甲"}}}]
    assert party["legalRepresentatives"]["completeness"]["asOf"] == "2021-06-01"


async def test_field_takes_a_day_of_its_own(told_twice: Asker) -> None:
    party = (await told_twice.data(PARTY, {"asOf": "2021-06-01", "inner": "2026-01-01"}))["party"]
    assert party["then"]["edges"] == [{"node": {"from": {"name": "乙"}}}]
    assert party["then"]["completeness"] == {"asOf": "2026-01-01", "revision": "2"}


async def test_earlier_knowledge_lacks_what_came_later(told_twice: Asker) -> None:
    party = (await told_twice.data(PARTY, {"knownAt": "2026-01-15T08:00:00+08:00"}))["party"]
    assert party["legalRepresentatives"] == {
        "edges": [],
        "completeness": {"asOf": "2026-05-02", "revision": "1"},
    }
    assert party["then"]["completeness"]["revision"] == "1"


async def test_before_all_knowledge_there_is_nothing(told_twice: Asker) -> None:
    text = 'query { party(by: {id: "a:F"}, knownAt: "2025-01-01T00:00:00Z") { __typename } }'
    assert await told_twice.data(text) == {"party": {"__typename": "NotFound"}}


async def test_status_takes_a_day_of_its_own(told_twice: Asker) -> None:
    text = '{ node(id: "a:F") { ... on Party { status(asOf: "2020-05-01") } } }'
    assert await told_twice.data(text) == {"node": {"status": "active"}}


async def test_relation_that_is_over_can_still_be_cited(told_twice: Asker) -> None:
    text = (
        '{ node(id: "a:legal_representative/P/F") { __typename ... on Relation { validTo from { name } } } }'
    )
    node = (await told_twice.data(text))["node"]
    assert node == {"__typename": "Relation", "validTo": "2024-01-01", "from": {"name": "甲"}}


async def test_null_means_the_default(told_twice: Asker) -> None:
    text = """{ parties(first: null, after: null, where: null, asOf: null, knownAt: null) { totalCount }
               party(by: {id: "a:F"}) { ... on Party {
                 relations(kinds: null, direction: null, first: null) { totalCount } } } }"""
    assert await told_twice.data(text) == {
        "parties": {"totalCount": 3},
        "party": {"relations": {"totalCount": 1}},
    }


async def test_hidden_facts_are_not_there() -> None:
    store = ModelStore()
    await store.apply(
        [
            facts.source("a:bundle"),
            facts.party("a:F", "公司"),
            facts.person("a:P", "甲", visibility=facts.GOVERNMENT),
            facts.role("a:P", "a:F"),
            facts.record("a:R", visibility=facts.CONSENT),
            facts.record_party("a:R", "a:F"),
        ],
        key="1",
        at=FIRST,
    )
    text = """{ party(by: {id: "a:F"}) { ... on Party { relations { totalCount } records { totalCount } relationCounts { count } } }
               hidden: party(by: {id: "a:P"}) { ... on NotFound { message } } absent: party(by: {id: "a:X"}) { ... on NotFound { message } }
               node(id: "a:R") { id } search(text: "甲") { totalCount } }"""
    data = await Asker(store).data(text)
    assert data["party"] == {
        "relations": {"totalCount": 0},
        "records": {"totalCount": 0},
        "relationCounts": [],
    }
    assert data["hidden"]["message"].replace("a:P", "") == data["absent"]["message"].replace("a:X", "")
    assert (data["node"], data["search"]["totalCount"]) == (None, 0)
