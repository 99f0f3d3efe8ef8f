"""Related-party risk on the made network, and what never lies on a path."""

from datetime import UTC, datetime
from decimal import Decimal
from itertools import pairwise

import pytest

from xinmai.errors import UnknownId
from xinmai.model.fact import Fact
from xinmai.model.ids import PublicId
from xinmai.model.risk import RiskAssessment
from xinmai.model.view import Budget
from xinmai.model.vocabulary import Answer, Certainty, CompletenessState, Property, RelationKind, Tier
from xinmai.ports.store import Reader, Store
from xinmai.resources import resource
from xinmai.rules.risk_weights import load_risk_weights
from xinmai.service.related_party_risk import related_party_risk

from support import facts as build
from support.drawn import short
from support.model_store import ModelStore
from support.story_facts import subject

WEIGHTS = load_risk_weights(resource("seed", "catalogue", "risk.toml"))
NOW = datetime(2026, 6, 1, tzinfo=UTC)
DAY = "2025-06-01"


async def ask(store: Reader, of: str, budget: Budget | None = None, *, own: bool = False) -> RiskAssessment:
    view = await store.view(build.day(DAY))
    return await related_party_risk(store, view, PublicId(of), WEIGHTS, budget or Budget(), own_records=own)


async def drawn_store(*facts: Fact) -> Store:
    store = ModelStore()
    parties = [build.party(f"t:{name}") for name in "ABCDEFGH"]
    applied = await store.apply([build.source("t:bundle"), *parties, *facts], key="drawn", at=NOW)
    assert applied.refused == ()
    return store


def penalised(party: str, record: str = "t:REC", decided: str = "2025-01-10") -> list[Fact]:
    return [build.record(record, decided_on=decided), subject(record, party)]


async def test_trade_and_guarantees(network: Store) -> None:
    result = await ask(network, "demo:risk-F3")
    found = {build.local(source.party): source for source in result.sources}

    assert short(found["risk-F1"].best.nodes) == ["risk-F1", "risk-F2", "risk-F3"]
    assert short(found["risk-F5"].best.nodes) == ["risk-F5", "risk-F3"]
    assert [short(path.nodes) for path in found["risk-F5"].others] == [["risk-F5", "risk-F4", "risk-F3"]]
    assert set(found) == {"risk-F1", "risk-F5"}
    assert found["risk-F5"].risk == Decimal("0.8") * Decimal("0.4")
    assert found["risk-F1"].risk == Decimal("0.4") * Decimal("0.3") * Decimal("0.3")
    assert result.score == Decimal("0.344480")
    assert result.band == "MEDIUM"
    assert {source.tier for source in result.sources} == {Tier.INFORMATIONAL}
    assert result.completeness.state is CompletenessState.COMPLETE
    assert result.weights == WEIGHTS.digest


async def test_a_party_without_related_records(network: Store) -> None:
    result = await ask(network, "demo:S3-X")

    assert (result.score, result.band, result.sources) == (Decimal("0.000000"), "NONE", ())


async def test_a_person_is_not_assessed_by_default(network: Store) -> None:
    result = await ask(network, "demo:S1-P2")
    assert (result.band, result.score) == ("NOT_ASSESSED", Decimal(0))
    assert result.sources == ()
    assert "natural person" in result.note

    own = await ask(network, "demo:S1-P4", own=True)
    assert [source.party for source in own.sources] == ["demo:S1-P4"]
    assert own.sources[0].best.hops == ()


async def test_own_records_count_only_if_asked(network: Store) -> None:
    alone = await ask(network, "demo:risk-F5")
    own = await ask(network, "demo:risk-F5", own=True)

    assert "demo:risk-F5" not in {source.party for source in alone.sources}
    assert own.sources[0].party == "demo:risk-F5"
    assert own.score > alone.score


async def test_an_unknown_party(network: Store) -> None:
    with pytest.raises(UnknownId):
        await ask(network, "demo:nobody")


@pytest.mark.parametrize("kind", [RelationKind.POSSIBLY_SAME, RelationKind.KIN, RelationKind.MEMBER_OF])
async def test_suspected_relations_and_kin_let_nothing_through(kind: RelationKind) -> None:
    store = await drawn_store(*penalised("t:A"), build.relation(kind, "t:A", "t:B"))
    result = await ask(store, "t:B")

    assert bool(result.sources) is (kind is RelationKind.MEMBER_OF)


async def test_a_printed_name_bears_nothing() -> None:
    named = build.named("t:REC", "王五", "t:A", personal_responsibility=Answer.YES)
    person = build.person("t:P", "王五")
    facts = [person, build.record("t:REC", decided_on="2025-01-10"), named, build.role("t:P", "t:A")]
    result = await ask(await drawn_store(*facts), "t:A")

    assert result.sources == ()


async def test_a_path_is_as_sure_as_its_least_sure_party() -> None:
    scoped = build.party("t:S", identity=Certainty.SCOPED)
    chain = [build.holds("t:S", "t:A", "100"), build.holds("t:S", "t:B", "100")]
    result = await ask(await drawn_store(*penalised("t:A"), scoped, *chain), "t:B")

    assert [(s.party, s.best.certainty) for s in result.sources] == [("t:A", Certainty.SCOPED)]


@pytest.mark.parametrize("category", ["state_body", "nominee"])
async def test_nothing_passes_through_a_state_body_or_a_nominee(category: str) -> None:
    common = [
        *penalised("t:A"),
        build.holds("t:S", "t:A", "100"),
        build.holds("t:S", "t:B", "100"),
        build.party("t:S"),
    ]
    through = await ask(await drawn_store(*common), "t:B")
    stopped = await ask(
        await drawn_store(*common, build.party_fact("t:S", Property.CATEGORY, category)), "t:B"
    )

    assert (len(through.sources), len(stopped.sources)) == (1, 0)


async def test_an_ended_relation_lets_less_through_and_then_nothing() -> None:
    risks = []
    for ended in (None, "2025-01-01", "2023-01-01", "2020-01-01"):
        link = build.role("t:P", "t:A", RelationKind.DIRECTOR, valid_from="2015-01-01", valid_to=ended)
        other = build.role("t:P", "t:B", RelationKind.LEGAL_REPRESENTATIVE, valid_from="2015-01-01")
        store = await drawn_store(build.person("t:P"), *penalised("t:A"), link, other)
        risks.append((await ask(store, "t:B")).score)

    assert risks == sorted(risks, reverse=True)
    assert len(set(risks)) == 4
    assert risks[-1] == 0


async def test_a_chain_is_cut_at_the_greatest_length_and_said() -> None:
    names = "ABCDEFGH"
    chain = [build.relation(RelationKind.BRANCH_OF, f"t:{a}", f"t:{b}") for a, b in pairwise(names)]
    result = await ask(await drawn_store(*penalised("t:B"), *penalised("t:A", "t:R2"), *chain), "t:H")

    assert [source.party for source in result.sources] == ["t:B"]
    assert result.sources[0].best.product == Decimal("0.9") ** 6
    assert result.truncated
    assert result.completeness.state is CompletenessState.CUT_BY_DEPTH


async def test_an_adverse_record_without_any_day_is_said() -> None:
    link = build.relation(RelationKind.BRANCH_OF, "t:A", "t:B")
    result = await ask(await drawn_store(build.record("t:REC"), subject("t:REC", "t:A"), link), "t:B")

    assert (result.sources, result.undated) == ((), ("t:REC",))
    assert result.completeness.state is CompletenessState.MISSING_DATA
    assert result.completeness.reason == "1 adverse record(s) that state no day weigh nothing"


async def test_a_hub_is_named_and_not_followed() -> None:
    spokes = [build.relation(RelationKind.SUPPLIES, "t:A", f"t:{name}") for name in "BCDEFGH"]
    result = await ask(await drawn_store(*penalised("t:C"), *spokes), "t:B", Budget(hub=3))

    assert result.completeness.hubs_excluded == ("t:A",)
    assert result.completeness.state is CompletenessState.CUT_BY_NODES
    assert result.sources == ()


async def test_a_short_way_leads_on_where_the_best_way_is_as_long_as_a_way_may_be() -> None:
    best = [build.holds(f"t:{far}", f"t:{near}", "100") for far, near in pairwise("ACDEFGH")]
    assert len(best) == WEIGHTS.max_hops
    short_cut = build.relation(RelationKind.GUARANTEES, "t:C", "t:F")
    beyond = [*penalised("t:B"), build.holds("t:B", "t:A", "100")]
    result = await ask(await drawn_store(*best, short_cut, *beyond), "t:H")

    assert [short(source.best.nodes) for source in result.sources] == [["B", "A", "C", "F", "G", "H"]]


async def test_nothing_passes_over_a_party_known_by_name_alone_and_that_is_said() -> None:
    holder = build.party("t:N", identity=Certainty.NAME_ONLY)
    holdings = [build.holds("t:N", "t:A", "60"), build.holds("t:N", "t:B", "60")]
    by_name = await ask(await drawn_store(*penalised("t:A"), holder, *holdings), "t:B")
    proven = await ask(await drawn_store(*penalised("t:A"), build.party("t:N"), *holdings), "t:B")

    assert by_name.sources == ()
    assert by_name.completeness.state is CompletenessState.MISSING_DATA
    assert by_name.completeness.reason == "nothing passes over 1 part(ies) known by name alone"
    assert [short(source.best.nodes) for source in proven.sources] == [["A", "N", "B"]]
