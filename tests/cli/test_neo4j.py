"""``xinmai neo4j``: a real server, from nothing to a killed one that starts again."""

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from neo4j import GraphDatabase

from xinmai.errors import NotRunning
from xinmai.provision import find_server, stop_server

from support.command import command
from support.neo4j_servers import require_java

HOME = Path(".xinmai/neo4j")


@pytest.fixture
def real(workplace: Path) -> Iterator[None]:
    """Leave no server behind."""
    require_java()
    yield
    with suppress(NotRunning):
        stop_server(HOME)


@pytest.mark.parametrize("word", ["status", "stop"])
def test_where_none_runs_that_is_said(word: str) -> None:
    outcome = command("neo4j", word)
    assert (outcome.status, outcome.out) == (1, "")
    assert outcome.err.startswith(f"NEO4J_NOT_RUNNING: No Neo4j server runs in {HOME}.")


def test_a_port_that_is_none_is_refused() -> None:
    outcome = command("neo4j", "start", "--neo4j-port", "99999")
    assert outcome.status == 2
    assert outcome.err.startswith("SETTINGS: --neo4j-port: must be a whole number from 0 to 65535")


def started() -> str:
    """Start the server on a free port and return its address."""
    outcome = command("neo4j", "start", "--neo4j-port", "0")
    assert outcome.status == 0, outcome.err
    assert "Started." in outcome.err
    return outcome.out.strip()


@pytest.mark.usefixtures("real")
def test_the_life_of_a_server() -> None:
    address = started()
    server = find_server(HOME)
    assert server is not None
    assert server.password not in f"{command('neo4j', 'status')} {server!r}"
    assert server.password not in Path(f"/proc/{server.pid}/cmdline").read_text(encoding="utf-8")
    write(address, server.password)

    # A lock of Java goes when its last reference is collected.
    subprocess.run(["jcmd", str(server.pid), "GC.run"], check=True, capture_output=True)
    again = command("neo4j", "start")
    assert (again.status, again.out.strip()) == (0, address)
    assert "It runs already." in again.err
    assert command("neo4j", "status").out.strip() == address

    os.kill(server.pid, signal.SIGKILL)
    os.waitpid(server.pid, 0)
    assert command("neo4j", "status").status == 1
    address = started()
    assert read(address, server.password) == ["kept"]

    assert command("neo4j", "stop").status == 0
    assert command("neo4j", "status").status == 1


def write(address: str, password: str) -> None:
    with GraphDatabase.driver(address, auth=("neo4j", password)) as driver:
        driver.execute_query("CREATE (:Note {text: 'kept'})")


def read(address: str, password: str) -> list[str]:
    with GraphDatabase.driver(address, auth=("neo4j", password)) as driver:
        records = driver.execute_query("MATCH (note:Note) RETURN note.text AS text").records
    return [record["text"] for record in records]
