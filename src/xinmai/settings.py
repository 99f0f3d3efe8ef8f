"""Settings: the fields of :class:`Settings` are the one table, with type, range, default and meaning.

A value is taken from the command line, else from the environment (``XINMAI_`` and the name in capitals), else from
``xinmai.toml`` in the working directory, else it is the default. Secrets come from the environment or from a file that a
setting names, never from an argument or ``xinmai.toml``, and are never shown. No other module reads the environment.
"""

import os
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, ClassVar, Final, Literal
from urllib.parse import urlsplit, urlunsplit

import msgspec
from msgspec import Meta

from xinmai.errors import SettingsError

PREFIX: Final = "XINMAI_"
FILE: Final = "xinmai.toml"


class Secret:
    """A text that is never shown; whoever needs it asks for it by name."""

    SHORTEST: ClassVar[int] = 32

    def __init__(self, text: str) -> None:
        if len(text.strip()) < self.SHORTEST:
            raise ValueError(
                f"must have at least {self.SHORTEST} characters, for example 64 hexadecimal digits"
            )
        self._text = text.strip()

    def reveal(self) -> str:
        """Return the text."""
        return self._text

    def __repr__(self) -> str:
        return "Secret(…)"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._text == self._text

    def __hash__(self) -> int:
        return hash(self._text)


class Password(Secret):
    """A secret that somebody else chose, of any length."""

    SHORTEST: ClassVar[int] = 1


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """How an installation runs."""

    store: Annotated[
        str,
        Meta(
            description="Address of the store: `sqlite:///relative.db`, `sqlite:////absolute.db`, `bolt://host:port` or `neo4j://host:port`."
        ),
    ] = "sqlite:///./xinmai.db"
    host: Annotated[str, Meta(description="Address that the server listens on.")] = "127.0.0.1"
    port: Annotated[
        int, Meta(ge=0, le=65535, description="Port that the server listens on; 0 takes a free one.")
    ] = 8000
    today: Annotated[
        date | None,
        Meta(
            description="Pins the day that counts as today, for demonstrations and tests. Unset: the day in China (UTC+8)."
        ),
    ] = None
    identity_key: Annotated[
        Secret | None,
        Meta(
            description="Key under which resident identity numbers and passports are hashed, at least 32 characters.",
            extra={"secret": True},
        ),
    ] = None
    identity_key_file: Annotated[
        str | None,
        Meta(
            description="File that holds the identity key. Unset: the file `<store>.key` beside the embedded store."
        ),
    ] = None
    signing_key_file: Annotated[
        str | None,
        Meta(
            description="File that holds the key that evidence is signed with. Unset: the file `<store>.signing.pem` beside the embedded store."
        ),
    ] = None
    neo4j_user: Annotated[str, Meta(description="User of a store in Neo4j.")] = "neo4j"
    neo4j_password: Annotated[
        Password | None,
        Meta(description="Password of a store in Neo4j.", extra={"secret": True}),
    ] = None
    neo4j_password_file: Annotated[
        str | None,
        Meta(
            description="File that holds the password. Unset: the file `password` in `neo4j_home`, if it is there."
        ),
    ] = None
    neo4j_home: Annotated[
        str,
        Meta(
            description="Folder of the server that `xinmai neo4j start` starts: its data, log and password."
        ),
    ] = ".xinmai/neo4j"
    neo4j_port: Annotated[
        int,
        Meta(
            ge=0,
            le=65535,
            description="Port of that server on 127.0.0.1; 0 takes a free one. A Neo4j installed otherwise has 7687.",
        ),
    ] = 7688
    neo4j_heap: Annotated[str, Meta(description="Memory for its Java heap, such as `512m` or `4g`.")] = "2g"
    neo4j_pagecache: Annotated[
        str, Meta(description="Memory for its pages of the graph, such as `256m` or `8g`.")
    ] = "256m"
    neo4j_cache: Annotated[
        str | None,
        Meta(
            description="Folder for the files of Neo4j, shared by servers. Unset: `$XDG_CACHE_HOME/xinmai`, else `~/.cache/xinmai`."
        ),
    ] = None
    max_nodes: Annotated[
        int, Meta(ge=1, le=1_000_000, description="Greatest number of nodes in one traversal.")
    ] = 5_000
    max_held: Annotated[
        int,
        Meta(
            ge=1,
            le=1_000_000,
            description="Greatest number of parties that one question about control, ownership or groups reads; it leaves out no hubs.",
        ),
    ] = 20_000
    max_depth: Annotated[int, Meta(ge=1, le=100, description="Greatest number of hops in one traversal.")] = (
        10
    )
    max_hub: Annotated[
        int,
        Meta(
            ge=1, le=1_000_000, description="A node with more relations than this is named and not followed."
        ),
    ] = 2_048
    max_seconds: Annotated[
        float, Meta(gt=0, le=3_600, description="Seconds after which the store stops a statement.")
    ] = 5.0
    query_depth: Annotated[int, Meta(ge=1, le=100, description="Greatest depth of a GraphQL document.")] = 16
    query_aliases: Annotated[
        int, Meta(ge=0, le=10_000, description="Greatest number of aliases in a GraphQL document.")
    ] = 60
    query_tokens: Annotated[
        int, Meta(ge=10, le=1_000_000, description="Greatest number of tokens in a GraphQL document.")
    ] = 4_000
    query_cost: Annotated[
        int, Meta(ge=1, le=100_000_000, description="Greatest estimated number of objects in one answer.")
    ] = 100_000
    body_bytes: Annotated[
        int, Meta(ge=1_000, le=100_000_000, description="Greatest size of an HTTP request body in bytes.")
    ] = 1_000_000
    introspection: Annotated[bool, Meta(description="Whether the schema may be asked for over GraphQL.")] = (
        True
    )
    log_level: Annotated[
        Literal["debug", "info", "warning", "error"], Meta(description="Least severity that is logged.")
    ] = "info"


class Entry(msgspec.Struct, frozen=True):
    """One row of the table of settings."""

    name: str
    default: Any
    meaning: str
    expected: str
    """What a value must be, in words."""
    secret: bool

    @property
    def variable(self) -> str:
        """Name in the environment."""
        return PREFIX + self.name.upper()


class Stated(msgspec.Struct, frozen=True):
    """A value as somebody stated it, and where."""

    value: object
    origin: Literal["argument", "environment", "file"]

    def place(self, entry: Entry) -> str:
        """Return what the user wrote it as."""
        option = f"--{entry.name.replace('_', '-')}"
        return {"argument": option, "environment": entry.variable, "file": f"{FILE}: {entry.name}"}[
            self.origin
        ]


def table() -> tuple[Entry, ...]:
    """Return the table of settings, in its order."""
    return tuple(_entries())


def _entries() -> Iterator[Entry]:
    described = msgspec.inspect.type_info(Settings)
    fields = described.fields if isinstance(described, msgspec.inspect.StructType) else ()
    for field in fields:
        meta = field.type if isinstance(field.type, msgspec.inspect.Metadata) else None
        schema = (meta and meta.extra_json_schema) or {}
        extra = (meta and meta.extra) or {}
        expected = _expected(meta.type if meta else field.type)
        meaning = str(schema.get("description", ""))
        yield Entry(field.name, field.default, meaning, expected, bool(extra.get("secret")))


def _expected(kind: msgspec.inspect.Type) -> str:
    """Return in words what a value of a type must be."""
    words = "a text"
    match kind:
        case msgspec.inspect.UnionType(types=types):
            words = _expected(types[0])
        case msgspec.inspect.IntType(ge=low, le=high):
            words = f"a whole number from {low} to {high}"
        case msgspec.inspect.FloatType(gt=low, le=high):
            words = f"a number above {low:g}, at most {high:g}"
        case msgspec.inspect.BoolType():
            words = "true or false"
        case msgspec.inspect.DateType():
            words = "a day, YYYY-MM-DD"
        case msgspec.inspect.LiteralType(values=values):
            words = f"one of {', '.join(map(str, values))}"
        case msgspec.inspect.CustomType(cls=cls) if issubclass(cls, Secret) and cls.SHORTEST > 1:
            words = f"a text of at least {cls.SHORTEST} characters"
    return words


def stated(arguments: Mapping[str, object], environ: Mapping[str, str], file: Path) -> dict[str, Stated]:
    """Return what is stated, by name of the setting; what nobody states is missing.

    Raises
    ------
    SettingsError
        If ``xinmai.toml`` is no TOML, has an unknown key, or holds a secret.
    """
    found = {name: Stated(value, "file") for name, value in _from_file(file).items()}
    for entry in table():
        if environ.get(entry.variable):
            found[entry.name] = Stated(environ[entry.variable], "environment")
        if arguments.get(entry.name) is not None:
            found[entry.name] = Stated(arguments[entry.name], "argument")
    return found


def settings_from(values: Mapping[str, Stated]) -> Settings:
    """Return the settings that these values mean.

    Raises
    ------
    SettingsError
        If a value is none of its setting; the value itself is not repeated.
    """
    usable = {entry.name: _usable(entry, values[entry.name]) for entry in table() if entry.name in values}
    return Settings(**usable)


def read_settings(**arguments: object) -> Settings:
    """Return the settings of this process: arguments, environment, ``xinmai.toml``, defaults.

    Raises
    ------
    SettingsError
        If a value cannot be used.
    """
    return settings_from(stated_here(**arguments))


def stated_here(**arguments: object) -> dict[str, Stated]:
    """Return what this process states; see :func:`stated`."""
    return stated(arguments, os.environ, Path(FILE))


def unknown_variables() -> tuple[str, ...]:
    """Return the ``XINMAI_*`` variables of this process that are no setting: probably mistyped."""
    known = {entry.variable for entry in table()}
    return tuple(sorted(name for name in os.environ if name.startswith(PREFIX) and name not in known))


def cache_folder(settings: Settings) -> Path:
    """Return the folder for files that are fetched once and shared."""
    if settings.neo4j_cache is not None:
        return Path(settings.neo4j_cache)
    base = os.environ.get("XDG_CACHE_HOME", "")  # to be ignored unless absolute, its specification says
    return (Path(base) if Path(base).is_absolute() else Path.home() / ".cache") / "xinmai"


def shown(entry: Entry, value: object) -> str:
    """Return a value as it may be shown: no secret, no password in an address."""
    if value is None:
        return "(unset)"
    if entry.secret:
        return "(set, not shown)"
    if isinstance(value, bool):
        return "true" if value else "false"
    return without_password(value) if isinstance(value, str) else str(value)


def without_password(address: str) -> str:
    """Return an address without what stands before its @."""
    parts = urlsplit(address)
    if "@" not in parts.netloc:
        return address
    return urlunsplit(parts._replace(netloc=f"…@{parts.netloc.rpartition('@')[2]}"))


def _from_file(file: Path) -> dict[str, Any]:
    try:
        values: dict[str, Any] = msgspec.toml.decode(file.read_bytes())
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise SettingsError(FILE, f"cannot be read ({error.strerror}).") from error
    except RecursionError as error:
        raise SettingsError(FILE, "nests too deep.") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise SettingsError(FILE, f"is no valid TOML: {error}.") from error
    known = {entry.name: entry for entry in table()}
    for name in values:
        if name not in known:
            raise SettingsError(f"{FILE}: {name}", f"is no setting; the settings are {', '.join(known)}.")
        if known[name].secret:
            problem = f"is a secret; set {known[name].variable} or name a file that holds it."
            raise SettingsError(f"{FILE}: {name}", problem)
    return values


def _usable(entry: Entry, given: Stated) -> Any:
    try:
        settings = msgspec.convert({entry.name: given.value}, Settings, strict=False, dec_hook=_decode)
    except msgspec.ValidationError as error:
        raise SettingsError(given.place(entry), f"must be {entry.expected}. {entry.meaning}") from error
    return getattr(settings, entry.name)


def _decode(kind: type, value: object) -> object:
    if issubclass(kind, Secret) and isinstance(value, str):
        return kind(value)
    raise NotImplementedError(kind)
