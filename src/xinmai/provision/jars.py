"""The files of the server in a folder that servers share: fetched by Maven, compared with what was pinned."""

import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from xinmai.errors import FetchedOtherwise, FetchFailed, MavenMissing
from xinmai.provision.pinned import DATA, PINNED, checksums

_LAUNCHER = DATA / "Launcher.java"


def class_path(cache: Path, told: Callable[[str], None]) -> str:
    """Return where Java finds the server and its launcher, fetched and compiled if need be.

    Parameters
    ----------
    cache
        Folder that servers share.
    told
        Is told what takes long.

    Raises
    ------
    MavenMissing
        If the server has to be fetched and there is no Maven.
    FetchFailed
        If Maven fails.
    FetchedOtherwise
        If a file is missing, too many, or not the one that was pinned.
    """
    folder = cache / f"neo4j-{PINNED.version}"
    jars = folder / "lib"
    if not jars.exists():
        _require_maven(folder)
        told(f"Fetching Neo4j {PINNED.version} into {folder} (about 125 MB, once).")
        _make(jars, _fetch)
    require_pinned(jars)
    launcher = folder / f"launcher-{_digest(_LAUNCHER)[:12]}"
    if not launcher.exists():
        _make(launcher, lambda draft: _compile(jars, draft))
    return f"{launcher}{os.pathsep}{jars / '*'}"


def require_pinned(jars: Path) -> None:
    """Make sure that a folder holds exactly the files that were pinned.

    Raises
    ------
    FetchedOtherwise
        If it does not.
    """
    wanted = checksums()
    found = {file.name: _digest(file) for file in jars.iterdir()}
    for name in sorted(wanted.keys() | found.keys()):
        if name not in found:
            raise FetchedOtherwise(str(jars), f"{name} is missing")
        if found[name] != wanted.get(name):
            problem = "has another checksum than the pinned one" if name in wanted else "is none of its files"
            raise FetchedOtherwise(str(jars), f"{name} {problem}")


def _make(folder: Path, fill: Callable[[Path], None]) -> None:
    """Make a folder whole or not at all, also where several do so at once."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        fill(draft)
        draft.chmod(0o755)
        draft.rename(folder)
    except OSError:
        if not folder.exists():  # else another process was faster
            raise
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _require_maven(folder: Path) -> None:
    if shutil.which("mvn") is None:
        raise MavenMissing(PINNED.version, str(folder))


def _fetch(draft: Path) -> None:
    goal = ["dependency:copy-dependencies", f"-DoutputDirectory={draft}"]
    _run("mvn", "--quiet", "--batch-mode", "--file", str(DATA / "pom.xml"), *goal)
    require_pinned(draft)


def _compile(jars: Path, draft: Path) -> None:
    oldest = str(min(PINNED.java))
    _run("javac", "--release", oldest, "-cp", f"{jars}/*", "-d", str(draft), str(_LAUNCHER))


def _run(*words: str) -> None:
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        said = (done.stdout + done.stderr).strip().splitlines()
        raise FetchFailed(PINNED.version, f"{words[0]}: {said[0] if said else done.returncode}")


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
