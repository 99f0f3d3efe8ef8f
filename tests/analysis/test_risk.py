"""Laws of the risk index: monotone in evidence, independent of order, exact."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinmai.analysis.risk import Burden, arrive, assess, combined, contributions, severity_of
from xinmai.analysis.risk_paths import Arc, Reach, RiskGraph, Way, alternatives, reach
from xinmai.model.fact import Fact
from xinmai.model.ids import PublicId
from xinmai.model.shares import parse_percent
from xinmai.model.vocabulary import Answer, Capacity, CompletenessState, EventKind, RecordKind, RelationKind
from xinmai.resources import resource
from xinmai.rules.risk_weights import load_risk_weights

from support import facts as build
from support.drawn import drawn, record_of
from support.story_facts import subject

WEIGHTS = load_risk_weights(resource("seed", "catalogue", "risk.toml"))
DAY = build.day("2025-06-01")
NAMES = "abcdef"

Edge = tuple[str, str, RelationKind]

edges = st.lists(
    st.tuples(
        st.sampled_from(NAMES),
        st.sampled_from(NAMES),
        st.sampled_from((RelationKind.BRANCH_OF, RelationKind.GUARANTEES, RelationKind.SUPPLIES)),
    ),
    max_size=12,
    unique=True,
)


def graph_of(found: Iterable[Edge]) -> list[Fact]:
    return [build.relation(kind, f"t:{a}", f"t:{b}") for a, b, kind in found]


def score(found: Iterable[Edge], borne: dict[str, str], of: str = "a") -> Decimal:
    burden = {PublicId(f"t:{party}"): Burden(Decimal(severity), ()) for party, severity in borne.items()}
    arrived = arrive(RiskGraph(drawn(graph_of(found)), WEIGHTS, DAY), PublicId(f"t:{of}"), burden)
    return arrived.score


@given(found=edges, more=edges)
def test_more_relations_never_mean_less_risk(found: list[Edge], more: list[Edge]) -> None:
    borne = {"b": "0.5", "c": "0.3"}

    assert score(found, borne) <= score(list(dict.fromkeys([*found, *more])), borne)


@given(found=edges, severity=st.integers(0, 100))
def test_more_records_never_mean_less_risk(found: list[Edge], severity: int) -> None:
    less, more = {"b": "0.5"}, {"b": "0.5", "c": str(Decimal(severity) / 100)}

    assert score(found, less) <= score(found, more)


@given(found=edges, shuffled=st.randoms(use_true_random=False))
def test_order_plays_no_part(found: list[Edge], shuffled: object) -> None:
    other = list(found)
    getattr(shuffled, "shuffle")(other)  # noqa: B009 - hypothesis gives a random.Random

    assert score(found, {"b": "0.5"}) == score(other, {"b": "0.5"})


def brute_force(found: list[Edge], of: str, source: str) -> Decimal:
    """Return the greatest product over all simple paths of at most six steps."""
    risk = RiskGraph(drawn(graph_of(found)), WEIGHTS, DAY)
    best = Decimal(0)
    waiting: list[tuple[tuple[PublicId, ...], Decimal]] = [((PublicId(f"t:{of}"),), Decimal(1))]
    while waiting:
        path, product = waiting.pop()
        if path[-1] == f"t:{source}":
            best = max(best, product)
        longer = [arc for arc in risk.arcs_into.get(path[-1], ()) if arc.far not in path]
        strong = [arc for arc in longer if product * arc.factor >= WEIGHTS.stop_below]
        if len(path) <= WEIGHTS.max_hops:
            waiting.extend(((*path, arc.far), product * arc.factor) for arc in strong)
    return best


def test_contributions_share_the_score() -> None:
    p1, p2 = PublicId("t:P1"), PublicId("t:P2")
    parts = contributions({p1: Decimal("0.45"), p2: Decimal("0.3")})

    assert [round(part, 6) for part in parts.values()] == [Decimal("0.626327"), Decimal("0.373673")]
    assert contributions({p1: Decimal(1), p2: Decimal("0.3")}) == {p1: Decimal(1), p2: Decimal(0)}
    assert contributions({p1: Decimal(0)}) == {p1: Decimal(0)}
    assert combined([Decimal("0.45"), Decimal("0.3")]) == Decimal("0.615")


@pytest.mark.parametrize(
    ("stated", "event", "expected"),
    [
        ({}, None, "0.4"),
        ({"severity": "minor"}, None, "0.20"),
        ({"polarity": "positive"}, None, "0"),
        ({"kind": RecordKind.GOOD_RECORD}, None, "0"),
        ({"decided_on": "2023-01-01"}, None, "0.28"),
        ({"decided_on": "2015-01-01"}, None, "0"),
        ({"decided_on": "2025-06-02"}, None, "0"),
        ({"decided_on": None}, None, "0"),
        ({"decided_on": None}, EventKind.PUBLISHED, "0.4"),
        ({"decided_on": None, "effective_from": "2023-01-01"}, EventKind.PUBLISHED, "0.28"),
        ({"decided_on": "2015-01-01", "effective_from": "2025-01-01"}, None, "0"),
        ({"kind": RecordKind.LISTING, "effective_to": "2025-05-01"}, None, "0"),
        ({}, EventKind.ANNULLED, "0"),
        ({}, EventKind.REPAIRED, "0"),
        ({}, EventKind.REMOVED, "0"),
        ({}, EventKind.OBJECTED, "0.4"),
    ],
)
def test_how_heavy_a_record_weighs(
    stated: dict[str, str | None], event: EventKind | None, expected: str
) -> None:
    facts: list[Fact] = [build.record("t:REC", **{"decided_on": "2025-01-10", **stated})]  # type: ignore[arg-type]
    facts += [build.event("t:REC", event, "2025-03-01")] if event else []

    assert severity_of(record_of(facts, "t:REC"), WEIGHTS, DAY) == Decimal(expected)


@pytest.mark.parametrize(
    ("capacity", "answer", "counts"),
    [
        (Capacity.SUBJECT, Answer.UNKNOWN, True),
        (Capacity.DIRECTOR, Answer.YES, True),
        (Capacity.DIRECTOR, Answer.UNKNOWN, False),
        (Capacity.CREDITOR, Answer.UNKNOWN, False),
    ],
)
def test_on_whom_a_record_weighs(capacity: Capacity, answer: Answer, counts: bool) -> None:
    facts = [
        build.role("t:P", "t:A"),
        build.record("t:REC", decided_on="2025-01-10"),
        build.record_party("t:REC", "t:P", capacity=capacity, personal_responsibility=answer),
    ]
    result = assess(drawn(facts), PublicId("t:A"), WEIGHTS, DAY)

    assert bool(result.sources) is counts


def test_several_records_of_one_source_are_combined_first() -> None:
    facts: list[Fact] = [build.role("t:P", "t:A"), build.person("t:P")]
    for name in ("t:R1", "t:R2"):
        facts += [build.record(name, decided_on="2025-01-10"), subject(name, "t:P")]
    result = assess(drawn(facts), PublicId("t:A"), WEIGHTS, DAY)

    assert [source.severity for source in result.sources] == [Decimal("0.640000")]
    assert result.sources[0].records == ("t:R1", "t:R2")
    assert result.score == Decimal("0.384000")
    assert result.sources[0].contribution == Decimal("1.000000")


@pytest.mark.parametrize(("share", "expected"), [("60", "0.216000"), (None, "0.036000"), ("0", "0.000000")])
def test_a_share_counts_and_an_unknown_one_is_not_nothing(share: str | None, expected: str) -> None:
    facts = [
        build.holds("t:A", "t:B", share),
        build.record("t:REC", decided_on="2025-01-10"),
        subject("t:REC", "t:A"),
    ]

    assert assess(drawn(facts), PublicId("t:B"), WEIGHTS, DAY).score == Decimal(expected)


@pytest.mark.parametrize(
    ("bounds", "expected"),
    [
        ({"share_max": "90"}, "0.036000"),
        ({"share_min": "0", "share_max": "90"}, "0.036000"),
        ({"share_max": "5"}, "0.018000"),
        ({"share_max": "0"}, "0.000000"),
        ({"share_min": "60", "share_max": "90"}, "0.216000"),
    ],
)
def test_an_upper_bound_alone_is_no_zero(bounds: dict[str, str], expected: str) -> None:
    stated: dict[str, Any] = {field: parse_percent(share) for field, share in bounds.items()}
    facts = [
        build.relation(RelationKind.HOLDS, "t:A", "t:B", **stated),
        build.record("t:REC", decided_on="2025-01-10"),
        subject("t:REC", "t:A"),
    ]

    assert assess(drawn(facts), PublicId("t:B"), WEIGHTS, DAY).score == Decimal(expected)


def test_an_adverse_record_without_any_day_is_said() -> None:
    facts = [
        build.role("t:P", "t:A"),
        build.record("t:R1"),
        subject("t:R1", "t:P"),
        build.record("t:R2", RecordKind.GOOD_RECORD),
        subject("t:R2", "t:P"),
        build.record("t:R3"),
        subject("t:R3", "t:far"),
    ]
    result = assess(drawn(facts), PublicId("t:A"), WEIGHTS, DAY)

    assert result.score == 0
    assert [*result.undated] == ["t:R1"]
    assert result.completeness.state is CompletenessState.MISSING_DATA
    assert result.completeness.reason == "1 adverse record(s) that state no day weigh nothing"


def test_further_ways_cost_no_more_than_the_relations_of_their_source() -> None:
    spokes = [(f"c{n:03}", "a", RelationKind.BRANCH_OF) for n in range(150)]
    risk = RiskGraph(drawn(graph_of([*spokes, ("c000", "c001", RelationKind.BRANCH_OF)])), WEIGHTS, DAY)
    of = PublicId("t:a")
    found = reach(risk, of)
    lengthened = 0

    class Counted(Way, frozen=True):
        def then(self, arc: Arc) -> Way:
            nonlocal lengthened
            lengthened += 1
            return super().then(arc)

    counted = Reach({party: Counted(way.product, way.arcs) for party, way in found.ways.items()}, False)
    ways = {party: alternatives(risk, of, party, counted) for party in found.ways}

    assert {party: len(more) for party, more in ways.items() if more} == {"t:c000": 1, "t:c001": 1}
    assert lengthened <= 2 * len(spokes)


def test_scores_are_decimals_of_stated_length() -> None:
    result = assess(drawn([build.holds("t:A", "t:B", "33.3333333")]), PublicId("t:B"), WEIGHTS, DAY)

    assert (str(result.score), result.band) == ("0.000000", "NONE")
