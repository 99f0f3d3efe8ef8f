"""How much of a company a party owns: measures beside one another, paths, what is open, options."""

from fractions import Fraction

import msgspec
import pytest

from xinmai.analysis.control.ownership import ownership_of
from xinmai.model.ids import PublicId
from xinmai.model.ownership import OwnershipResult
from xinmai.model.ownership_options import (
    OWNERSHIP,
    OwnershipMeasure,
    OwnershipOptions,
    Treasury,
    UnknownShares,
)
from xinmai.model.subgraph import Subgraph
from xinmai.model.view import Completeness
from xinmai.model.vocabulary import Bound, CompletenessState

from support.drawn import DAY, pyramid, short
from support.pyramids import S3, flags, share

CROSSED = pyramid("P 80 C1", "P 60 C2", "C1 30 C2", "C2 20 C1")


def ask(
    graph: Subgraph, holder: str, held: str, options: OwnershipOptions = OWNERSHIP, **rest: object
) -> OwnershipResult:
    options = msgspec.structs.replace(options, **rest)
    return ownership_of(graph, PublicId(f"t:{holder}"), PublicId(f"t:{held}"), DAY, options)


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        ("X", {"韩一": (24.18, 24.18), "李三": (16.12, 16.12), "李四": (14.7, 14.7), "王九": (45, 45)}),
        ("J", {"韩一": (30, 30), "李三": (20, 20), "鲁二": (50, 50)}),
        ("Y", {"韩一": (24, 24), "李三": (16, 16), "鲁二": (40, 40), "周五": (20, 20)}),
        ("U", {"秦六": (40, 40), "韩一": (0, 36), "李三": (0, 24)}),
    ],
)
def test_the_pyramid(held: str, expected: dict[str, tuple[float, float]]) -> None:
    results = {holder: ask(S3, holder, held) for holder in expected}

    assert {holder: share(result.share.share) for holder, result in results.items()} == expected
    least = sum(result.share.share.lower for result in results.values() if result.share.share)
    assert {result.residual for result in results.values()} == {1 - least}


def test_all_measures_stand_beside_one_another() -> None:
    result = ask(CROSSED, "P", "C1", measure=OwnershipMeasure.SIMPLE_PATHS)

    assert [share.share and share.share.lower for share in result.beside] == [
        Fraction(1),
        Fraction(46, 47),
        Fraction(46, 47),
        Fraction(23, 25),
        Fraction(4, 5),
    ]
    assert [share.measure for share in result.beside] == list(OwnershipMeasure)
    assert result.share == result.beside[3]
    assert result.beside[4].sum_of_paths is not None
    assert share(result.beside[4].sum_of_paths) == (100, 100)


def test_paths_come_greatest_first_with_their_products() -> None:
    result = ask(CROSSED, "P", "C1")

    assert [(short(path.nodes), str(path.product)) for path in result.paths] == [
        (["P", "C1"], "0.80"),
        (["P", "C2", "C1"], "0.12"),
    ]
    assert not result.flags


@pytest.mark.parametrize(
    ("rest", "paths"), [({"max_paths": 1}, 1), ({"min_product": Fraction(1, 8)}, 1), ({"max_paths": 0}, 0)]
)
def test_paths_that_are_left_out_are_told(rest: dict[str, object], paths: int) -> None:
    result = ask(CROSSED, "P", "C1", OWNERSHIP, **rest)

    assert len(result.paths) == paths
    assert flags(result.flags) == ["TRUNCATED C1"]
    assert result.share == ask(CROSSED, "P", "C1").share


def test_a_path_that_may_be_great_is_listed_behind_a_small_one() -> None:
    result = ask(pyramid("P 0.00005 T", "P ? M", "M 60 T"), "P", "T")

    assert [(short(path.nodes), path.product) for path in result.paths] == [(["P", "M", "T"], None)]
    assert flags(result.flags) == ["TRUNCATED T"]


@pytest.mark.parametrize(
    ("holder", "bound", "deciding"),
    [("秦六", Bound.CERTAIN, None), ("韩一", Bound.POSSIBLE, "t:h0012"), ("李三", Bound.NO, None)],
)
def test_the_verdict_and_what_would_decide_it(holder: str, bound: Bound, deciding: str | None) -> None:
    result = ask(S3, holder, "U")

    assert (result.bound, result.deciding) == (bound, deciding)


@pytest.mark.parametrize(
    ("unknown", "shown"),
    [(UnknownShares.BOTH, (0, 36)), (UnknownShares.UPPER, (36, 36)), (UnknownShares.LOWER, (0, 0))],
)
def test_one_end_may_be_asked_for(unknown: UnknownShares, shown: tuple[int, int]) -> None:
    result = ask(S3, "韩一", "U", unknown=unknown)

    assert share(result.share.share) == shown
    assert result.bound is (Bound.NO if unknown is UnknownShares.LOWER else Bound.POSSIBLE)


@pytest.mark.parametrize("measure", list(OwnershipMeasure))
def test_the_rest_of_an_open_register_may_be_the_holders(measure: OwnershipMeasure) -> None:
    graph = pyramid("X 1 T", "M 99 T", "R ? M", "Y 10 R", incomplete="R")
    result = ask(graph, "X", "T", measure=measure)

    assert share(result.share.share) == (1, 1)
    assert result.bound is Bound.POSSIBLE
    assert short(result.open_registers) == ["R"]
    assert flags(result.flags) == ["INCOMPLETE_REGISTER R"]


@pytest.mark.parametrize(
    ("graph", "bound"),
    [
        (pyramid("X 10 T", "Y 76 T", incomplete="T"), Bound.NO),
        (pyramid("X 10 T", "Y 75 T", incomplete="T"), Bound.POSSIBLE),
        (pyramid("X 10 T", "Y 75 T"), Bound.NO),
        (pyramid("X 25 T", "Y 75 T", incomplete="T"), Bound.CERTAIN),
    ],
)
def test_how_much_an_open_register_leaves(graph: Subgraph, bound: Bound) -> None:
    assert ask(graph, "X", "T").bound is bound


def test_over_control_the_rest_of_an_open_register_passes_all_votes_on() -> None:
    graph = pyramid("X 10 T", "R 45 T", "Y 40 R", incomplete="R")

    assert (
        ask(graph, "X", "T", measure=OwnershipMeasure.CASCADE, threshold=Fraction(1, 2)).bound
        is Bound.POSSIBLE
    )
    assert ask(graph, "X", "T", threshold=Fraction(1, 2)).bound is Bound.NO


def test_where_the_graph_was_cut_a_register_may_be_anyones() -> None:
    graph = pyramid("X 10 T", "M 90 T")
    cut = Completeness(CompletenessState.CUT_BY_NODES, DAY, 1, 3)

    assert ask(graph, "X", "T").bound is Bound.NO
    assert ask(msgspec.structs.replace(graph, completeness=cut), "X", "T").bound is Bound.POSSIBLE


def test_a_coalition_holds_as_one_and_shows_over_whom() -> None:
    graph = pyramid("a 20 T", "b 20 M", "M 50 T", coalitions={"c": "a b"})
    result = ask(graph, "c", "T")

    assert share(result.share.share) == (30, 30)
    assert [short(path.nodes) for path in result.paths] == [["c", "a", "T"], ["c", "b", "M", "T"]]


def test_a_coalition_has_nothing_for_the_company_being_a_member_itself() -> None:
    graph = pyramid("a 20 T", "B 80 T", coalitions={"c": "a T"})

    shares = [own.share and own.share.lower for own in ask(graph, "c", "T").beside]
    assert shares == [Fraction(1, 5)] * 5


@pytest.mark.parametrize(
    "measure", [OwnershipMeasure.LOOK_THROUGH, OwnershipMeasure.ALL_WALKS, OwnershipMeasure.SIMPLE_PATHS]
)
def test_nothing_comes_down_over_a_dead_company(measure: OwnershipMeasure) -> None:
    graph = pyramid("A 60 T", "A 50 D", "D 40 T", "D 50 A", dead="D")
    result = ask(graph, "A", "T", measure=measure)

    assert share(result.share.share) == (60, 60)
    assert flags(result.flags)[:2] == ["INACTIVE_CUT D"]
    assert ask(graph, "A", "T", measure=measure, include_inactive=True).share.share != result.share.share


@pytest.mark.parametrize(("treasury", "direct"), [(Treasury.EXCLUDE_RESCALE, 60), (Treasury.KEEP, 45)])
def test_own_shares(treasury: Treasury, direct: int) -> None:
    result = ask(pyramid("H 45 T", "K 30 T", "T 25 T"), "H", "T", treasury=treasury)
    beside = {own.measure: share(own.share) for own in result.beside}

    assert beside[OwnershipMeasure.LOOK_THROUGH] == beside[OwnershipMeasure.ALL_WALKS] == (60, 60)
    assert beside[OwnershipMeasure.CASCADE] == beside[OwnershipMeasure.WEAKEST_LINK] == (direct, direct)
    assert flags(result.flags) == ["SELF_HOLDING T"]
