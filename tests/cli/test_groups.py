"""``xinmai groups``: what it writes, the same bytes from both engines, whole or not at all."""

import asyncio
import csv
import stat
from pathlib import Path

import pytest

from xinmai.bootstrap import open_store
from xinmai.bootstrap.writing import new_file
from xinmai.cli.groups import COLUMNS
from xinmai.errors import BadArgument
from xinmai.service.copy import copy

from support.command import Outcome, command, write_bundle
from support.made_network import load_network
from support.neo4j_servers import Neo4jServer

PARTIES = ["id,kind,name", "a,enterprise,=甲公司", "b,enterprise,乙公司", "p,person,王五"]
RELATIONS = [
    "id,kind,from,to,share,valid_from",
    "h1,holds,p,a,51,2020-01-01",
    "h2,holds,a,b,66.6666667,2021-01-01",
]
GROUPS = """\
group,head,head_kind,party,kind,name,role,ground,strength,joint_parents
t:p,t:p,PERSON,t:a,enterprise,'=甲公司,MEMBER,CONTROL,51,
t:p,t:p,PERSON,t:b,enterprise,乙公司,MEMBER,CONTROL,66.6666667,
t:p,t:p,PERSON,t:p,person,王五,HEAD,,0,
"""


@pytest.fixture
def loaded(workplace: Path) -> None:
    bundle = write_bundle(workplace / "bundle", {"parties": PARTIES, "relations": RELATIONS})
    assert command("load", bundle).status == 0


def groups(*words: str) -> Outcome:
    return command("groups", "--out", "groups.csv", *words)


@pytest.mark.usefixtures("loaded")
def test_a_row_for_each_party_of_a_group(workplace: Path) -> None:
    outcome = groups("--as-of", "2025-06-01")

    assert outcome.status == 0, outcome.err
    assert (workplace / "groups.csv").read_text(encoding="utf-8") == GROUPS
    assert outcome.out.splitlines() == [
        "groups headed by  groups",
        "────────────────  ──────",
        "PERSON                 1",
        "",
        "3 parties that hold or are held, 2 holdings, as of 2025-06-01, revision 3.",
        "The largest group: t:p, 3 parties.",
        "groups.csv: 1 groups, 3 rows.",
    ]


@pytest.mark.usefixtures("loaded")
def test_the_day_decides(workplace: Path) -> None:
    assert groups("--as-of", "2020-06-01").status == 0
    rows = list(csv.DictReader((workplace / "groups.csv").read_text(encoding="utf-8").splitlines()))

    assert [row["party"] for row in rows] == ["t:a", "t:p"]


@pytest.mark.usefixtures("loaded")
def test_before_anybody_held_anything_there_is_a_head_line(workplace: Path) -> None:
    assert groups("--as-of", "2010-06-01").status == 0
    assert (workplace / "groups.csv").read_text(encoding="utf-8") == ",".join(COLUMNS) + "\n"


@pytest.mark.usefixtures("loaded")
def test_only_the_owner_may_read_and_nothing_is_left_beside(workplace: Path) -> None:
    before = set(workplace.iterdir())
    assert groups().status == 0
    made = {file for file in workplace.iterdir() if not file.name.startswith("xinmai.db")} - before

    assert [file.name for file in made] == ["groups.csv"]
    assert stat.S_IMODE((workplace / "groups.csv").stat().st_mode) == 0o600


@pytest.mark.usefixtures("loaded")
def test_a_file_that_is_there_is_left_alone(workplace: Path) -> None:
    (workplace / "groups.csv").write_text("mine", encoding="utf-8")
    outcome = groups()

    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.err.startswith("BAD_USER_INPUT: --out: groups.csv exists; name a new file.")
    assert (workplace / "groups.csv").read_text(encoding="utf-8") == "mine"


def test_what_fails_leaves_no_file(workplace: Path) -> None:
    assert groups("--store", "sqlite:///nothing.db").err.startswith("STORE_MISSING: ")
    assert groups("--as-of", "yesterday").err.startswith("BAD_USER_INPUT: --as-of: ")
    assert command("groups", "--out", "no/such/folder.csv").err.startswith("BAD_USER_INPUT: --out: ")
    assert list(workplace.iterdir()) == []


def test_a_file_that_came_meanwhile_is_left_alone(workplace: Path) -> None:
    late = new_file(workplace / "late.csv")
    late.__enter__().write("ours")
    (workplace / "late.csv").write_text("theirs", encoding="utf-8")
    with pytest.raises(BadArgument, match="exists; name a new file"):
        late.__exit__(None, None, None)

    assert [file.name for file in workplace.iterdir()] == ["late.csv"]
    assert (workplace / "late.csv").read_text(encoding="utf-8") == "theirs"


def test_both_engines_give_equal_bytes(
    workplace: Path, neo4j_servers: tuple[Neo4jServer, Neo4jServer], monkeypatch: pytest.MonkeyPatch
) -> None:
    server = neo4j_servers[0]

    async def fill() -> None:
        source = await open_store("sqlite:///xinmai.db", write=True)
        await load_network(source)
        await (await server.new_store()).close()
        target = await open_store(server.url, write=True, login=server.login, restoring=True)
        await copy(source, target, lambda _what, _number: None)
        await source.close()
        await target.close()

    asyncio.run(fill())
    monkeypatch.setenv("XINMAI_NEO4J_USER", server.login.user or "neo4j")
    if server.login.password:
        monkeypatch.setenv("XINMAI_NEO4J_PASSWORD", server.login.password)
    rows = []
    for day in ("2012-01-01", "2025-06-01"):
        outcomes = [
            command("groups", "--out", f"{name}-{day}.csv", "--as-of", day, "--store", store)
            for name, store in (("file", "sqlite:///xinmai.db"), ("server", server.url))
        ]
        assert [outcome.status for outcome in outcomes] == [0, 0], outcomes
        file, served = (workplace / f"{name}-{day}.csv" for name in ("file", "server"))
        assert file.read_bytes() == served.read_bytes()
        rows.append(file.read_bytes().count(b"\n"))
        assert outcomes[0].out.replace("file-", "server-") == outcomes[1].out
    assert rows[0] != rows[1] > 150
