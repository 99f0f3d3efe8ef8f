"""What others wrote is printed as text: it gives no orders to a terminal or a spreadsheet, and begins no line."""

import pytest

from xinmai.cli.output import cell, one_line, say, table


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("甲公司 (集团)", "甲公司 (集团)"),
        ("\x1b[31m红", "\\u001b[31m红"),
        ("乙\u202e司公", "乙\\u202e司公"),
        ("丙\x07", "丙\\u0007"),
        ("零\u200b宽", "零\\u200b宽"),
    ],
)
def test_signs_that_a_terminal_obeys_are_written_out(
    text: str, shown: str, capsys: pytest.CaptureFixture[str]
) -> None:
    say(text)
    assert capsys.readouterr().out == f"{shown}\n"


def test_a_name_begins_no_line(capsys: pytest.CaptureFixture[str]) -> None:
    forged = "乙公司\n   length 1, certainty PROVEN\u2028COMPLETE"
    assert one_line(forged) == "乙公司\\u000a   length 1, certainty PROVEN\\u2028COMPLETE"
    table(("who",), [(forged,)])
    assert len(capsys.readouterr().out.splitlines()) == 3


@pytest.mark.parametrize("text", ["=cmd()|x", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_a_cell_is_no_formula(text: str) -> None:
    assert cell(text) == f"'{text}"
    assert cell(f"甲{text}") == f"甲{text}"
