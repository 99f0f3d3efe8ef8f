"""The plan of 2014 as a bundle, read as plain CSV: what it says, and that nothing in it was invented."""

import csv
import re
import tomllib
from collections import Counter
from itertools import groupby
from pathlib import Path

import pytest

from xinmai.resources import resource

PLAN = resource("seed", "plan-2014")
PRINTED = Path(__file__).parents[3] / "shared" / "reference" / "plan-2014.txt"
PLATFORM = "市公共信用信息服务平台"
COLLECTIVE = {"相关部门", "各部门", "各相关部门", "各区县", "各有关部门和区县"}

Row = dict[str, str]


def read(table: str) -> list[Row]:
    with (PLAN / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


TASKS = read("tasks")
PARTIES = {row["id"]: row for row in read("parties")}
SYSTEMS = {row["id"]: row for row in read("systems")}
LINKS = read("task_links")
SOURCES = {row["id"]: row for row in read("sources")}
ALL_TABLES = ("parties", "relations", "sources", "systems", "tasks", "task_links")


def values(number: int, kind: str) -> list[str]:
    return [link["value"] for link in LINKS if link["task"] == f"task/{number:02d}" and link["kind"] == kind]


def responsible(number: int) -> list[str]:
    """Return the names of the responsible bodies of a task, in their places."""
    links = [link for link in LINKS if link["task"] == f"task/{number:02d}" and link["kind"] == "responsible"]
    assert [int(link["position"]) for link in links] == list(range(1, len(links) + 1))
    return [PARTIES[link["to"]]["name"] if link["to"] else link["value"] for link in links]


def wording(task: Row) -> str:
    return task["text"] or task["title"]


def test_manifest() -> None:
    manifest = tomllib.loads((PLAN / "bundle.toml").read_text(encoding="utf-8"))
    assert manifest["namespace"] == "sh2014"
    assert manifest["retrieved_on"] == "2014-04-28"
    assert manifest["mode"] == "snapshot"


def test_85_tasks() -> None:
    assert [int(task["no"]) for task in TASKS] == list(range(1, 86))
    assert {task["year"] for task in TASKS} == {"2014"}
    assert Counter(task["nature"] for task in TASKS) == {"SW": 51, "MIX": 20, "ORG": 14}
    assert [int(task["no"]) for task in TASKS if task["nature"] == "ORG"] == [
        *(1, 2, 7, 8, 11, 13, 17, 18, 19, 37, 58, 59, 64, 79)
    ]
    assert all(task["text"].startswith(task["title"]) for task in TASKS if task["text"])


def test_only_row_31_states_a_number_of_years() -> None:
    assert [task["no"] for task in TASKS if "三年" in task["term"]] == ["31"]
    assert next(task["term"] for task in TASKS if task["no"] == "23") == "规定时限内"


@pytest.mark.parametrize("table", ALL_TABLES)
def test_ids_are_unique_without_colon_and_come_with_a_source(table: str) -> None:
    rows = read(table)
    ids = [row["id"] for row in rows if "id" in row]
    assert len(set(ids)) == len(ids)
    assert not [name for name in ids if ":" in name or not name.isascii()]
    if table != "sources":
        assert {row["source"] for row in rows} <= SOURCES.keys()
        assert not [row for row in rows if row["locator"] and not re.fullmatch(r"row \d+", row["locator"])]


def test_the_source_is_the_plan() -> None:
    plan = SOURCES["source/plan-2014"]
    assert (plan["document_no"], plan["retrieved_on"]) == ("沪经信征〔2014〕1号", "2014-04-28")


def test_links_are_unique_and_resolve() -> None:
    keys = [(link["task"], link["kind"], link["to"], link["value"]) for link in LINKS]
    assert len(set(keys)) == len(keys)
    assert {link["task"] for link in LINKS} == {task["id"] for task in TASKS}
    for link in LINKS:
        known = {"responsible": PARTIES, "names_system": SYSTEMS}.get(link["kind"], {})
        assert (link["to"] in known) != bool(link["value"]), link
        assert link["locator"] == f"row {int(link['task'].removeprefix('task/'))}"


def test_one_node_an_agency() -> None:
    names = [party["name"] for party in PARTIES.values()]
    assert len(set(names)) == len(names)
    assert names.count("市征信办") == 1
    assert not COLLECTIVE & set(names)
    assert {party["kind"] for party in PARTIES.values()} == {"agency", "social_organisation"}


def test_every_task_has_somebody_responsible() -> None:
    only_collective = [n for n in range(1, 86) if set(responsible(n)) <= COLLECTIVE]
    assert only_collective == [9, 62]


@pytest.mark.parametrize(
    ("number", "bodies"),
    [
        (1, "市征信办、市发展改革委、人民银行上海总部"),
        (5, "市经济信息化委、市工商局、相关部门"),
        (8, "市政府法制办、市征信办、相关部门"),
        (10, "市征信办、中国（上海）自贸试验区管委会、人民银行上海总部"),
        (19, "市征信办、人民银行上海总部、市委宣传部、市文明办、市政府新闻办、各相关部门、各区县"),
        (26, "市食品药品监管局、市食安办"),
        (29, "市环保局"),
        (33, "市发展改革委、市物价局"),
        (46, "市国资委"),
        (55, "人民银行上海总部、市金融办、上海银监局、上海证监局、上海保监局"),
        (79, "崇明区"),
    ],
)
def test_responsible_bodies_in_the_order_printed(number: int, bodies: str) -> None:
    assert responsible(number) == bodies.split("、")


def test_row_29_names_four_of_eleven_departments_and_no_more() -> None:
    joint = [value for value in values(29, "states_measure") if value.startswith(("联动惩戒", "等11个部门"))]
    assert joint == [
        "联动惩戒：建设",
        "联动惩戒：规划土地",
        "联动惩戒：工商",
        "联动惩戒：财政",
        "等11个部门（7 个未列名）",
    ]


def test_30_rows_print_the_platform_in_full_and_two_mean_it() -> None:
    platform = next(system["id"] for system in SYSTEMS.values() if system["name"] == PLATFORM)
    linked = {link["task"] for link in LINKS if link["to"] == platform}
    in_full = {task["id"] for task in TASKS if PLATFORM in wording(task)}
    assert len(in_full) == 30
    assert linked - in_full == {"task/26", "task/62"}
    assert in_full <= linked


@pytest.mark.parametrize(
    ("words", "numbers"),
    [("一票否决", [23, 26, 30, 31]), ("黑名单", [26, 29, 68, 72]), ("告知承诺", [29, 30, 39, 41, 63])],
)
def test_what_a_row_prints_is_among_its_headwords(words: str, numbers: list[int]) -> None:
    assert [int(task["no"]) for task in TASKS if words in wording(task)] == numbers
    kinds = ("states_measure", "covers_record_kind", "produces")
    assert all(any(words in value for kind in kinds for value in values(n, kind)) for n in numbers)


REGULATIONS = {
    "draws_up": r"制定|制订|起草|编制|出台|形成|建立|立法调研",
    "revises": r"修订|完善|健全",
    "applies": r"落实|实施|根据|按照|依据",
}
"""Kind of link → the verbs by which a row says it."""


def regulations(number: int, kind: str = "") -> list[str]:
    return [title for word in REGULATIONS if kind in ("", word) for title in values(number, word)]


def clause_of(text: str, title: str) -> str:
    """Return the piece of a row, between full stops and semicolons, that names a document."""
    return next(clause for clause in re.split("[。；]", text) if title in clause)


def test_regulations_are_printed_and_said_by_their_verb() -> None:
    for task in TASKS:
        for kind, verbs in REGULATIONS.items():
            for title in values(int(task["no"]), kind):
                assert re.search(verbs, clause_of(wording(task), title)), (task["no"], kind, title)


def test_every_title_in_brackets_is_a_regulation_but_one_project() -> None:
    titles = {(int(task["no"]), title) for task in TASKS for title in re.findall("《[^》]*》", wording(task))}
    linked = {(number, title) for number in range(1, 86) for title in regulations(number)}
    assert titles - linked == {(45, "《上海数字化智能审计工程》")}
    assert len(linked - titles) == 28
    assert [number for number in (6, 8, 20, 34) if regulations(number)] == []


@pytest.mark.parametrize(
    ("number", "kind", "titles"),
    [
        (
            7,
            "draws_up",
            ["《上海市社会信用体系建设条例（暂定名）》", "《上海市公共信用信息归集和使用管理办法》"],
        ),
        (25, "draws_up", ["《上海市禁止、限制和控制危险化学品目录（第二批）》"]),
        (25, "revises", ["《上海市危险化学品安全管理办法》"]),
        (28, "applies", ["自贸试验区企业年度报告公示办法", "企业经营异常名录管理办法"]),
        (80, "applies", ["《征信业管理条例》", "《征信机构管理办法》"]),
        (85, "draws_up", ["《上海检验检疫局推进企业信用管理工作的实施方案》"]),
    ],
)
def test_regulations_of_a_row_in_the_order_printed(number: int, kind: str, titles: list[str]) -> None:
    assert regulations(number, kind) == titles


def test_regulations_stand_in_the_order_printed_each_once() -> None:
    for task in TASKS:
        number = int(task["no"])
        assert len(set(regulations(number))) == len(regulations(number))
        for kind in REGULATIONS:
            printed = [wording(task).index(title) for title in regulations(number, kind)]
            assert printed == sorted(printed)


def test_publicity_rows_have_no_record_kinds() -> None:
    assert not [n for n in (17, 19, 64, 79) if values(n, "covers_record_kind")]


def test_systems_are_those_of_34_lines_and_each_is_named() -> None:
    assert sorted({int(system["no"]) for system in SYSTEMS.values()}) == list(range(1, 35))
    assert {link["to"] for link in LINKS if link["kind"] == "names_system"} == SYSTEMS.keys()
    assert {system["operator"] for system in SYSTEMS.values()} - {""} <= PARTIES.keys()


def test_succession_is_marked_as_general_knowledge() -> None:
    steps = {
        (PARTIES[row["from"]]["name"], PARTIES[row["to"]]["name"], row["valid_from"])
        for row in read("relations")
    }
    assert steps == {
        ("市工商局", "市市场监管局", "2018"),
        ("市质量技监局", "市市场监管局", "2018"),
        ("市食品药品监管局", "市市场监管局", "2018"),
        ("市物价局", "市市场监管局", "2018"),
        ("市知识产权局", "市市场监管局", "2018"),
        ("上海检验检疫局", "上海海关", "2018"),
        ("闸北区", "静安区", "2015"),
        ("崇明县", "崇明区", "2016"),
    }
    assert all(row["title"].endswith("(G)") and row["kind"] == "succeeded_by" for row in read("relations"))


def test_readme_counts() -> None:
    readme = (PLAN / "README.md").read_text(encoding="utf-8")
    counts = {table: int(rows) for table, rows in re.findall(r"\| `(\w+)\.csv` \| (\d+) \|", readme)}
    assert counts == {table: len(read(table)) for table in ALL_TABLES}


@pytest.mark.skipif(not PRINTED.exists(), reason="the plan's printed text is not beside the checkout")
def test_wording_and_bodies_equal_the_printed_table() -> None:
    cells = [line.split("\t") for line in PRINTED.read_text(encoding="utf-8").splitlines()]
    table = [(int(row[0]), row[1], row[2]) for row in cells if len(row) == 3 and row[0].isdigit()]
    assert [number for number, _, _ in table] == list(range(1, 86))
    for (number, text, column), task in zip(table, TASKS, strict=True):
        assert wording(task).rstrip("。") == text.rstrip("。")
        printed = column.replace(" ", "").replace("中国（上海）", "中国〔上海〕")
        bodies = re.split("[、（(]", re.sub("[）)]", "", printed))
        assert responsible(number) == [name.replace("〔", "（").replace("〕", "）") for name in bodies]


def test_rows_of_a_task_stand_together() -> None:
    assert len([key for key, _ in groupby(link["task"] for link in LINKS)]) == 85
