"""The folder of a server: what is written there, and who is taken for its server."""

import fcntl
import multiprocessing
import os
import stat
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest

from xinmai.provision.home import Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path / "server")
    made.prepare(7688, "256m")
    return made


def configuration(home: Home) -> list[str]:
    return (home.folder / "conf" / "neo4j.conf").read_text(encoding="utf-8").splitlines()


def test_it_listens_on_this_machine_only_asks_for_a_password_and_tells_nobody(home: Home) -> None:
    lines = configuration(home)
    assert "server.bolt.listen_address=127.0.0.1:7688" in lines
    assert "dbms.security.auth_enabled=true" in lines
    assert "dbms.usage_report.enabled=false" in lines


def test_the_port_is_that_of_the_last_start(home: Home) -> None:
    home.prepare(7690, "1g")
    assert home.port() == 7690
    assert "server.memory.pagecache.size=1g" in configuration(home)


def test_the_password_is_made_once_and_for_its_owner(home: Home) -> None:
    first = home.password()
    home.prepare(7688, "256m")
    assert home.password() == first
    assert len(first) >= 32
    assert stat.S_IMODE(home.password_file.stat().st_mode) == 0o600
    assert stat.S_IMODE(home.folder.stat().st_mode) == 0o700
    assert [file.name for file in home.folder.iterdir() if file.name.startswith(".")] == []


def test_two_servers_have_two_passwords(home: Home, tmp_path: Path) -> None:
    other = Home(tmp_path / "other")
    other.prepare(7688, "256m")
    assert other.password() != home.password()


def test_nobody_runs_in_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert Home(tmp_path / "none").pid() is None


def test_a_file_that_an_ended_server_left_behind_names_nobody(home: Home) -> None:
    (home.folder / "pid").write_text(f"{os.getpid()}\n", encoding="ascii")
    assert home.pid() is None


def test_the_process_that_holds_the_lock_is_the_server(home: Home) -> None:
    spawn = multiprocessing.get_context("spawn")
    held, over = spawn.Event(), spawn.Event()
    process = spawn.Process(target=hold, args=(str(home.folder / "pid"), held, over))
    process.start()
    try:
        assert held.wait(60)
        assert home.pid() == process.pid
    finally:
        process.kill()
        process.join()
    assert home.pid() is None


def hold(file: str, held: Event, over: Event) -> None:
    """Do what the launcher does."""
    with Path(file).open("w", encoding="ascii") as stream:
        fcntl.lockf(stream, fcntl.LOCK_EX)
        stream.write(f"{os.getpid()}\n")
        stream.flush()
        held.set()
        over.wait()


def test_a_database_whose_filling_was_killed_goes_and_a_whole_one_stays(home: Home) -> None:
    for part in home.database:
        part.mkdir(parents=True)
    home.discard_unfinished()
    assert all(part.exists() for part in home.database)
    (home.folder / "importing").touch()  # as one that was killed leaves it
    home.discard_unfinished()
    assert not any(part.exists() for part in home.database)
    home.discard_unfinished()


def test_a_database_whose_filling_fails_goes_at_once(home: Home) -> None:
    def fill() -> None:
        with home.filling():
            home.database[0].mkdir(parents=True)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fill()
    assert not home.database[0].exists()
    with home.filling():
        home.database[0].mkdir(parents=True)
    home.discard_unfinished()
    assert home.database[0].exists()
