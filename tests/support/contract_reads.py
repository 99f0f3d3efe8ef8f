"""Store contract: facts, parties, lists, search."""

from functools import partial

import pytest

from xinmai.model.answers import Degree, Namesakes
from xinmai.model.facts import KINDS
from xinmai.model.filters import ANYTHING, Compare, Condition, Op, both
from xinmai.model.ids import PublicId
from xinmai.model.relation import Relation
from xinmai.model.view import Page, View
from xinmai.model.vocabulary import Direction, IdentifierScheme, PartyKind, Property, RelationKind
from xinmai.ports.store import Store
from xinmai.service.relations import at_end, of_kinds

from support.answers import list_of
from support.contract_base import BUDGET, PAGE, TODAY, ContractBase, at, pages, put, today
from support.facts import (
    GOVERNMENT,
    case,
    code,
    contact,
    contact_value,
    day,
    holds,
    name_fact,
    party,
    party_fact,
    person,
    pid,
    relation,
    role,
    source,
)

CODE_POINT_ORDER = ("a:-", "a:1", "a:10", "a:2", "a:A", "a:a", "a:王", "a:（", "a:𠮷")
"""Ids in the order of their code points; UTF-16 would put the last two the other way round."""


async def found(store: Store, view: View, where: Condition) -> list[str]:
    return [p.id for p in (await store.find(view, where, PAGE)).items]


async def hits(store: Store, text: str, kinds: list[PartyKind] | None = None) -> list[tuple[str, str, str]]:
    """Search in the newest view of the contract's day."""
    answer = await store.search(await today(store), text, kinds, PAGE, BUDGET)
    assert answer.total == len(answer.items)
    return [(hit.party.id, hit.matched, hit.how) for hit in answer.items]


async def relations_of(
    store: Store, view: View, node: str, direction: Direction, *kinds: RelationKind
) -> list[str]:
    where = at_end(direction, of_kinds(kinds or None))
    answer = await store.relations(view, [PublicId(node)], where, PAGE)
    return [r.id for r in answer[PublicId(node)].items]


class ReadContract(ContractBase):
    async def test_an_empty_store_answers_nothing(self, store: Store) -> None:
        view = await store.view(TODAY)

        assert (view.as_of, view.revision) == (TODAY, 0)
        assert await store.facts(view, ["a:1"]) == {}
        for kind in KINDS:
            assert await pages(partial(store.listing, view, kind), 3) == ((), 0)
            assert [batch async for batch in store.scan(view, kind)] == []
        assert (await store.histories(view, ["a:1"]))["a:1"] == ()
        assert await hits(store, "王伟") == []
        assert await store.changes(0, 10) == ()
        assert await store.counts() == {}

    async def test_reads_what_was_written_without_the_port(self, store: Store) -> None:
        facts = [person("a:1", "王伟"), person("a:2", "李娜"), source("a:bundle")]
        await self.raw_write(store, facts, at(0))
        view = await today(store)

        assert view.revision == 1
        read = await store.facts(view, ["a:2", "a:bundle", "a:none"])
        assert {key: fact.recorded_from for key, fact in read.items()} == {"a:2": 1, "a:bundle": 1}
        assert [p.name for p in (await store.parties(view, [pid("a:1")])).values()] == ["王伟"]
        assert [f.key for f in (await store.listing(view, "party", PAGE)).items] == ["a:1", "a:2"]
        assert len([f async for batch in store.scan(view, "party") for f in batch]) == 2

    async def test_known_at_is_the_newest_revision_not_after_it(self, store: Store) -> None:
        for minute in (0, 10, 20):
            await put(store, party(f"a:{minute}"), minute=minute)

        for minute, revision in ((-1, 0), (0, 1), (9, 1), (10, 2), (99, 3)):
            assert (await store.view(TODAY, at(minute))).revision == revision
        assert (await store.view(TODAY)).revision == 3
        known = await store.revisions([3, 1, 4, 0])
        assert {n: r.recorded_at for n, r in known.items()} == {1: at(0), 3: at(20)}

    async def test_lists_are_ordered_by_code_points(self, store: Store) -> None:
        await put(store, *(party(id_) for id_ in reversed(CODE_POINT_ORDER)))
        view = await today(store)

        listing = await store.listing(view, "party", PAGE)
        assert tuple(f.key for f in listing.items) == CODE_POINT_ORDER
        assert await found(store, view, ANYTHING) == list(CODE_POINT_ORDER)

    @pytest.mark.parametrize("first", [1, 2, 4, 9, 50])
    async def test_paging_walks_a_list_without_gaps_or_repeats(self, store: Store, first: int) -> None:
        edges = [holds("a:-", id_, "1") for id_ in CODE_POINT_ORDER] + [role("a:-", "a:1")]
        await put(store, *(party(id_, "沪滨") for id_ in CODE_POINT_ORDER), *edges)
        view = await today(store)
        whole = (await store.relations(view, [pid("a:-")], ANYTHING, PAGE))[pid("a:-")]

        walk = partial(pages, first=first)
        relations = list_of(store.relations, view, pid("a:-"))
        assert await walk(relations) == (whole.items, 10)
        listed, total = await walk(partial(store.listing, view, "party"))
        assert (tuple(f.key for f in listed), total) == (CODE_POINT_ORDER, 9)
        parties, total = await walk(partial(store.find, view, ANYTHING))
        assert (tuple(p.key for p in parties), total) == (CODE_POINT_ORDER, 9)
        matches, total = await walk(partial(store.search, view, "沪滨", None, budget=BUDGET))
        assert (tuple(hit.party.id for hit in matches), total) == (CODE_POINT_ORDER, 9)

    async def test_a_page_behind_the_end_is_empty(self, store: Store) -> None:
        await put(store, party("a:1"))
        view = await today(store)
        last = (await store.listing(view, "party", PAGE)).cursors[-1]

        behind = await store.listing(view, "party", Page(first=5, after=last))

        assert (behind.items, behind.total, behind.has_next) == ((), 1, False)

    async def test_parties_come_with_their_dated_facts_in_order(self, store: Store) -> None:
        await put(
            store,
            party("a:1"),
            party_fact("a:1", Property.STATUS, "revoked", valid_from="2018"),
            party_fact("a:1", Property.STATUS, "active"),
            party_fact("a:1", Property.STATUS, "closed", valid_from="2018-01-01"),
            name_fact("a:1", "旧名", valid_to="2015"),
        )
        view = await today(store)

        bare = (await store.facts(view, ["a:1"]))["a:1"]
        whole = (await store.parties(view, [pid("a:1"), pid("a:none")]))[pid("a:1")]

        assert getattr(bare, "facts", None) == ()
        assert [f.value for f in whole.facts] == ["旧名", "active", "closed", "revoked"]
        assert {f.recorded_from for f in whole.facts} == {1}

    async def test_resolves_identifiers_of_now_and_then(self, store: Store) -> None:
        stock = code(IdentifierScheme.STOCK, "600000")
        await put(
            store,
            party("a:2", identifiers=(stock, code(IdentifierScheme.USCC, "913100001322"))),
            party("a:1", identifiers=(stock,)),
            party("a:3"),
            party_fact("a:3", Property.IDENTIFIER, "stock:600000", valid_to="2001"),
        )

        terms = ["stock:600000", "uscc:913100001322", "uscc:600000", "stock:"]
        assert await store.resolve(await today(store), terms) == {
            "stock:600000": ("a:1", "a:2", "a:3"),
            "uscc:913100001322": ("a:2",),
            "uscc:600000": (),
            "stock:": (),
        }

    async def test_names_many_at_once_of_any_day(self, store: Store) -> None:
        await put(
            store,
            party("a:2", "沪滨"),
            person("a:1", "沪 滨"),
            party("a:3", "新名"),
            name_fact("a:3", "沪滨", valid_to="2001"),
            name_fact("a:3", "（沪滨）", valid_from="2030"),
            party("a:4", "沪滨厂"),
        )
        view = await today(store)

        assert await store.named(view, ["沪滨", "新名", "无", "沪滨"], 2) == {
            "沪滨": Namesakes((pid("a:1"), pid("a:2")), 3),
            "新名": Namesakes((pid("a:3"),), 1),
            "无": Namesakes(),
        }
        assert await store.named(view, [], 2) == {}

    async def test_names_at_a_revision_and_within_the_mask(self, store: Store) -> None:
        await put(store, party("a:1", "旧名"), party("a:2", "旧名", visibility=GOVERNMENT))
        await put(
            store,
            party("a:1", "新名"),
            party("a:3", "别名"),
            name_fact("a:3", "旧名", visibility=GOVERNMENT),
            minute=5,
        )
        everyone, insider = await today(store), await today(store, GOVERNMENT)
        then = await store.view(TODAY, at(1))

        assert (await store.named(everyone, ["旧名"], 9))["旧名"] == Namesakes()
        assert (await store.named(insider, ["旧名"], 9))["旧名"].ids == ("a:2", "a:3")
        assert (await store.named(then, ["旧名", "新名"], 9)) == {
            "旧名": Namesakes((pid("a:1"),), 1),
            "新名": Namesakes(),
        }

    async def test_finds_by_all_that_is_stated(self, store: Store) -> None:
        await put(
            store,
            party("a:1", "沪滨（集团）有限公司"),
            party("a:2", "上海沪滨"),
            person("a:3", "沪滨"),
            party_fact("a:1", Property.STATUS, "active", valid_from="2010"),
            party_fact("a:2", Property.STATUS, "active", valid_from="2010", valid_to="2015"),
        )
        view = await today(store)
        active = Compare("status", Op.EQ, "active")
        enterprise, human = (Compare("kind", Op.EQ, str(k)) for k in (PartyKind.ENTERPRISE, PartyKind.PERSON))
        begins = Compare("name", Op.STARTS_WITH, "沪")

        for where, ids in (
            (Compare("id", Op.IN, ("a:3", "a:2", "a:9")), ["a:2", "a:3"]),
            (enterprise, ["a:1", "a:2"]),
            (Compare("id", Op.IN, ()), []),
            (Compare("kind", Op.IN, ()), []),
            (Compare("name", Op.EQ, "沪滨 (集团)有限公司"), ["a:1"]),
            (Compare("name", Op.CONTAINS, "滨"), ["a:1", "a:2", "a:3"]),
            (both(begins, Compare("name", Op.CONTAINS, "公司")), ["a:1"]),
            (both(begins, human), ["a:3"]),
            (active, ["a:1"]),
        ):
            assert await found(store, view, where) == ids, where
        assert await found(store, await store.view(day("2012-01-01")), active) == [
            "a:1",
            "a:2",
        ]

    async def test_finds_names_of_the_day_only(self, store: Store) -> None:
        await put(
            store,
            party("a:1", "新名"),
            name_fact("a:1", "旧名", valid_to="2015"),
            name_fact("a:1", "外名", valid_from="2018"),
        )

        for text, days in (("旧名", ["2014-01-01"]), ("新名", ["2017-01-01"]), ("外名", ["2019-01-01"])):
            for as_of in ("2014-01-01", "2017-01-01", "2019-01-01"):
                where = Compare("name", Op.EQ, text)
                expected = ["a:1"] if as_of in days else []
                assert await found(store, await store.view(day(as_of)), where) == expected

    async def test_search_ranks_identifier_exact_prefix_contains(self, store: Store) -> None:
        await put(
            store,
            party("a:1", "大沪滨"),
            party("a:2", "沪滨股份"),
            party("a:3", "沪 滨"),
            party("a:4", "别名", identifiers=(code(IdentifierScheme.OTHER, "沪滨"),)),
            party("a:5", "无关"),
        )

        assert await hits(store, "沪滨") == [
            ("a:4", "沪滨", "IDENTIFIER"),
            ("a:3", "沪 滨", "EXACT"),
            ("a:2", "沪滨股份", "PREFIX"),
            ("a:1", "大沪滨", "CONTAINS"),
        ]

    async def test_search_finds_short_names_and_parts(self, store: Store) -> None:
        await put(
            store, person("a:1", "王伟"), person("a:2", "王伟东"), person("a:3", "小王"), person("a:4", "𠮷")
        )

        assert await hits(store, "王伟") == [("a:1", "王伟", "EXACT"), ("a:2", "王伟东", "PREFIX")]
        assert [id_ for id_, _, _ in await hits(store, "王")] == ["a:1", "a:2", "a:3"]
        assert await hits(store, "东") == [("a:2", "王伟东", "CONTAINS")]
        assert await hits(store, "𠮷") == [("a:4", "𠮷", "EXACT")]
        assert await hits(store, "王东") == []

    async def test_search_ignores_width_case_space_and_brackets(self, store: Store) -> None:
        await put(store, party("a:1", "沪滨（集团）有限公司"), party("a:2", "ＡＢＣ Ltd."))

        for text in ("沪滨(集团)有限公司", "沪滨集团有限公司", "沪滨 （集团） 有限公司"):
            assert await hits(store, text) == [("a:1", "沪滨（集团）有限公司", "EXACT")]
        assert await hits(store, "abc ltd") == [("a:2", "ＡＢＣ Ltd.", "EXACT")]
        assert await hits(store, "（ ）") == []

    async def test_search_finds_former_names_and_identifiers_once(self, store: Store) -> None:
        await put(
            store,
            party("a:1", "新沪滨", identifiers=(code(IdentifierScheme.USCC, "91310000132200821H"),)),
            name_fact("a:1", "沪滨", valid_to="2001"),
            name_fact("a:1", "沪滨厂", valid_to="1999"),
            party_fact("a:1", Property.IDENTIFIER, "reg_no:X12", valid_to="2001"),
        )

        assert await hits(store, "沪滨") == [("a:1", "沪滨", "EXACT")]
        assert await hits(store, "91310000132200821h") == [("a:1", "91310000132200821H", "IDENTIFIER")]
        assert await hits(store, " x12 ") == [("a:1", "X12", "IDENTIFIER")]
        assert await hits(store, "9131000013220082") == []

    async def test_search_names_the_first_of_equal_matches(self, store: Store) -> None:
        await put(store, party("a:1", "沪滨二厂"), name_fact("a:1", "沪滨一厂"))

        assert await hits(store, "沪滨") == [("a:1", "沪滨一厂", "PREFIX")]

    async def test_search_takes_kinds(self, store: Store) -> None:
        await put(store, person("a:1", "沪滨"), party("a:2", "沪滨"))

        assert [id_ for id_, _, _ in await hits(store, "沪滨", [PartyKind.PERSON])] == ["a:1"]
        assert await hits(store, "沪滨", []) == []

    async def test_relations_by_direction_and_kind(self, store: Store) -> None:
        await put(
            store,
            party("a:1"),
            party("a:2"),
            contact_value("phone:1"),
            holds("a:1", "a:2", "50"),
            holds("a:2", "a:1", "50"),
            holds("a:1", "a:1", "1", public_id="a:self"),
            role("a:2", "a:1"),
            contact("a:1", "phone:1"),
        )
        view = await today(store)
        out, into = Direction.OUT, Direction.IN

        assert await relations_of(store, view, "a:1", out) == ["a:contact/1/1", "a:holds/1/2", "a:self"]
        assert await relations_of(store, view, "a:1", into) == [
            "a:holds/2/1",
            "a:self",
            "a:legal_representative/2/1",
        ]
        assert len(await relations_of(store, view, "a:1", Direction.BOTH)) == 5
        assert await relations_of(store, view, "a:1", out, RelationKind.CONTACT) == ["a:contact/1/1"]
        assert await relations_of(store, view, "phone:1", into, RelationKind.CONTACT) == ["a:contact/1/1"]
        none = (await store.relations(view, [pid("a:1")], Compare("kind", Op.IN, ()), PAGE))[pid("a:1")]
        assert (none.items, none.total) == ((), 0)

    async def test_degrees_count_all_kinds_and_no_nothing(self, store: Store) -> None:
        await put(
            store,
            party("a:1"),
            party("a:2"),
            contact_value("phone:1"),
            holds("a:1", "a:2", "50"),
            holds("a:1", "a:1", "1", public_id="a:self"),
            contact("a:2", "phone:1"),
        )

        ids = [pid("a:1"), pid("a:2"), pid("a:none"), pid("phone:1")]
        assert await store.degrees(await today(store), ids) == {
            "a:1": (
                Degree(RelationKind.HOLDS, Direction.IN, 1),
                Degree(RelationKind.HOLDS, Direction.OUT, 2),
            ),
            "a:2": (
                Degree(RelationKind.CONTACT, Direction.OUT, 1),
                Degree(RelationKind.HOLDS, Direction.IN, 1),
            ),
            "phone:1": (Degree(RelationKind.CONTACT, Direction.IN, 1),),
        }

    async def test_the_kinds_of_relation_that_there_are(self, store: Store) -> None:
        await put(
            store,
            party("a:1"),
            party("a:2"),
            party("a:hidden", visibility=GOVERNMENT),
            holds("a:1", "a:2", "50", valid_from="2020-01-01"),
            relation(RelationKind.GUARANTEES, "a:1", "a:2", visibility=GOVERNMENT),
            relation(RelationKind.SUPPLIES, "a:1", "a:hidden"),
            relation(RelationKind.LENDS, "a:1", "a:2", valid_to="2020-01-01"),
        )
        every, view = tuple(RelationKind), await today(store)

        assert await store.relation_kinds(view, every, BUDGET) == {RelationKind.HOLDS}
        assert await store.relation_kinds(view, [RelationKind.LENDS], BUDGET) == frozenset()
        assert await store.relation_kinds(view, (), BUDGET) == frozenset()
        past = view.on_every_day()
        assert await store.relation_kinds(past, every, BUDGET) == {RelationKind.HOLDS, RelationKind.LENDS}
        official = await store.view(view.as_of, sees=GOVERNMENT)
        assert RelationKind.GUARANTEES in await store.relation_kinds(official, every, BUDGET)

    @pytest.mark.parametrize(
        ("dates", "holds_on", "not_on"),
        [
            ({}, ["1900-01-01", "2020-01-01"], []),
            ({"valid_from": "2014-04"}, ["2014-04-01", "2014-04-30"], ["2014-03-31"]),
            ({"valid_to": "2014"}, ["2013-12-31", "2014-12-30"], ["2014-12-31", "2015-01-01"]),
            (
                {"valid_from": "2014-04-28", "valid_to": "2014-04-29"},
                ["2014-04-28"],
                ["2014-04-27", "2014-04-29"],
            ),
            ({"ended": True}, [], ["1900-01-01", "2020-01-01"]),
            ({"ended": True, "over_by": "2020-05-01"}, ["2020-04-30"], ["2020-05-01"]),
            ({"ended": True, "valid_to": "2014-04-28"}, ["2014-04-27"], ["2014-04-28"]),
        ],
    )
    async def test_relations_that_cannot_hold_on_the_day_are_not_seen(
        self, store: Store, dates: dict[str, str], holds_on: list[str], not_on: list[str]
    ) -> None:
        edge = holds("a:1", "a:2", "50", public_id="a:r", **dates)
        await put(store, party("a:1"), party("a:2"), edge)

        for text in holds_on + not_on:
            view = await store.view(day(text))
            expected = ["a:r"] if text in holds_on else []
            assert await relations_of(store, view, "a:1", Direction.OUT) == expected, text
            assert list(await store.facts(view, ["a:r"])) == ["a:r"]
            assert (await store.listing(view, "relation", PAGE)).total == 1
            assert bool((await store.degrees(view, [pid("a:1")]))[pid("a:1")]) == bool(expected)
            assert await relations_of(store, view.on_every_day(), "a:1", Direction.OUT) == ["a:r"]
            assert [f.key for f in (await store.histories(view, ["a:r"]))["a:r"]] == ["a:r"]

    async def test_shares_stay_exact(self, store: Store) -> None:
        edges = [
            holds("a:1", "a:2", text, public_id=f"a:{text}") for text in ("50", "50.0000001", "33.3333333")
        ]
        await put(store, party("a:1"), party("a:2"), *edges)

        read = await store.facts(await today(store), [edge.id for edge in edges])

        shares = {key: fact.share for key, fact in read.items() if isinstance(fact, Relation)}
        assert shares == {"a:50": 500_000_000, "a:50.0000001": 500_000_001, "a:33.3333333": 333_333_333}

    async def test_a_relation_may_end_at_a_case(self, store: Store) -> None:
        bid = relation(RelationKind.BIDS_IN, "a:1", "a:c")
        await put(store, party("a:1"), case("a:c"), bid)

        assert await relations_of(store, await today(store), "a:c", Direction.IN) == [bid.id]
