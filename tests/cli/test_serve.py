"""``xinmai serve`` as a process of its own."""

import json
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import httpx2
import pytest

from support.command import command, write_bundle

_ADDRESS = re.compile(r"running on (http://[\d.]+:\d+)")


def address(log: IO[str]) -> str:
    """Read the log up to the line that says where the server listens."""
    for line in log:
        found = _ADDRESS.search(line)
        if found:
            return found[1]
    raise AssertionError("the server did not start")


@pytest.fixture
def server(workplace: Path) -> Iterator[subprocess.Popen[str]]:
    bundle = write_bundle(workplace / "b", {"parties": ["id,kind,name", "p,person,甲"]})
    assert command("load", bundle).status == 0
    words = [sys.executable, "-m", "xinmai", "serve", "--port", "0"]
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True) as process:
        yield process
        process.kill()


def test_it_answers_logs_and_ends_on_an_interrupt(server: subprocess.Popen[str]) -> None:
    assert server.stderr is not None
    url = address(server.stderr)
    assert httpx2.get(f"{url}/readyz", timeout=20).json()["status"] == "ok"
    line = json.loads(server.stderr.readline())
    assert (line["event"], line["path"], line["status"]) == ("request", "/readyz", 200)
    server.send_signal(signal.SIGINT)
    rest = server.stderr.read()
    assert server.wait(timeout=20) in {0, 130, -signal.SIGINT}
    assert "Traceback" not in rest


def test_it_does_not_start_without_a_store(workplace: Path) -> None:
    outcome = command("serve")
    assert (outcome.status, outcome.err.partition(":")[0]) == (1, "STORE_MISSING")
    assert list(workplace.iterdir()) == []


def test_it_does_not_start_on_a_port_that_is_none(workplace: Path) -> None:
    assert command("serve", "--port", "70000").status == 2


@pytest.fixture
def loaded(workplace: Path) -> Path:
    bundle = write_bundle(workplace / "b", {"parties": ["id,kind,name", "p,person,甲"]})
    assert command("load", bundle).status == 0
    return workplace


def test_it_does_not_start_on_a_port_that_is_taken(loaded: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        outcome = command("serve", "--port", str(other.getsockname()[1]))
    assert (outcome.status, outcome.err.partition(":")[0]) == (1, "CANNOT_LISTEN")
    assert len(outcome.err.splitlines()) == 2
    assert "http://" not in outcome.err


@pytest.mark.parametrize("host", ["256.0.0.1", "192.0.2.1", "a..b", "x" * 70])
def test_it_does_not_start_on_a_host_that_is_none(loaded: Path, host: str) -> None:
    outcome = command("serve", "--host", host, "--port", "0")
    assert (outcome.status, outcome.err.partition(":")[0]) == (1, "CANNOT_LISTEN")
