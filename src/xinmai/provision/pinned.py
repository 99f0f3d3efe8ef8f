"""Which Neo4j it is, and the data files beside this module."""

import tomllib
from importlib.resources import files
from pathlib import Path

import msgspec

DATA = Path(str(files("xinmai.provision")))


class Pinned(msgspec.Struct, frozen=True):
    """A version of Neo4j, and the versions of Java that it runs on."""

    version: str
    java: tuple[int, ...]

    @property
    def spoken_java(self) -> str:
        """The versions of Java in words."""
        return " or ".join(map(str, self.java))


PINNED = msgspec.convert(tomllib.loads((DATA / "pinned.toml").read_text(encoding="utf-8")), Pinned)


def checksums() -> dict[str, str]:
    """Return the SHA-256 of each file of the server, by name."""
    lines = (DATA / "jars.sha256").read_text(encoding="ascii").splitlines()
    return {name: digest for digest, name in (line.split() for line in lines)}
