"""What the files of ``seed/catalogue`` hold, decoded strictly: an unknown field is an error, never ignored."""

from typing import Annotated

import msgspec

from xinmai.model.dates import PartialDate
from xinmai.model.vocabulary import Mark, PartyKind

Code = Annotated[str, msgspec.Meta(pattern=r"\A[A-Za-z0-9][A-Za-z0-9_-]*\Z")]
"""Stable word that data cells carry, 代码."""
Words = Annotated[str, msgspec.Meta(min_length=1)]
"""A label or sentence that may not be empty."""
Part = Annotated[str, msgspec.Meta(pattern=r"^(0\.(?=\d*[1-9])\d+|1|1\.0)$")]
"""A part of the whole as a decimal, above 0 and at most 1."""
PlanRow = Annotated[int, msgspec.Meta(ge=1, le=85)]
"""Row of the plan of 2014, 计划序号: 1 to 85."""


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What every entry has: a code and its label in both languages, 条目."""

    code: Code
    """Stable word of the data."""
    zh: Words
    """Chinese label."""
    en: Words
    """English label."""


class Item(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One kind of record that agencies owe to the platform, 数据目录事项."""

    record_kind: Code
    """Record kind, 信用记录类型."""
    owed_by: Annotated[tuple[str, ...], msgspec.Meta(min_length=1)]
    """Public ids of the agencies that owe it, in the order printed, 责任单位."""
    rows: Annotated[tuple[PlanRow, ...], msgspec.Meta(min_length=1)]
    """Rows of the plan that name it."""
    scheme: Code | None = None
    """Rating scheme of a rating."""
    subjects: tuple[PartyKind, ...] = ()
    """Kinds of party it is about, where its printed name says so; empty: any."""

    def concerns(self, kind: PartyKind) -> bool:
        """Say whether it can be about a party of a kind; one of kind unknown may be anything."""
        return not self.subjects or kind is PartyKind.UNKNOWN or kind in self.subjects


class BehaviourCatalogue(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A set of behaviours that an authority keeps, 行为目录."""

    basis: Words
    """Document that names the set."""
    mark: Mark
    """How the basis was verified."""
    operator_data: bool = False
    """True: the set itself was not found; the operator's data say which records belong to it."""
    rows: tuple[PlanRow, ...] = ()
    """Rows of the plan that name it."""


class Behaviour(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a party did, as far as a rule or the plan asks for it, 行为."""

    basis: Words
    """Statute and article, or row of the plan."""
    mark: Mark
    """How the basis was verified."""
    rows: tuple[PlanRow, ...] = ()
    """Rows of the plan that name it."""


class Reason(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Why a party is on a list, 列入事由."""

    list: Code
    """The list."""
    basis: Words
    """Statute and article, or row of the plan."""
    mark: Mark
    """How the basis was verified."""
    rows: tuple[PlanRow, ...] = ()
    """Rows of the plan that name it."""


class Grade(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One grade of a rating scheme, 等级."""

    mark: Mark
    """How the grade was verified."""


class Becomes(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, rename={"old": "from", "new": "to"}
):
    """What a grade turned into in the next version, 等级转换."""

    old: Code
    """Grade of this version."""
    mark: Mark
    """How the conversion was verified."""
    new: Code | None = None
    """Grade of the next version; None: the subject was rated anew."""


class SchemeVersion(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One version of a scheme and the grades it knows, 评价办法版本."""

    version: Code
    """Word of ``records.scheme_version``."""
    mark: Mark
    """How the version was verified."""
    date_mark: Mark
    """How its dates were verified."""
    source: Words
    """Document."""
    grades: tuple[Grade, ...]
    """Best first; empty: the source names the scheme, not its grades."""
    valid_from: PartialDate | None = None
    """First day; None: not stated."""
    valid_to: PartialDate | None = None
    """First day no longer in force; None: open."""
    becomes: tuple[Becomes, ...] = ()
    """What its grades turned into in the next version."""
    note: str = ""
    """What to know beside."""


class Scheme(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A rating scheme or listing regime with its versions, 信用评价办法."""

    record_kind: Code
    """``rating`` or ``listing``."""
    version: Annotated[tuple[SchemeVersion, ...], msgspec.Meta(min_length=1)]
    """Versions, oldest first."""
    rows: tuple[PlanRow, ...] = ()
    """Rows of the plan that name it."""


class Post(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A post or registration class of a person in an organisation, 职务、注册类别."""

    relation_kinds: Annotated[tuple[Code, ...], msgspec.Meta(min_length=1)]
    """Relation kinds that carry it."""
    basis: Words
    """Where the post comes from."""
    mark: Mark
    """How the basis was verified."""
    rows: tuple[PlanRow, ...] = ()
    """Rows of the plan that name it."""


class Kinds(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Labels of the closed words of the bundle, 词汇标签: one group a vocabulary."""

    relation_kind: tuple[Entry, ...]
    """Relation kinds, 关系类型."""
    record_kind: tuple[Entry, ...]
    """Record kinds, 信用记录类型."""
    party_kind: tuple[Entry, ...]
    """Party kinds, 主体类型."""
    capacity: tuple[Entry, ...]
    """Capacities, 责任身份."""
    sanction_kind: tuple[Entry, ...]
    """Sanction kinds, 处罚种类."""
    event: tuple[Entry, ...]
    """Record events, 记录事件."""
    property: tuple[Entry, ...]
    """Dated properties, 主体属性."""
    body_type: tuple[Entry, ...]
    """What an agency or institution is, 机构类型."""
    list: tuple[Entry, ...]
    """Lists, 名单."""
    licence_type: tuple[Entry, ...]
    """Licences, 证照."""
    offence: tuple[Entry, ...]
    """Offences, 罪名."""
    severity: tuple[Entry, ...]
    """Statutory circumstances, 情节."""
    status: tuple[Entry, ...]
    """States of an organisation, 存续状态."""
    category: tuple[Entry, ...]
    """Categories of a party, 类别."""


class CalendarSource(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where working days come from, 工作日历."""

    library: Words
    """Distribution that holds the data."""
    first_year: int
    """First year it knows whole."""
    last_year: int
    """Last year it knows whole."""
    outside: Words
    """Answer for a day outside these years."""
