"""Evidence: an answer with everything that it stands on, so that it can be read and checked without the store."""

from datetime import datetime
from typing import Any

import msgspec

from xinmai.model.absence import Gap
from xinmai.model.consequence import Wording
from xinmai.model.dates import PartialDate
from xinmai.model.ids import PublicId
from xinmai.model.proof import canonical
from xinmai.model.vocabulary import CompletenessState

FORMAT = 1
"""Version of the shape of ``evidence.json``."""


class Question(msgspec.Struct, frozen=True):
    """What was asked, 问题."""

    kind: str
    """``path``, ``group`` or ``consequence``."""
    arguments: dict[str, Any]
    """Every argument that decides the answer, by name; an argument left out has its default here."""
    text: Wording
    """The question in words."""


class ViewStated(msgspec.Struct, frozen=True):
    """Through which view it was answered, 视图."""

    as_of: PartialDate
    """Day in the world."""
    known_at: datetime | None
    """Instant that was asked for; None = what was newest."""
    revision: int
    """Newest revision that was seen; 0 = an empty store."""
    recorded_at: datetime | None
    """Instant at which that revision was written."""
    sees: tuple[str, ...]
    """What the caller may see: ``public``, and beyond that ``government``, ``consent``."""


class Options(msgspec.Struct, frozen=True):
    """Within which limits, 查询限度. What did not fit is said in ``completeness``."""

    nodes: int
    """Greatest number of nodes."""
    depth: int | None
    """Greatest number of hops; None where the question has no limit of depth."""
    hub: int
    """A node with more relations than this is named and not followed."""


class Claim(msgspec.Struct, frozen=True):
    """One thing that is answered, 结论."""

    kind: str
    """``head``, ``member``, ``apart``, ``flag``, ``open_register``, ``consequence``, ``alert``, ``path``, ``no_link`` …"""
    content: dict[str, Any]
    """The claim for programs; its shape depends on ``kind`` (docs/evidence.md)."""
    facts: tuple[str, ...]
    """Keys of the facts it stands on, ordered; each is in the bundle."""
    text: Wording
    """The claim in one sentence."""


class FactShown(msgspec.Struct, frozen=True):
    """A fact that a claim stands on, 所依据的事实."""

    key: str
    """Its key in the store; for most facts the public id."""
    kind: str
    """A key of ``model.facts.KINDS``."""
    content: str
    """What the source states, as the store keeps it: JSON, defaults left out."""
    sha256: str
    """SHA-256 of ``content`` in UTF-8, hexadecimal."""
    source: PublicId | None
    """Who says so; listed in ``sources``. None for a telephone number or address as such, which nobody states."""
    locator: str | None
    """Place inside the source: clause, row, page."""
    recorded_at: datetime | None
    """Instant at which this wording was recorded; it says nothing about the world."""


class SourceShown(msgspec.Struct, frozen=True):
    """A source, 来源."""

    id: PublicId
    """Public id; ``namespace:bundle`` is a delivery."""
    title: str | None
    """Title."""
    agency: str | None
    """Who supplied it, as named."""
    system: str | None
    """Information system it came from."""
    document_no: str | None
    """Document number, 文号."""
    url: str | None
    """Address."""
    sha256: str | None
    """SHA-256 of the document, hexadecimal."""
    locator: str | None
    """Where the source itself is named."""
    licence: str | None
    """Licence of the data."""
    retrieved_on: PartialDate | None
    """Day of retrieval."""
    age_days: int | None
    """Days from the retrieval to the view's day; below zero if it was retrieved after it; None = day not stated."""
    stale: bool
    """Older than it may be on the view's day."""


class Searched(msgspec.Struct, frozen=True):
    """Where was looked, 检索范围."""

    relations: tuple[str, ...]
    """Kinds of relation that were followed, ordered."""
    records: tuple[str, ...]
    """Kinds of record that were read, ordered."""
    deliveries: tuple[PublicId, ...]
    """Deliveries and registers that the store held in this view, ordered; each is in ``sources``."""
    every_delivery: bool
    """Whether they are all; a store of very many sources is not read through."""


class RuleCited(msgspec.Struct, frozen=True):
    """A rule that was applied, 所适用的规则."""

    id: str
    """Rule id."""
    version: int
    """Rule version."""
    name: Wording
    """Name."""
    documents: tuple[str, ...]
    """Where it stands, 法律依据."""
    articles: tuple[str, ...]
    """Articles, 条款."""
    level: str
    """Level of the document."""
    status: str
    """Whether it is current, disputed or historic."""
    valid_from: PartialDate
    """First day on which the text is in force."""
    valid_to: PartialDate | None
    """First day no longer in force."""


class Wholeness(msgspec.Struct, frozen=True):
    """Whether something was cut, 完整性."""

    state: CompletenessState
    """Whether, and by what."""
    reason: str | None
    """What was cut and why, in words."""
    nodes_seen: int
    """Number of nodes that were looked at."""
    depth_reached: int | None
    """Hops that were taken."""
    hubs_excluded: tuple[PublicId, ...]
    """Hubs that were named and not followed."""


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """An answer with all it stands on, 证据. Same question, same view: same bytes, on every engine."""

    format: int = FORMAT
    """Version of this shape."""
    engine: str
    """Name and version of the program that answered."""
    question: Question
    """What was asked."""
    view: ViewStated
    """Through which view."""
    options: Options
    """Within which limits."""
    claims: tuple[Claim, ...]
    """What is answered, in the order of the answer."""
    facts: tuple[FactShown, ...]
    """Every fact that a claim stands on, once, ordered by kind as loads write them, then key."""
    sources: tuple[SourceShown, ...]
    """Sources of the facts, and all deliveries that were searched, ordered by id."""
    searched: Searched
    """Where was looked."""
    gaps: tuple[Gap, ...]
    """What is not in the answer, and why."""
    completeness: Wholeness
    """What was cut."""
    rules: tuple[RuleCited, ...] = ()
    """Rules that were applied, ordered by id, then version."""
    rule_pack: str | None = None
    """Digest of the rule catalogue; None where no rules play a part."""
    notes: tuple[Wording, ...] = ()
    """What the answer must not be taken for."""

    def json(self) -> bytes:
        """Return the one JSON form: keys sorted, no spaces, UTF-8."""
        return canonical(self)
