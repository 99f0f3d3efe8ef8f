"""Makes the database of a server that does not run from files, with Neo4j's own importer."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

from xinmai.errors import ImportFailed, StillRunning
from xinmai.provision.home import DATABASE, Home
from xinmai.provision.jars import class_path
from xinmai.provision.java import require_java
from xinmai.provision.server import files_of_ours


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
        place.discard_unfinished()
        _require_none(place)
        with place.filling():
            told(f"Importing {files}.")
            _run(place, path, files.absolute())


def _run(place: Home, path: str, files: Path) -> None:
    log, report = place.folder / "logs" / "import.log", place.folder / "logs" / "import.report"
    words = ["java", "-cp", path, "org.neo4j.cli.AdminTool", "database", "import", "full", "@import.args"]
    with log.open("wb") as output:
        status = subprocess.run(
            [*words, f"--report-file={report}", DATABASE],
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


def _require_none(place: Home) -> None:
    there = [part for part in place.database if part.exists()]
    if there:
        raise ImportFailed(f"there is a database in {there[0]}.")
