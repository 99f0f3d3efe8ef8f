"""The Java of this machine."""

import re
import shutil
import subprocess

from xinmai.errors import JavaUnusable
from xinmai.provision.pinned import PINNED

_VERSION = re.compile(r"^\w+ (\d+)")


def require_java() -> None:
    """Make sure that there is a Java development kit that the server runs on.

    Raises
    ------
    JavaUnusable
        If there is none, or it has no compiler, or it is of another version.
    """
    for program in ("java", "javac"):
        if shutil.which(program) is None:
            raise JavaUnusable(PINNED.version, PINNED.spoken_java, f"there is no {program} on the PATH")
    said = subprocess.run(["java", "--version"], capture_output=True, text=True, check=False)
    release = release_in(said.stdout)
    if release not in PINNED.java:
        problem = f"the java on the PATH is {release or 'older than 9'}"
        raise JavaUnusable(PINNED.version, PINNED.spoken_java, problem)


def release_in(text: str) -> int | None:
    """Return the release that ``java --version`` speaks of, such as 17."""
    found = _VERSION.match(text)
    return int(found[1]) if found else None
