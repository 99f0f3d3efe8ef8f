"""``xinmai file``."""

from pathlib import Path

from support.command import command


def test_a_file_is_shown_in_sections(workplace: Path) -> None:
    command("demo")
    outcome = command("file", "demo:file-F1", "--as-of", "2026-05-02")
    assert outcome.status == 0
    lines = [line.split() for line in outcome.out.splitlines()]
    assert lines[0] == ["沪滨样本建筑有限公司,", "credit", "file", "of", "2026-05-02"]
    assert ["2023年度纳税信用评价", "EXPIRED", "2024-04-25", "demo:source-tax"] in lines
    assert ["苏四", "→", "legal_representative", "→", "沪滨样本建筑有限公司"] in [line[:5] for line in lines]
    assert ["名单", "listings,", "negative"] in lines
    assert outcome.out.count("Not collected.") == 8
    assert "Owed and not supplied" not in outcome.out

    why = command("file", "demo:file-F1", "--as-of", "2026-05-02", "--why")
    assert "Not collected. Owed and not supplied: 裁判信息 (市高院);" in why.out

    before = command("file", "demo:file-F1", "--as-of", "2023-10-15")
    assert "对沪滨样本建筑有限公司的警告" not in before.out


def test_nobody_has_no_file(workplace: Path) -> None:
    command("demo")
    outcome = command("file", "demo:nobody")
    assert (outcome.status, outcome.out) == (2, "")
    assert "NOT_FOUND: Nothing has the id demo:nobody in this view." in outcome.err


def test_a_day_that_is_none_is_named(workplace: Path) -> None:
    command("demo")
    outcome = command("file", "demo:file-F1", "--as-of", "2026-05")
    assert (outcome.status, outcome.out) == (2, "")
    assert "--as-of" in outcome.err
