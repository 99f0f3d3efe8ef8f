"""Who controls a company: the story S3, one drawn graph for each tier, reason and contradiction."""

import pytest

from xinmai.analysis.control.controllers import controllers_of
from xinmai.model.control import ControllersResult
from xinmai.model.ids import PublicId
from xinmai.model.subgraph import Subgraph

from support import facts as build
from support.drawn import pyramid, short

DAY = build.day("2025-06-01")

S3 = pyramid(
    "韩一 60 H",
    "李三 40 H",
    "H 51 T1",
    "李四 49 T1",
    "T1 30 X",
    "H 25 X",
    "王九 45 X",
    "H 50 J",
    "K 50 J",
    "鲁二 100 K",
    "J 80 Y",
    "周五 20 Y",
    "H ? U",
    "秦六 40 U",
    persons="韩一 李三 李四 王九 鲁二 周五 秦六",
)


def ask(graph: Subgraph, of: str) -> ControllersResult:
    return controllers_of(graph, PublicId(f"t:{of}"), DAY)


def told(result: ControllersResult) -> list[tuple[str, str, str]]:
    return [(own.tier.value, build.local(own.party), own.bound.value) for own in result.controllers]


def nobody(result: ControllersResult) -> tuple[str, str, list[str]] | None:
    none = result.none
    return None if none is None else (none.reason.value, build.local(none.at), short(none.parties))


@pytest.mark.parametrize(
    ("of", "expected", "none"),
    [
        ("X", [("MAJORITY", "韩一", "CERTAIN")], None),
        ("T1", [("MAJORITY", "韩一", "CERTAIN")], None),
        ("J", [], ("JOINT_50", "J", ["H", "K"])),
        ("Y", [("MAJORITY", "J", "CERTAIN")], ("JOINT_50", "J", ["H", "K"])),
        (
            "U",
            [("MAJORITY", "韩一", "POSSIBLE"), ("SUSPECTED", "秦六", "POSSIBLE")],
            ("UNKNOWN_SHARES", "U", ["韩一"]),
        ),
    ],
)
def test_the_pyramid(
    of: str, expected: list[tuple[str, str, str]], none: tuple[str, str, list[str]] | None
) -> None:
    result = ask(S3, of)

    assert told(result) == expected
    assert nobody(result) == none
