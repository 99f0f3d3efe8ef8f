"""``xinmai paths`` and ``xinmai connections``."""

import csv
import os
from pathlib import Path

import pytest

from xinmai.cli.link_answers import COLUMNS
from xinmai.resources import resource

from support.command import command

DAY = ("--as-of", "2025-06-01")
FIRMS = ("demo:firm-003", "demo:firm-005")


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Load the demo once, in an empty folder and with nothing in the environment, as the tests themselves run."""
    folder = tmp_path_factory.mktemp("links")
    url = f"sqlite:///{folder / 'demo.db'}"
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("XINMAI_")]:
            patch.delenv(name)
        patch.chdir(folder)
        assert command("load", resource("seed", "demo"), "--store", url).status == 0
    return url


def test_paths_are_told_with_what_was_not_passed_and_what_was_searched(seeded: str) -> None:
    outcome = command("paths", *FIRMS, "--first", "1", *DAY, "--store", seeded)
    assert outcome.status == 0
    lines = outcome.out.splitlines()
    assert lines[0].startswith("1. 截至2025年6月1日，沪滨昌启服饰有限公司的监事有郎三")
    assert lines[1] == "   length 3, certainty PROVEN, product 0.20694122"
    assert any(line.startswith("demo:nominee NOMINEE: 名义持有人") for line in lines)
    assert "Searched as of 2025-06-01, up to 3 hops: CUT_BY_NODES" in lines
    assert "   1 hub(s) not passed: 1 NOMINEE" in lines
    assert "   demo:source-market of 2026-05-01" in lines


def test_a_hub_is_followed_where_it_is_included(seeded: str) -> None:
    asked = ("--kind", "holds", "--max-depth", "2", "--lang", "en", *DAY, "--store", seeded)
    found = command("paths", *FIRMS, *asked)
    assert found.out.startswith("No link found.\n")
    assert "   kinds: holds\n" in found.out
    through = command("paths", *FIRMS, "--include-hub", "demo:nominee", *asked)
    assert "is held by 沪滨代理人有限公司 with 1.32 %" in through.out


def test_the_strongest_and_suspected_paths(seeded: str) -> None:
    strongest = command("paths", "demo:S3-hanyi", "demo:S3-X", "--by", "strongest", *DAY, "--store", seeded)
    assert [line for line in strongest.out.splitlines() if "product" in line] == [
        "   length 2, certainty PROVEN, product 0.15",
        "   length 3, certainty PROVEN, product 0.0918",
    ]
    contacts = ("demo:contact-F1", "demo:contact-F3")
    assert command("paths", *contacts, *DAY, "--store", seeded).out.startswith("No link found.")
    assert "NAME_ONLY" in command("paths", *contacts, "--suspected", *DAY, "--store", seeded).out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("paths", "demo:S3-X", "demo:S3-X"), "to: must be another party"),
        (("paths", "demo:S3-X", "demo:nobody"), "NOT_FOUND: Nothing has the id demo:nobody"),
        (("paths", *FIRMS, "--max-depth", "99"), "--max-depth: must be between 1 and 12"),
        (("paths", *FIRMS, "--kind", "friends"), "'friends' is not one of 'legal_representative'"),
        (("connections", "demo:S3-X"), "among: must name 2 to 200 parties"),
        (("connections", "demo:S3-X", "demo:S3-X"), "among: names demo:S3-X twice"),
    ],
)
def test_what_cannot_be_asked_is_said(seeded: str, words: tuple[str, ...], said: str) -> None:
    outcome = command(*words, "--store", seeded)
    assert (outcome.status, outcome.out) == (2, "")
    assert said in outcome.err


def test_connections_of_a_file_are_written_as_csv(workplace: Path, seeded: str) -> None:
    names = ("S2-jia", "S2-yi", "S2-bing", "S2-ding", "S2-ren", "S2-gui")
    file, out = workplace / "list.csv", workplace / "pairs.csv"
    file.write_text("\ufeffid,name\n" + "".join(f"demo:{name},x\n" for name in names), encoding="utf-8")
    kinds = ("--kind", "holds", "--kind", "legal_representative")
    outcome = command("connections", file, *kinds, "--as-of", "2025-03-03", "--out", out, "--store", seeded)

    assert outcome.status == 0
    assert "2 pairs linked, 13 not." in outcome.out
    assert "Wrote" in outcome.err
    assert outcome.out.count("demo:S2-heyi  demo:S2-jia (legal_representative)") == 2
    assert any(line.split() == ["demo:S2-S", "STATE_BODY", "2"] for line in outcome.out.splitlines())
    with out.open(encoding="utf-8", newline="") as stream:
        header, *rows = csv.reader(stream)
    assert tuple(header) == COLUMNS
    assert [(row[0], row[2], row[4]) for row in rows] == [
        ("demo:S2-bing", "demo:S2-ding", "1"),
        ("demo:S2-jia", "demo:S2-yi", "2"),
    ]
    assert all(row[6].startswith("截至2025年3月3日，") for row in rows)

    again = command("connections", file, "--out", out, "--store", seeded)
    assert (again.status, again.out) == (2, "")
    assert "exists; name a new file" in again.err


def test_many_parties_are_waited_for(seeded: str) -> None:
    firms = [f"demo:firm-{number:03}" for number in range(1, 61)]
    outcome = command("connections", *firms, *DAY, "--max-depth", "2", "--store", seeded)
    assert outcome.status == 0
    assert "more pairs; --out FILE.csv writes all" in outcome.out
    assert "Searched as of 2025-06-01, up to 2 hops" in outcome.out
