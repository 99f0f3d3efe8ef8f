"""Addresses of stores: a file of the embedded engine, or a database of a server."""

from pathlib import Path
from typing import Final, TypeAlias
from urllib.parse import quote, unquote, urlsplit

import msgspec

from xinmai.errors import SettingsError

SERVER_SCHEMES: Final = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
SCHEMES: Final = ("sqlite", *SERVER_SCHEMES)
_FORMS: Final = "write sqlite:///path/graph.db, bolt://host:7687 or neo4j://host:7687/database."


class FileAddress(msgspec.Struct, frozen=True):
    """An embedded store."""

    path: Path

    @property
    def key_file(self) -> Path:
        """Where its identity key is kept unless a setting says otherwise."""
        return self.path.with_name(f"{self.path.name}.key")


class ServerAddress(msgspec.Struct, frozen=True):
    """A database of a Neo4j server."""

    url: str
    """What the driver connects to: scheme, host, port."""
    database: str | None
    """Name of the database; None = the user's home database."""

    @property
    def key_file(self) -> Path:
        """Where its identity key is kept unless a setting says otherwise: the working directory."""
        parts = urlsplit(self.url)
        named = [part for part in (parts.hostname, parts.port, self.database) if part]
        return Path("-".join(["xinmai", *map(str, named)]) + ".key")


Address: TypeAlias = FileAddress | ServerAddress


def address_of(url: str) -> Address:
    """Return what an address means.

    Parameters
    ----------
    url
        ``sqlite:///relative.db``, ``sqlite:////absolute.db``, ``bolt://host:port/database``, ``neo4j://host:port/database``
        (also with ``+s`` and ``+ssc`` for encrypted connections); the database may be left out.

    Raises
    ------
    SettingsError
        If the address names no engine that there is, no file, or a user or password, which are settings of their own.
    """
    parts = urlsplit(url)
    if not parts.scheme and url:
        raise SettingsError("store", f"{url} is no address; for this file write sqlite:///{quote(url)}.")
    if parts.query or parts.fragment:
        raise SettingsError("store", f"it takes no ?options and no #; {_FORMS}")
    if parts.scheme == "sqlite":
        return _file(parts.netloc, parts.path)
    if parts.scheme not in SERVER_SCHEMES:
        raise SettingsError("store", f"{parts.scheme or 'nothing'}: no such store; {_FORMS}")
    if "@" in parts.netloc:
        problem = "an address holds no user and no password: set XINMAI_NEO4J_USER and XINMAI_NEO4J_PASSWORD."
        raise SettingsError("store", problem)
    return _server(parts.scheme, parts.netloc, parts.path)


def _file(host: str, path: str) -> FileAddress:
    name = unquote(path[1:])
    if host or not name:
        raise SettingsError("store", f"sqlite: no such store; {_FORMS}")
    if name.startswith(":") or "\0" in name:
        raise SettingsError("store", f"it must be a file on disk; {_FORMS}")
    return FileAddress(Path(name))


def _server(scheme: str, netloc: str, path: str) -> ServerAddress:
    url = f"{scheme}://{netloc}"
    try:
        is_usable = bool(urlsplit(url).hostname) and urlsplit(url).port != 0
    except ValueError:
        is_usable = False
    database = path.strip("/")
    if not is_usable or "/" in database:
        raise SettingsError("store", f"it names no host and port; {_FORMS}")
    return ServerAddress(url, unquote(database) or None)
