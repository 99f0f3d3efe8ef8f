"""``xinmai copy``: what it says, what goes along, what is refused; and rehearsals against a server, which rest on it."""

import asyncio
from pathlib import Path

import pytest

from support.command import command, write_bundle
from support.neo4j_servers import Neo4jServer

PARTIES = ["id,kind,name", "a,enterprise,甲公司", "p,person,王五"]
HOLDS = ["id,kind,from,to,share,valid_from", "h,holds,p,a,51,2020-01-01"]
FROM_TO = ("--from", "sqlite:///xinmai.db", "--to", "sqlite:///copy.db")


@pytest.fixture
def loaded(workplace: Path) -> Path:
    bundle = write_bundle(workplace / "clean", {"parties": PARTIES, "relations": HOLDS})
    assert command("load", bundle).status == 0
    return bundle


def test_the_copy_is_equal_and_has_the_key(loaded: Path, workplace: Path) -> None:
    outcome = command("copy", *FROM_TO)
    assert outcome.status == 0
    assert "Equal on both sides: 3 revisions, digest " in outcome.out
    assert (workplace / "copy.db.key").read_text() == (workplace / "xinmai.db.key").read_text()
    assert (workplace / "copy.db.key").stat().st_mode & 0o777 == 0o600
    again = command("load", loaded, "--store", "sqlite:///copy.db")
    assert "0 facts added, 0 changed, 3 unchanged" in again.out


@pytest.mark.usefixtures("loaded")
def test_another_key_beside_the_target_is_left(workplace: Path) -> None:
    (workplace / "copy.db.key").write_text("0123456789abcdef" * 4)
    outcome = command("copy", *FROM_TO)
    assert outcome.status == 2
    assert "copy.db.key holds another key than xinmai.db.key" in outcome.err
    assert not (workplace / "copy.db").exists()


@pytest.mark.usefixtures("loaded")
def test_a_store_is_not_copied_into_itself_nor_into_another_one() -> None:
    same = command("copy", "--from", "sqlite:///xinmai.db", "--to", "sqlite:///./xinmai.db")
    assert (same.status, same.err.split(":")[0]) == (2, "BAD_USER_INPUT")
    assert command("demo", "--store", "sqlite:///copy.db").status == 0
    other = command("copy", "--from", "sqlite:///copy.db", "--to", "sqlite:///xinmai.db")
    assert other.status != 0
    assert command("copy", "--from", "sqlite:///nothing.db", "--to", "sqlite:///new.db").status == 1


@pytest.mark.timeout(300)
def test_a_rehearsal_against_a_server_leaves_it_as_it_was(
    loaded: Path,
    workplace: Path,
    neo4j_servers: tuple[Neo4jServer, Neo4jServer],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    server = neo4j_servers[0]
    asyncio.run(_emptied(server))
    monkeypatch.setenv("XINMAI_NEO4J_USER", server.login.user or "neo4j")
    if server.login.password:
        monkeypatch.setenv("XINMAI_NEO4J_PASSWORD", server.login.password)
    there = ("--store", server.url)
    assert "3 facts added" in command("load", loaded, "--dry-run", *there).out
    assert command("copy", "--from", "sqlite:///xinmai.db", "--to", server.url).status == 0
    more = [*HOLDS, "i,holds,p,a,60,2021-01-01", "j,holds,nobody,a,1,2020-01-01"]
    wider = write_bundle(workplace / "wider", {"parties": PARTIES, "relations": more})
    rehearsed = command("load", wider, "--dry-run", *there)
    assert (rehearsed.status, "1 facts added" in rehearsed.out) == (3, True)
    assert command("copy", "--from", server.url, "--to", "sqlite:///back.db").status == 0
    assert (
        command("copy", "--from", "sqlite:///back.db", "--to", "sqlite:///copy.db").out
        == command("copy", *FROM_TO).out
    )


async def _emptied(server: Neo4jServer) -> None:
    await (await server.new_store()).close()
