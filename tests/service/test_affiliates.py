"""Affiliates of a group beside control: each ground for itself, classes apart, nobody by a name or by the state alone."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from fractions import Fraction

import msgspec
import pytest

from xinmai.model.affiliates import Affiliate, Affiliates, Affiliation, Likelihood
from xinmai.model.fact import Fact
from xinmai.model.group import ShareBounds
from xinmai.model.ids import PublicId
from xinmai.model.ownership_options import CONTROL, OwnershipOptions
from xinmai.model.view import Budget
from xinmai.model.vocabulary import Certainty, CompletenessState, PartyKind, Property, RelationKind
from xinmai.ports.store import Store
from xinmai.service.affiliates import affiliates
from xinmai.service.group import group
from xinmai.service.ownership_choices import control_options

from support import facts as build
from support.asking import CATALOGUE
from support.drawn import holdings
from support.model_store import ModelStore

NOW = datetime(2026, 6, 1, tzinfo=UTC)
DECLARED = control_options(CATALOGUE)
DIRECTOR, KIN = RelationKind.DIRECTOR, RelationKind.KIN


async def store_of(*facts: Fact | Iterable[Fact]) -> ModelStore:
    """Return a store of some facts; ends that nobody states are enterprises, or persons if their names begin with a small p."""
    given = [fact for one in facts for fact in ([one] if isinstance(one, Fact) else one)]
    stated = {fact.key for fact in given}
    ends = {end for f in given for end in (getattr(f, "from_id", None), getattr(f, "to_id", None)) if end}
    missing = sorted(end for end in ends - stated if end.startswith("t:"))
    made = [(build.person if end.startswith("t:p") else build.party)(end) for end in missing]
    values = sorted(end for end in ends if end.startswith(("phone:", "address:")))
    store = ModelStore()
    every = [build.source("t:bundle"), *made, *map(build.contact_value, values), *given]
    assert (await store.apply(every, key="drawn", at=NOW)).refused == ()
    return store


async def ask(
    store: Store,
    of: str = "t:A",
    *,
    suspected: bool = False,
    budget: Budget | None = None,
    options: OwnershipOptions = DECLARED,
) -> Affiliates:
    view = await store.view(build.day("2025-06-01"))
    own = budget or Budget()
    found = await group(store, view, PublicId(of), Budget(), options)
    words, hubs = CATALOGUE.affiliation, CATALOGUE.hubs
    return await affiliates(store, view, found, words, hubs, own, suspected=suspected)


def told(found: Sequence[Affiliate] | None) -> list[str]:
    """Return each affiliate with its grounds: their words, how sure they are, over whom."""
    return [
        " ".join((build.local(one.party), *(f"{own.ground}/{own.bound}/{_over(own)}" for own in one.grounds)))
        for one in found or ()
    ]


def _over(own: Affiliation) -> str:
    return "-".join(build.local(node) for node in own.path.nodes)


async def test_whom_a_director_controls_at_any_depth_is_an_affiliate_by_law() -> None:
    store = await store_of(
        build.role("t:p", "t:A", DIRECTOR), holdings("p 60 B", "B 51 C", "C 50 D", "p 50 E")
    )
    found = await ask(store)

    assert told(found.legal) == [
        "B KEY_PERSON_CONTROLS/CERTAIN/A-p-B",
        "C KEY_PERSON_CONTROLS/CERTAIN/A-p-B-C",
    ]
    assert (found.factual, found.suspected, found.completeness.state) == (
        (),
        None,
        CompletenessState.COMPLETE,
    )


@pytest.mark.parametrize(
    ("office", "expected"),
    [
        (RelationKind.SUPERVISOR, ["B"]),
        (RelationKind.SENIOR_MANAGER, ["B"]),
        (RelationKind.EMPLOYEE, []),
        (RelationKind.PRACTITIONER, []),
    ],
)
async def test_posts_that_the_law_names(office: RelationKind, expected: list[str]) -> None:
    found = await ask(await store_of(build.role("t:p", "t:A", office), holdings("p 60 B")))
    assert [build.local(one.party) for one in found.legal] == expected


async def test_posts_of_sister_companies_count_and_members_are_no_affiliates() -> None:
    store = await store_of(holdings("H 60 A", "H 60 S", "p 60 B"), build.role("t:p", "t:S", DIRECTOR))
    assert told((await ask(store)).legal) == ["B KEY_PERSON_CONTROLS/CERTAIN/S-p-B"]


async def test_a_post_that_is_over_or_not_begun_ties_nobody() -> None:
    store = await store_of(
        build.role("t:p", "t:A", DIRECTOR, valid_to="2025-06-01"),
        build.role("t:pp", "t:A", DIRECTOR, valid_from="2025-06-02"),
        build.role("t:ppp", "t:A", DIRECTOR, valid_from="2025"),
        holdings("p 60 B", "pp 60 C", "ppp 60 D"),
    )
    assert told((await ask(store)).legal) == ["D KEY_PERSON_CONTROLS/POSSIBLE/A-ppp-D"]


async def test_an_unknown_share_leaves_it_possible() -> None:
    store = await store_of(build.role("t:p", "t:A", DIRECTOR), holdings("p ? B", "q 30 B"))
    assert told((await ask(store)).legal) == ["B KEY_PERSON_CONTROLS/POSSIBLE/A-p-B"]


async def test_a_name_alone_makes_it_possible_only() -> None:
    namesake = build.person("t:p", identity=Certainty.NAME_ONLY)
    posts = [build.role("t:p", "t:A", DIRECTOR), build.role("t:p", "t:F", DIRECTOR)]
    found = await ask(await store_of(namesake, posts, holdings("p 60 B")))

    assert told(found.legal) == ["B KEY_PERSON_CONTROLS/POSSIBLE/A-p-B"]
    assert told(found.factual) == ["F SHARED_KEY_PERSON/POSSIBLE/A-p-F"]
    assert found.legal[0].grounds[0].path.certainty is Certainty.NAME_ONLY


async def test_those_who_control_together_and_what_each_controls_alone() -> None:
    pact = build.party("t:K", kind=PartyKind.COALITION)
    members = [
        build.relation(RelationKind.MEMBER_OF, f"t:{p}", "t:K", valid_from="2020") for p in ("p", "pp")
    ]
    store = await store_of(pact, members, holdings("p 30 A", "pp 30 A", "p 60 B"))
    found = await ask(store)

    assert told(found.legal) == ["B JOINT_CONTROLLER_CONTROLS/CERTAIN/K-p-B"]


async def test_a_joint_venture_is_affiliated_with_what_its_two_parents_control() -> None:
    found = await ask(await store_of(holdings("P 50 A", "Q 50 A", "P 60 B")))

    assert told(found.legal) == ["B JOINT_CONTROLLER_CONTROLS/CERTAIN/A-P-B"]
    assert told(found.factual) == [
        "P SIGNIFICANT_HOLDING/CERTAIN/A-P",
        "Q SIGNIFICANT_HOLDING/CERTAIN/A-Q",
    ]


async def test_an_investor_counts_from_a_fifth_on() -> None:
    found = await ask(await store_of(holdings("p 20 A", "pp 19.9999999 A", "p 60 B", "pp 60 C")))
    assert told(found.factual) == ["B INVESTOR_CONTROLS/CERTAIN/A-p-B"]


async def test_kin_of_key_persons_and_of_the_head() -> None:
    store = await store_of(
        build.role("t:p1", "t:A", DIRECTOR),
        build.relation(KIN, "t:p2", "t:p1", code="spouse"),
        build.relation(KIN, "t:p0", "t:p3", code="parent"),
        holdings("p0 60 A", "p2 60 B", "p3 60 C"),
    )
    assert told((await ask(store)).factual) == [
        "B KIN_CONTROLS/CERTAIN/A-p1-p2-B",
        "C KIN_CONTROLS/CERTAIN/p0-p3-C",
    ]


async def test_a_person_in_posts_of_both_with_the_number_of_organisations() -> None:
    posts = [build.role("t:p", f"t:{company}", DIRECTOR) for company in "ABC"]
    found = await ask(await store_of(posts, build.role("t:p", "t:B")))

    assert told(found.factual) == [
        "B SHARED_KEY_PERSON/CERTAIN/A-p-B",
        "C SHARED_KEY_PERSON/CERTAIN/A-p-C",
    ]
    (own,) = found.factual[0].grounds
    assert (own.shared_by, [len(hop.others) for hop in own.path.hops]) == (3, [0, 1])


async def test_a_significant_holding_of_the_group_together_and_in_the_group() -> None:
    store = await store_of(holdings("A 60 T", "A 12 B", "T 8 B", "A 19 C", "D 20 T", "A ? E"))
    found = await ask(store)

    assert told(found.factual) == [
        "B SIGNIFICANT_HOLDING/CERTAIN/A-B",
        "D SIGNIFICANT_HOLDING/CERTAIN/T-D",
        "E SIGNIFICANT_HOLDING/POSSIBLE/A-E",
    ]
    assert found.factual[0].grounds[0].share == ShareBounds(Fraction(1, 5), Fraction(1, 5))


async def test_guarantees_and_loans_in_both_directions() -> None:
    store = await store_of(
        build.relation(RelationKind.GUARANTEES, "t:A", "t:B"),
        build.relation(RelationKind.LENDS, "t:C", "t:A"),
        build.relation(RelationKind.GUARANTEES, "t:p", "t:A"),
    )
    assert told((await ask(store)).factual) == [
        "B GUARANTEE_OR_LOAN/CERTAIN/A-B",
        "C GUARANTEE_OR_LOAN/CERTAIN/A-C",
    ]


def state(public_id: str) -> list[Fact]:
    body = build.agency(public_id)
    return [body, build.party_fact(public_id, Property.CATEGORY, "state_body", valid_from="2000")]


async def test_common_state_control_makes_no_affiliates_but_a_shared_director_does() -> None:
    store = await store_of(
        state("t:S"),
        holdings("S 60 A", "S 60 B", "S 30 C", "S 100 D"),
        build.role("t:p", "t:A", DIRECTOR),
        build.role("t:p", "t:B", DIRECTOR),
    )
    found = await ask(store)

    assert found.legal == ()
    assert told(found.factual) == ["B SHARED_KEY_PERSON/CERTAIN/A-p-B"]


async def test_a_nominee_is_no_affiliate() -> None:
    nominee = build.party_fact("t:N", Property.CATEGORY, "nominee", valid_from="2000")
    store = await store_of(build.party("t:N"), nominee, holdings("N 40 A", "N 40 B"))
    found = await ask(store)
    assert (found.legal, found.factual) == ((), ())


def sharing(value: str, *companies: str) -> list[Fact]:
    return [build.contact(f"t:{company}", value) for company in companies]


async def test_suspicions_only_where_they_are_asked_for() -> None:
    store = await store_of(sharing("phone:1", "A", "B"))

    assert (await ask(store)).suspected is None
    (own,) = (await ask(store, suspected=True)).suspected or ()
    assert told([own]) == ["B SHARED_PHONE/POSSIBLE/A-1-B"]


@pytest.mark.parametrize(
    ("others", "strength", "likelihood"),
    [
        (1, Fraction(3, 5), Likelihood.STRONG),
        (2, Fraction(3, 10), Likelihood.MEDIUM),
        (6, Fraction(1, 10), Likelihood.MEDIUM),
        (7, Fraction(3, 35), Likelihood.WEAK),
        (19, Fraction(3, 95), Likelihood.WEAK),
    ],
)
async def test_strength_by_the_number_of_others(
    others: int, strength: Fraction, likelihood: Likelihood
) -> None:
    store = await store_of(sharing("phone:1", "A", *(f"B{n}" for n in range(others))))
    found = (await ask(store, suspected=True)).suspected or ()

    assert len(found) == others
    assert {(one.likelihood, one.grounds[0].strength, one.grounds[0].shared_by) for one in found} == {
        (likelihood, strength, others + 1)
    }


@pytest.mark.parametrize(("value", "most"), [("phone:1", 20), ("address:一号", 10)])
async def test_what_too_many_share_is_named_and_relates_nobody(value: str, most: int) -> None:
    store = await store_of(sharing(value, "A", *(f"B{n}" for n in range(most))))
    found = await ask(store, suspected=True)

    assert found.suspected == ()
    assert [(over.node, over.reason) for over in found.passed_over] == [(value, "SHARED_CONTACT")]
    assert found.completeness.state is CompletenessState.COMPLETE


async def test_two_different_grounds_raise_a_suspicion_by_one_class_and_two_of_one_kind_do_not() -> None:
    three = [sharing(value, "A", "B", "C") for value in ("phone:1", "phone:2")]
    address = sharing("address:一号", "A", "C", "D", "E")
    found = (await ask(await store_of(*three, address), suspected=True)).suspected or ()

    assert [(build.local(one.party), one.likelihood) for one in found] == [
        ("B", Likelihood.MEDIUM),
        ("C", Likelihood.STRONG),
        ("D", Likelihood.MEDIUM),
        ("E", Likelihood.MEDIUM),
    ]


async def test_suspicion_is_never_followed_further_and_never_counted_into_another_class() -> None:
    store = await store_of(
        sharing("phone:1", "A", "B"),
        sharing("phone:2", "B", "C"),
        build.role("t:p", "t:B", DIRECTOR),
        holdings("p 60 D", "B 60 E"),
    )
    found = await ask(store, suspected=True)
    assert (told(found.suspected), found.legal, found.factual) == (["B SHARED_PHONE/POSSIBLE/A-1-B"], (), ())


async def test_an_agent_counts_and_a_registration_agent_does_not() -> None:
    agents = [build.relation(RelationKind.AGENT_FOR, f"t:{g}", f"t:{of}") for g in "GR" for of in "AB"]
    category = build.party_fact("t:R", Property.CATEGORY, "registration_agent", valid_from="2000")
    found = await ask(await store_of(build.party("t:R"), category, agents), suspected=True)

    assert told(found.suspected) == ["B SHARED_AGENT/POSSIBLE/A-G-B"]
    assert [(over.node, over.reason) for over in found.passed_over] == [("t:R", "REGISTRATION_AGENT")]


async def test_every_fact_of_a_path_comes_along() -> None:
    store = await store_of(
        build.role("t:p", "t:A", DIRECTOR), holdings("p 60 B"), sharing("phone:1", "A", "C")
    )
    found = await ask(store, suspected=True)
    every = (*found.legal, *found.factual, *(found.suspected or ()))
    named = {key for one in every for own in one.grounds for key in own.path.named}
    assert named - {fact.key for fact in found.facts} == {"phone:1"}


async def test_a_small_budget_is_said() -> None:
    posts = [build.role(f"t:p{n}", "t:A", DIRECTOR) for n in range(20)]
    found = await ask(await store_of(posts, holdings("p1 60 B")), budget=Budget(nodes=10))
    assert found.completeness.state is CompletenessState.CUT_BY_NODES
    assert found.legal == ()


async def test_a_holding_that_only_a_mere_name_adds_up_is_possible() -> None:
    store = await store_of(
        build.person("t:p", identity=Certainty.NAME_ONLY), holdings("p 60 A", "A 11 C", "p 9 C")
    )
    (own,) = (await ask(store)).factual

    assert told([own]) == ["C SIGNIFICANT_HOLDING/POSSIBLE/A-C"]
    assert own.grounds[0].share == ShareBounds(Fraction(11, 100), Fraction(20, 100))


async def test_own_shares_make_a_holding_a_greater_part() -> None:
    found = await ask(await store_of(holdings("A 19 C", "C 10 C", "q 71 C")))
    assert told(found.factual) == ["C SIGNIFICANT_HOLDING/CERTAIN/A-C"]


async def test_a_state_body_that_is_asked_about_has_no_affiliates() -> None:
    director = build.role("t:p", "t:B", DIRECTOR)
    store = await store_of(state("t:S"), holdings("S 60 A", "S 60 B", "S 30 C", "p 60 X"), director)

    found = await ask(store, "t:S", suspected=True)
    assert (found.legal, found.factual, found.suspected) == ((), (), ())


async def test_an_agency_is_a_state_body_without_being_called_one() -> None:
    store = await store_of(build.agency("t:G"), holdings("G 50 A", "Q 50 A", "G 60 B"))
    found = await ask(store)
    assert (found.legal, told(found.factual)) == ((), ["Q SIGNIFICANT_HOLDING/CERTAIN/A-Q"])


async def test_what_the_group_itself_leaves_open_is_said() -> None:
    store = await store_of(holdings("A 60 B", "B 60 C", "C 60 D"), build.role("t:p", "t:D", DIRECTOR))
    options = msgspec.structs.replace(CONTROL, max_depth=1)
    found = await ask(store, options=options)

    assert found.completeness.state is CompletenessState.CUT_BY_DEPTH
    assert str(found.completeness.reason).startswith("the group: ")
    assert found.factual == ()


async def test_an_incomplete_register_leaves_open_whether_it_is_an_affiliate() -> None:
    register = build.party_fact("t:B", Property.HOLDERS_REGISTER, "incomplete")
    store = await store_of(
        build.party("t:B"), register, build.role("t:p", "t:A", DIRECTOR), holdings("p 40 B")
    )
    found = await ask(store)

    assert (found.legal, found.open_registers) == ((), ("t:B",))
    assert found.completeness.state is CompletenessState.MISSING_DATA


async def test_those_declared_in_concert_and_the_heads_of_two_halves_control_together() -> None:
    pair = [build.relation(RelationKind.CONTROLS, f"t:{p}", "t:A", code="concert") for p in ("p", "pp")]
    concert = await ask(await store_of(pair, holdings("p 60 B")))
    assert told(concert.legal) == ["B JOINT_CONTROLLER_CONTROLS/CERTAIN/A-p-B"]

    halves = await ask(await store_of(holdings("P 60 P1", "P1 50 A", "Q 50 A", "P 60 B")))
    assert "B JOINT_CONTROLLER_CONTROLS/CERTAIN/A-P1-P-B" in told(halves.legal)


async def test_the_surest_post_counts_at_both_ends() -> None:
    store = await store_of(
        build.role("t:p", "t:A", DIRECTOR, valid_from="2025"),
        build.role("t:p", "t:A", RelationKind.SUPERVISOR, valid_from="2020"),
        build.role("t:p", "t:B", DIRECTOR, valid_to="2025"),
        build.role("t:p", "t:B", RelationKind.SUPERVISOR, valid_from="2020"),
    )
    assert told((await ask(store)).factual) == ["B SHARED_KEY_PERSON/CERTAIN/A-p-B"]


async def test_the_head_in_a_post_elsewhere_is_told_apart_from_who_is_in_posts_of_both() -> None:
    store = await store_of(holdings("p 60 A"), build.role("t:p", "t:B", DIRECTOR))
    assert told((await ask(store)).factual) == ["B HEAD_HOLDS_POST/CERTAIN/p-B"]


async def test_posts_of_small_shareholders_are_not_read() -> None:
    small = [f"pp{n} 2 A" for n in range(30)]
    posts = [build.role(f"t:pp{n}", f"t:C{n}", DIRECTOR) for n in range(30)]
    store = await store_of(build.role("t:p", "t:A", DIRECTOR), holdings("p 60 B", *small), posts)
    found = await ask(store, budget=Budget(nodes=40))

    assert (told(found.legal), found.factual) == (["B KEY_PERSON_CONTROLS/CERTAIN/A-p-B"], ())
    assert found.completeness.state is CompletenessState.COMPLETE


async def test_a_joint_venture_of_which_the_register_was_not_read() -> None:
    posts = [build.role(f"t:p{n}", "t:A", DIRECTOR) for n in range(20)]
    found = await ask(await store_of(holdings("P 50 A", "Q 50 A", "P 60 B"), posts), budget=Budget(nodes=10))
    assert (found.legal, found.completeness.state) == ((), CompletenessState.CUT_BY_NODES)


@pytest.mark.parametrize(("category", "expected"), [("bank", 0), ("financial_institution", 0), ("listed", 1)])
async def test_who_lends_by_trade_is_no_affiliate(category: str, expected: int) -> None:
    lender = [build.party("t:L"), build.party_fact("t:L", Property.CATEGORY, category)]
    found = await ask(await store_of(lender, build.relation(RelationKind.LENDS, "t:L", "t:A")))
    assert len(found.factual) == expected


@pytest.mark.parametrize(("code", "bound"), [("spouse", "CERTAIN"), (None, "POSSIBLE"), ("cousin", None)])
async def test_which_kinship_counts(code: str | None, bound: str | None) -> None:
    kin = build.relation(KIN, "t:p", "t:pp", code=code)
    found = await ask(await store_of(build.role("t:p", "t:A", DIRECTOR), kin, holdings("pp 60 B")))
    assert told(found.factual) == ([f"B KIN_CONTROLS/{bound}/A-p-pp-B"] if bound else [])


async def test_a_dead_company_is_no_affiliate() -> None:
    dead = [build.party("t:B"), build.party_fact("t:B", Property.STATUS, "deregistered")]
    posts = [build.role("t:p", f"t:{company}", DIRECTOR) for company in "AB"]
    assert (await ask(await store_of(dead, posts, holdings("A 30 B")))).factual == ()


async def test_the_same_telephone_told_twice_is_shared_once() -> None:
    rows = [
        build.contact(f"t:B{n}", "phone:1", public_id=f"t:c{n}-{row}") for n in range(10) for row in (1, 2)
    ]
    found = (await ask(await store_of(sharing("phone:1", "A"), rows), suspected=True)).suspected or ()
    assert {own.shared_by for one in found for own in one.grounds} == {11}


async def test_hubs_on_the_way_to_what_is_shared_are_said() -> None:
    store = await store_of(sharing("phone:1", "A", "B"), sharing("phone:2", "A"))
    found = await ask(store, suspected=True, budget=Budget(hub=1))
    assert found.completeness.state is CompletenessState.CUT_BY_NODES
    assert found.completeness.hubs_excluded == ("t:A",)


async def test_who_lends_a_name_to_hundreds_is_named_and_not_followed() -> None:
    posts = [build.role("t:p", f"t:C{n}", DIRECTOR) for n in range(CATALOGUE.affiliation.posts.most)]
    store = await store_of(
        build.role("t:p", "t:A", DIRECTOR), posts, build.role("t:pp", "t:A", DIRECTOR), holdings("pp 60 B")
    )
    found = await ask(store)

    assert (told(found.legal), found.factual) == (["B KEY_PERSON_CONTROLS/CERTAIN/A-pp-B"], ())
    assert found.completeness.hubs_excluded == ("t:p",)
