"""``xinmai chart``."""

import os
import stat
from pathlib import Path
from xml.etree import ElementTree as ET

import graphlay
import pytest

from xinmai.resources import resource

from support.command import command

DAY = ("--as-of", "2025-06-01")


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Load the demo once, in an empty folder and with nothing in the environment, as the tests themselves run."""
    folder = tmp_path_factory.mktemp("chart")
    url = f"sqlite:///{folder / 'demo.db'}"
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("XINMAI_")]:
            patch.delenv(name)
        patch.chdir(folder)
        assert command("load", resource("seed", "demo"), "--store", url).status == 0
    return url


def test_a_chart_is_written_and_summed_up(workplace: Path, seeded: str) -> None:
    outcome = command("chart", "demo:S3-H", "--out", "chart.svg", *DAY, "--lang", "en", "--store", seeded)
    assert (outcome.status, outcome.err) == (0, "")
    lines = outcome.out.splitlines()
    assert lines[2].split() == ["韩一", "60", "%", "沪滨恒川控股有限公司"]
    assert lines[-3:] == [
        "head of the group: 韩一 (demo:S3-hanyi)",
        "Nothing was cut, but facts are missing: 1 share(s) not stated.",
        "chart.svg: 8 boxes, 8 edges, MISSING_DATA.",
    ]
    assert stat.S_IMODE((workplace / "chart.svg").stat().st_mode) == 0o600
    root = ET.parse(workplace / "chart.svg").getroot()  # noqa: S314 - our own file
    assert root.findtext("{http://www.w3.org/2000/svg}title") == "Equity chart of 沪滨恒川控股有限公司"


def test_the_same_question_gives_the_same_bytes(workplace: Path, seeded: str) -> None:
    for name in ("one.svg", "other.svg"):
        assert command("chart", "demo:core-a", "--out", name, *DAY, "--store", seeded).status == 0
    assert (workplace / "one.svg").read_bytes() == (workplace / "other.svg").read_bytes()


def test_many_stakes_are_not_all_listed(workplace: Path, seeded: str) -> None:
    outcome = command("chart", "demo:nominee", "--out", "chart.svg", "--down", "1", *DAY, "--store", seeded)
    assert "… and 47 more" in outcome.out.splitlines()


def test_a_file_that_is_there_stays(workplace: Path, seeded: str) -> None:
    (workplace / "chart.svg").write_text("mine", encoding="utf-8")
    outcome = command("chart", "demo:S3-X", "--out", "chart.svg", "--store", seeded)
    assert (outcome.status, outcome.out) == (2, "")
    assert "--out: chart.svg exists; name a new file." in outcome.err
    assert (workplace / "chart.svg").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("demo:nobody",), "NOT_FOUND: Nothing has the id demo:nobody"),
        (("demo:S3-X", "--up", "11"), "up: must be between 0 and 10, not 11"),
        (("demo:S3-X", "--boxes", "0"), "boxes: must be between 1 and 500, not 0"),
        (("demo:S3-X", "--as-of", "2025"), "--as-of: must be one day"),
        (("demo:S3-X", "--out", "missing/chart.svg"), "--out: missing/chart.svg cannot be written"),
    ],
)
def test_what_cannot_be_drawn_is_said_and_leaves_nothing(
    workplace: Path, seeded: str, words: tuple[str, ...], said: str
) -> None:
    outcome = command("chart", "--out", "chart.svg", *words, "--store", seeded)
    assert (outcome.status, outcome.out) == (2, "")
    assert said in outcome.err
    assert list(workplace.iterdir()) == []


def test_a_drawing_that_fails_leaves_no_file(
    workplace: Path, seeded: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(graphlay, "layout", None)
    with pytest.raises(TypeError):
        command("chart", "demo:S3-X", "--out", "chart.svg", "--store", seeded)
    assert list(workplace.iterdir()) == []


def test_more_lines_than_can_be_told_apart_are_refused(
    workplace: Path, seeded: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xinmai.bootstrap.charting.MOST_LINES", 5)
    outcome = command("chart", "demo:S3-H", "--out", "chart.svg", *DAY, "--store", seeded)
    assert outcome.status == 2
    assert "gives 8 lines, 5 can be drawn: ask for fewer." in outcome.err
    assert list(workplace.iterdir()) == []
