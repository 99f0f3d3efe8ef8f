"""Whether two companies are closely linked: by either way, over third parties, by each preset."""

from fractions import Fraction

import msgspec
import pytest

from xinmai.analysis.control.close_links import close_links_of
from xinmai.model.ids import PublicId
from xinmai.model.ownership import CloseLinksResult
from xinmai.model.ownership_options import CLOSE_LINK, OwnershipMeasure, OwnershipOptions, UnknownShares
from xinmai.model.subgraph import Subgraph
from xinmai.model.vocabulary import Bound

from support import facts as build
from support.drawn import DAY, pyramid, short
from support.pyramids import PRESETS, flags, share

TAX, ECB, CRR = (
    PRESETS[name].options.applied(CLOSE_LINK)
    for name in ("CN_TAX_42@1", "ECB_CLOSE_LINK@1", "CRR_CLOSE_LINK@1")
)
CHAIN = pyramid("A 60 B", "B 30 C")


def ask(graph: Subgraph, a: str, b: str, options: OwnershipOptions = CLOSE_LINK) -> CloseLinksResult:
    return close_links_of(graph, PublicId(f"t:{a}"), PublicId(f"t:{b}"), DAY, options)


def told(result: CloseLinksResult) -> list[str]:
    """Return the links as ``A_HOLDS_B a``, those that are possible with a question mark."""
    marks = {"CERTAIN": "", "POSSIBLE": "?"}
    return [f"{link.kind} {build.local(link.party)}{marks[link.bound]}" for link in result.links]


@pytest.mark.parametrize(
    ("options", "a", "b", "expected"),
    [
        (TAX, "A", "C", [(30, 30)]),
        (TAX, "A", "B", [(60, 60)]),
        (TAX, "B", "C", [(30, 30)]),
        (ECB, "A", "C", []),
        (ECB, "A", "B", [(60, 60)]),
        (ECB, "B", "C", [(30, 30)]),
        (CRR, "A", "C", [(30, 30)]),
    ],
)
def test_the_same_chain_by_three_readings(
    options: OwnershipOptions, a: str, b: str, expected: list[tuple[int, int]]
) -> None:
    result = ask(CHAIN, a, b, options)

    assert [share(link.shares[0]) for link in result.links if len(link.shares) == 1] == expected
    assert result.linked == ("CERTAIN" if expected else "NO")
    turned = ask(CHAIN, b, a, options)
    assert turned.linked == result.linked
    assert told(turned) == [line.replace("A_HOLDS_B", "B_HOLDS_A") for line in told(result)]


@pytest.mark.parametrize(
    ("options", "lines", "expected"),
    [
        (ECB, "X 20 a, X 20 b", ["THIRD_PARTY X"]),
        (ECB, "X 20 a, X 19.9999999 b", []),
        (TAX, "X 25 a, X 25 b", ["THIRD_PARTY X"]),
        (TAX, "X 25 M, M 25 a, X 25 b", ["THIRD_PARTY X"]),
        (CRR, "X 50 a, X 50 b", []),
        (CRR, "X 51 a, X 51 b", ["THIRD_PARTY X"]),
        (CRR, "X 51 M, M 51 a, X 51 b", ["THIRD_PARTY X"]),
        (ECB, "a 20 b, b 20 a, X 50 a, X 50 b", ["A_HOLDS_B a", "B_HOLDS_A b", "THIRD_PARTY X"]),
    ],
)
def test_who_links(options: OwnershipOptions, lines: str, expected: list[str]) -> None:
    assert told(ask(pyramid(*lines.split(", ")), "a", "b", options)) == expected


@pytest.mark.parametrize(("options", "linked"), [(TAX, "NO"), (ECB, "CERTAIN")])
def test_a_state_body_links_nobody_where_the_law_says_so(options: OwnershipOptions, linked: str) -> None:
    result = ask(pyramid("S 100 a", "S 100 b", state="S"), "a", "b", options)

    assert result.linked == linked
    assert short(result.exempt) == (["S"] if options.state_exempt else [])


def test_the_state_exempts_no_other_ground() -> None:
    graph = pyramid("S 70 a", "S 70 b", "X 30 a", "X 30 b", state="S")

    assert told(ask(graph, "a", "b", TAX)) == ["THIRD_PARTY X"]
    assert told(ask(graph, "S", "b", TAX)) == ["A_HOLDS_B S"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("a ? b", ["A_HOLDS_B a?"]),
        ("a ? b, c 81 b", []),
        ("X ? a, X 50 b", ["THIRD_PARTY X?"]),
        ("X 60 a, X 60 b, Y 60 a, Y 60 b", ["THIRD_PARTY X?", "THIRD_PARTY Y?"]),
    ],
)
def test_links_that_may_be(lines: str, expected: list[str]) -> None:
    result = ask(pyramid(*lines.split(", ")), "a", "b", ECB)

    assert told(result) == expected
    assert result.linked == ("POSSIBLE" if expected else "NO")


def test_the_upper_end_alone_makes_nothing_certain() -> None:
    options = msgspec.structs.replace(ECB, unknown=UnknownShares.UPPER)
    result = ask(pyramid("a ? b"), "a", "b", options)

    assert told(result) == ["A_HOLDS_B a?"]
    assert share(result.links[0].shares[0]) == (100, 100)


def test_a_coalition_is_a_third_party_as_one() -> None:
    graph = pyramid("p 15 a", "p 15 b", "q 15 a", "q 15 b", coalitions={"c": "p q"})
    split = pyramid("p 15 a", "q 15 a", "r 30 b", coalitions={"c": "p q r"})

    assert told(ask(split, "a", "b", ECB)) == ["THIRD_PARTY c"]
    assert [short(way.nodes) for way in ask(split, "a", "b", ECB).links[0].paths] == [
        ["c", "p", "a"],
        ["c", "r", "b"],
    ]
    assert told(ask(graph, "a", "b", TAX)) == []


def test_to_act_in_concert_elsewhere_is_no_link() -> None:
    graph = pyramid("a 10 M", "b 10 M", coalitions={"c": "a b"})

    assert told(ask(graph, "a", "b", ECB)) == []


def test_where_a_share_is_no_number_there_may_be_a_link() -> None:
    options = msgspec.structs.replace(ECB, measure=OwnershipMeasure.ALL_WALKS)
    result = ask(pyramid("a 100 M", "M 100 a", "M 15 b"), "a", "b", options)

    assert told(result) == ["A_HOLDS_B a?", "THIRD_PARTY M?"]
    assert flags(result.flags)[:2] == ["CLOSED_CYCLE M", "CLOSED_CYCLE a"]


def test_what_lies_near_the_line_is_told() -> None:
    result = ask(pyramid("a 20.1 b", "c 1 b", incomplete="b"), "a", "b", ECB)

    assert flags(result.flags) == ["INCOMPLETE_REGISTER b", "NEAR_THRESHOLD a"]
    assert result.options.threshold == Fraction(1, 5)


def test_an_incomplete_register_leaves_a_small_share_open() -> None:
    graph = pyramid("a 10 b", "c 30 b", incomplete="b")
    assert close_links_of(graph, PublicId("t:a"), PublicId("t:b"), DAY).linked is Bound.POSSIBLE
    assert (
        close_links_of(pyramid("a 10 b", "c 30 b"), PublicId("t:a"), PublicId("t:b"), DAY).linked is Bound.NO
    )
