"""Starting a server: what goes wrong is told. `tests/cli/test_neo4j.py` starts a real one."""

import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from xinmai.errors import NotRunning, PortTaken, ServerError, StartFailed
from xinmai.provision import find_server, server, start_server, stop_server

Put = Callable[[str, str], None]


@pytest.fixture
def java(put: Put, monkeypatch: pytest.MonkeyPatch) -> Put:
    """Put a Java that does something else than to start Neo4j."""
    monkeypatch.setattr(server, "require_java", lambda: None)
    monkeypatch.setattr(server, "class_path", lambda cache, told: "class-path")
    return put


def test_a_server_that_ends_is_told_with_the_end_of_its_log(java: Put, tmp_path: Path) -> None:
    java("java", "echo first; echo there is no memory; exit 1")
    with pytest.raises(
        StartFailed, match=r"ended\. The end of .*server\.log:\n  first\n  there is no memory"
    ):
        start_server(tmp_path / "home", 0, tmp_path)
    assert find_server(tmp_path / "home") is None


def test_the_password_comes_on_standard_input_and_is_no_argument(java: Put, tmp_path: Path) -> None:
    java("java", 'read password; echo "password $password"; echo "words $*"')
    with pytest.raises(StartFailed):
        start_server(tmp_path / "home", 0, tmp_path, heap="3g")
    password = (tmp_path / "home" / "password").read_text(encoding="ascii").strip()
    said = (tmp_path / "home" / "logs" / "server.log").read_text(encoding="utf-8").splitlines()
    assert said[0] == f"password {password}"
    assert said[1].startswith("words -Xmx3g --add-opens=")
    assert said[1].endswith(f"-cp class-path Launcher {tmp_path / 'home'}")
    assert password not in said[1]


def test_a_server_that_does_not_answer_is_ended(
    java: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "_PATIENCE", 0.5)
    java("java", "exec /bin/sleep 60")
    with pytest.raises(StartFailed, match=r"does not answer after 0\.5 s"):
        start_server(tmp_path / "home", 0, tmp_path)


def test_a_port_that_somebody_has_is_refused(java: Put, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PortTaken, match=f"127.0.0.1 port {port}: Address already in use"):
            start_server(tmp_path / "home", port, tmp_path)


def test_a_folder_that_cannot_be_made_is_told(java: Put, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ServerError, match=r"file.*: (Not a directory|File exists)"):
        start_server(tmp_path / "file", 0, tmp_path)


def test_what_does_not_run_is_not_stopped(tmp_path: Path) -> None:
    with pytest.raises(NotRunning, match="No Neo4j server runs in"):
        stop_server(tmp_path)
