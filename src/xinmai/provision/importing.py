"""Makes the database of a server that does not run from files, with Neo4j's own importer."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from xinmai.errors import ImportFailed, StillRunning
from xinmai.provision.home import Home
from xinmai.provision.jars import class_path
from xinmai.provision.java import require_java
from xinmai.provision.server import files_of_ours

_DATABASE: Final = "neo4j"


def import_files(
    home: Path,
    port: int,
    cache: Path,
    files: Path,
    pagecache: str = "256m",
    told: Callable[[str], None] = lambda _: None,
) -> None:
    """Make the database of a server from the files of an export; one that has a database is left alone.

    Parameters
    ----------
    home, port, cache, pagecache, told
        As for :func:`xinmai.provision.start_server`.
    files
        Folder with ``import.args``.

    Raises
    ------
    StillRunning
        If the server runs.
    ImportFailed
        If there is a database, or the importer refuses the files; nothing of it stays.
    ServerError
        If Neo4j cannot be had; see its kinds.
    """
    place = Home(home.absolute())
    with files_of_ours(), place.starting():
        if place.pid() is not None:
            raise StillRunning(str(home))
        require_java()
        path = class_path(cache.absolute(), told)
        place.prepare(port, pagecache)
        with _whole(place):
            told(f"Importing {files}.")
            _run(place, path, files.absolute())


def _run(place: Home, path: str, files: Path) -> None:
    log, report = place.folder / "logs" / "import.log", place.folder / "logs" / "import.report"
    words = ["java", "-cp", path, "org.neo4j.cli.AdminTool", "database", "import", "full", "@import.args"]
    with log.open("wb") as output:
        status = subprocess.run(
            [*words, f"--report-file={report}", _DATABASE],
            cwd=files,
            env=os.environ | {"NEO4J_HOME": str(place.folder)},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            check=False,
        ).returncode
    if status != 0:
        raise ImportFailed(
            f"the importer ended with {status}; why stands in {log}, which may show what the files hold."
        )


@contextmanager
def _whole(place: Home) -> Iterator[None]:
    """See that what an import made stays only if it ended well; what a killed one left goes at the next."""
    mark = place.folder / "importing"
    if mark.exists():
        _remove(place)
    _require_none(place)
    mark.touch()
    try:
        yield
    except BaseException:
        _remove(place)
        raise
    finally:
        mark.unlink()


def _remove(place: Home) -> None:
    for part in _database(place):
        shutil.rmtree(part, ignore_errors=True)


def _require_none(place: Home) -> None:
    there = [part for part in _database(place) if part.exists()]
    if there:
        raise ImportFailed(f"there is a database in {there[0]}.")


def _database(place: Home) -> tuple[Path, ...]:
    return tuple(place.folder / "data" / part / _DATABASE for part in ("databases", "transactions"))
