"""``xinmai demo`` and ``xinmai schema``."""

from pathlib import Path

from xinmai.cli.questions import QUESTIONS

from support.command import command, write_bundle


def test_an_empty_store_is_filled_and_asked(workplace: Path) -> None:
    outcome = command("demo")
    assert outcome.status == 0
    assert "Loaded seed/plan-2014: 1,300 facts." in outcome.err
    assert (workplace / "xinmai.db.key").exists()
    for question in QUESTIONS:
        assert question.zh in outcome.out
        assert question.en in outcome.out


def test_the_answers_are_those_of_the_stories() -> None:
    lines = [line.split() for line in command("demo").out.splitlines()]
    assert [line[:2] + line[-2:] for line in lines if line[-1:] in (["R19"], ["R24"], ["R24s"])] == [
        ["沪滨丰禾食品有限公司", "AUTOMATIC", "2027-03-01", "R19"],
        ["沪滨味和食品有限公司", "DUTY", "2029-03-01", "R24"],
        ["王五", "AUTOMATIC", "2029-03-01", "R24"],
        ["刘八", "AUTOMATIC", "2029-03-01", "R24"],
        ["沪滨丰禾食品有限公司", "AUTOMATIC", "2029-03-01", "R24s"],
    ]
    assert ["韩一", "head", "PERSON"] in lines
    assert ["沪滨优望商贸有限公司", "member", "POSSIBLE", "0", "to", "60", "%"] in lines
    assert ["沪滨嘉合合营有限公司", "beside", "JOINT_50", "50", "%"] in lines
    assert any(
        line[:1] == ["沪滨上游矿业有限公司"] and line[-3:] == ["supplies", "→", "supplies"] for line in lines
    )


def test_a_store_that_holds_something_is_left_alone(workplace: Path) -> None:
    bundle = write_bundle(workplace / "b", {"parties": ["id,kind,name", "p,person,甲"]})
    command("load", bundle)
    outcome = command("demo")
    assert (outcome.status, outcome.out) == (0, "")
    assert "does not hold seed/demo" in outcome.err


def test_the_committed_schema_is_what_the_code_says() -> None:
    assert command("schema", "--check").status == 0
    assert command("schema").out.count("\ntype Query {\n") == 1
