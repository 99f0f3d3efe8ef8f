"""What a mapping file may say: the shapes of its sections, as data. Cells stay raw here; :mod:`.cells` reads them."""

from typing import Any, Literal

import msgspec

SEPARATORS = {"comma": ",", "tab": "\t", "semicolon": ";", "pipe": "|"}
"""Names for separators that are hard to see; any other single character stands for itself."""

ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "gbk", "gb2312", "big5", "latin-1", "ascii")
"""Encodings that keep ASCII bytes for ASCII, so that lines can be found before decoding."""


class Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Part of a mapping file; an unknown key is an error."""


class BundleSection(Section, frozen=True):
    """Who delivers: what ``bundle.toml`` says of a bundle."""

    namespace: str
    retrieved_on: str
    agency: str = ""
    system: str = ""
    licence: str = ""
    mode: Literal["snapshot", "delta"] = "snapshot"


class Condition(Section, frozen=True, rename={"if_": "if", "is_": "is"}):
    """A test of one cell; exactly one of the four ways is given."""

    if_: Any
    is_: str | tuple[str, ...] | None = None
    is_not: str | tuple[str, ...] | None = None
    matches: str | None = None
    matches_not: str | None = None


class Skip(Condition, frozen=True, kw_only=True):
    """Rows that are left out of every table, and why; they are counted."""

    reason: str


class Split(Section, frozen=True, rename={"as_": "as"}):
    """A packed cell: one row becomes one row for each part, the part in a new column."""

    column: str
    at: str
    as_: str


class FileSection(Section, frozen=True):
    """One foreign file, or several of one shape, as a stream of rows."""

    path: str
    encoding: str = "utf-8"
    separator: str = ","
    quote: str = '"'
    columns: tuple[str, ...] | None = None
    nulls: tuple[str, ...] = ()
    nulls_of: dict[str, tuple[str, ...]] = {}
    split: Split | None = None
    derive: dict[str, Any] = {}
    skip: tuple[Skip, ...] = ()
    optional: bool = False


class IdentitySection(Section, frozen=True):
    """How one sort of thing is known: a template of its id, and in words what that means."""

    id: str
    means: str


class LookupSection(Section, frozen=True):
    """A question to another file: which value stands beside this key."""

    file: str
    key: Any
    value: Any
    fold: tuple[Literal["brackets", "width", "spaces", "case"], ...] = ()


class ClassRule(Section, frozen=True, rename={"is_": "is"}):
    """One line of a classification; without ``matches`` it takes whatever is left."""

    is_: str
    matches: str | None = None


class Group(Section, frozen=True):
    """Several rows are one thing: rows with equal ``by`` give one output row and must agree in ``same``."""

    by: tuple[Any, ...]
    same: tuple[Any, ...] = ()


class RowsSection(Section, frozen=True):
    """Which rows of a bundle table the rows of a file become."""

    table: str
    set: dict[str, Any]
    file: str | None = None
    where: tuple[Condition, ...] = ()
    each: tuple[dict[str, Any], ...] = ()
    needs: tuple[str, ...] = ()
    distinct: tuple[str, ...] = ()
    group: Group | None = None


class NumberSection(Section, frozen=True):
    """How a number is read: factors of the units that may follow it, then ``times``, then ``plus``; all exact."""

    times: int | str = 1
    plus: int | str = 0
    units: dict[str, int | str] = {}


class CellSection(Section, frozen=True, rename={"from_": "from", "with_": "with", "else_": "else"}):
    """How one output cell is made: one source, then steps in the order in which they stand here."""

    from_: str | None = None
    first: tuple[Any, ...] | None = None
    join: tuple[Any, ...] | None = None
    with_: str = ";"
    identity: str | None = None
    using: dict[str, Any] = {}
    choose: Any = None
    when: dict[str, Any] | None = None
    lookup: str | None = None
    key: Any = None

    replace: tuple[tuple[str, str], ...] = ()
    match: str | None = None
    classify: str | None = None
    map: str | dict[str, str] | None = None
    number: bool | NumberSection = False
    date: str | tuple[str, ...] = ()
    century: int | None = None
    pad: int | None = None
    digest: int | None = None

    else_: Any = None


class Mapping(msgspec.Struct, frozen=True):
    """A checked mapping, 映射: how foreign files become rows of bundle tables."""

    file: str
    """Where it was read from, for messages."""
    bundle: BundleSection
    files: dict[str, FileSection]
    rows: tuple[RowsSection, ...]
    identity: dict[str, IdentitySection] = {}
    lookups: dict[str, LookupSection] = {}
    classes: dict[str, tuple[ClassRule, ...]] = {}
    values: dict[str, dict[str, dict[str, str] | str]] = {}
