"""Start, find and stop the server of a folder."""

import os
import signal
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from xinmai.errors import NotRunning, PortTaken, ServerError, StartFailed, StopFailed
from xinmai.provision.home import USER, Home
from xinmai.provision.jars import class_path
from xinmai.provision.java import require_java
from xinmai.provision.pinned import PINNED
from xinmai.provision.process import awaited, has_ended, spawn

_HOST: Final = "127.0.0.1"
_OPENED: Final = ("java.nio", "java.lang")
"""Packages of Java that Neo4j reaches into."""
_PATIENCE: Final = 240.0
_TAIL: Final = 12


@dataclass(frozen=True, kw_only=True)
class Running:
    """A server that runs."""

    address: str
    """Where the store is: ``bolt://127.0.0.1:port``."""
    pid: int
    user: str
    password: str = field(repr=False)
    password_file: Path
    version: str
    is_new: bool = False
    """Whether it was started just now."""


def start_server(
    home: Path,
    port: int,
    cache: Path,
    heap: str = "2g",
    pagecache: str = "256m",
    further: Sequence[str] = (),
    told: Callable[[str], None] = lambda _: None,
) -> Running:
    """Start the server of a folder and wait until it answers; one that runs already stays as it is.

    Parameters
    ----------
    home
        Folder of the server; made if it is not there.
    port
        Port on 127.0.0.1; 0 takes a free one.
    cache
        Folder for the files of Neo4j, which servers share.
    heap, pagecache
        Memory, as Neo4j writes it: ``512m``, ``4g``.
    further
        More lines of ``neo4j.conf``.
    told
        Is told what takes long.

    Raises
    ------
    ServerError
        If it cannot be started; see its kinds.
    """
    place = Home(home.absolute())
    with files_of_ours(), place.starting():
        pid = place.pid()
        if pid is not None:
            _await_ready(place, pid, lambda: place.pid() is None)
            return _running(place, pid)
        require_java()
        port = _free(port)
        path = class_path(cache.absolute(), told)
        place.prepare(port, pagecache, further)
        place.discard_unfinished()
        pid = _start(place, path, heap)
        _await_ready(place, pid, lambda: has_ended(pid))
        return _running(place, pid, is_new=True)


def find_server(home: Path) -> Running | None:
    """Return the server that runs in a folder, None if none does."""
    place = Home(home.absolute())
    with files_of_ours():
        pid = place.pid()
        return None if pid is None else _running(place, pid)


def stop_server(home: Path) -> int:
    """Ask the server of a folder to end, wait until it has, and return the process that it was.

    Raises
    ------
    NotRunning
        If none runs there.
    StopFailed
        If it does not end.
    """
    place = Home(home.absolute())
    with files_of_ours():
        pid = place.pid()
        if pid is None:
            raise NotRunning(str(home))
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)
        if not awaited(lambda: place.pid() is None, _PATIENCE):
            raise StopFailed(pid, _PATIENCE)
    has_ended(pid)
    return pid


@contextmanager
def files_of_ours() -> Iterator[None]:
    """Tell a file of the server that cannot be used as an error of ours."""
    try:
        yield
    except OSError as error:
        raise ServerError(f"{error.filename or 'Neo4j'}: {error.strerror or error}.") from error


def _running(place: Home, pid: int, *, is_new: bool = False) -> Running:
    return Running(
        address=f"bolt://{_HOST}:{place.port()}",
        pid=pid,
        user=USER,
        password=place.password(),
        password_file=place.password_file,
        version=PINNED.version,
        is_new=is_new,
    )


def _free(port: int) -> int:
    """Return a port that nobody listens on.

    Raises
    ------
    PortTaken
        If somebody does.
    """
    try:
        with socket.socket() as taken:
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            taken.bind((_HOST, port))
            return int(taken.getsockname()[1])
    except OSError as error:
        raise PortTaken(port, str(error.strerror)) from error


def _start(place: Home, path: str, heap: str) -> int:
    opened = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in _OPENED]
    words = ["java", f"-Xmx{heap}", *opened, "-cp", path, "Launcher", str(place.folder)]
    return spawn(words, place.password(), place.log)  # never an argument: arguments are seen by all


def _await_ready(place: Home, pid: int, is_over: Callable[[], bool]) -> None:
    def is_ready() -> bool:
        return "READY" in _lines(place.log)

    if not awaited(lambda: is_ready() or is_over(), _PATIENCE):
        os.kill(pid, signal.SIGTERM)
        raise StartFailed(
            str(place.log), f"The server does not answer after {_PATIENCE:g} s.", _tail(place.log)
        )
    if not is_ready():
        raise StartFailed(str(place.log), "The server ended.", _tail(place.log))


def _tail(log: Path) -> str:
    """Return the end of a log, as an error shows it."""
    return "\n".join(f"  {line}" for line in _lines(log)[-_TAIL:])


def _lines(log: Path) -> list[str]:
    return log.read_text(encoding="utf-8", errors="replace").splitlines()
