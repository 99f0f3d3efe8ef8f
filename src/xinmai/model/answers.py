"""What the store answers besides parties, relations and records."""

from datetime import datetime

import msgspec

from xinmai.model.dates import PartialDate
from xinmai.model.ids import PublicId
from xinmai.model.party import Party
from xinmai.model.vocabulary import Direction, RecordKind, RelationKind


class Hit(msgspec.Struct, frozen=True):
    """A party that a search found, 检索结果."""

    party: Party
    matched: str
    """The name or identifier that matched, as stated; a former name may match."""
    how: str
    """``IDENTIFIER``, ``EXACT``, ``PREFIX`` or ``CONTAINS``; in this order they rank."""


class Namesakes(msgspec.Struct, frozen=True):
    """Who bears a name on any day, 同名主体."""

    ids: tuple[PublicId, ...] = ()
    """The first of them, ordered by id."""
    total: int = 0
    """How many there are."""


class Degree(msgspec.Struct, frozen=True):
    """How many relations of one kind and direction a party has in a view, 关系数量."""

    kind: RelationKind
    direction: Direction
    count: int


class CoverageCount(msgspec.Struct, frozen=True):
    """What one agency supplied of one record kind and item, 归集情况."""

    agency: PublicId | None
    kind: RecordKind
    item: str | None
    count: int
    last_on: PartialDate | None
    """Latest day of decision among them."""


class RejectCount(msgspec.Struct, frozen=True):
    """Rows of one agency and table that the newest load of a namespace refused, 拒收数量."""

    namespace: str
    agency: str
    """As named in the row or, failing that, in the manifest."""
    table: str
    kind: str
    """Record kind as named in the row; empty elsewhere."""
    count: int


class Refusal(msgspec.Struct, frozen=True):
    """A fact that the store did not take, 拒绝."""

    index: int
    """Place in the batch."""
    rule: str
    """``DANGLING`` (a reference to nothing, or to what cannot stand there), ``ID_TWICE`` (one id for two things), ``TOO_LONG``
    (a text by which facts are found) or ``ERASED``."""
    detail: str
    """The id in question."""


class Applied(msgspec.Struct, frozen=True):
    """What a write did, 写入结果."""

    revision: int
    """Newest revision after the write."""
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    repeated: int = 0
    """Facts said twice in the same words in one load."""
    closed: int = 0
    """Facts that a snapshot no longer says."""
    refused: tuple[Refusal, ...] = ()


class Change(msgspec.Struct, frozen=True):
    """One entry of the change feed, 变更."""

    revision: int
    key: str
    kind: str
    what: str
    """``added``, ``changed``, ``closed`` or ``erased``."""


class Erased(msgspec.Struct, frozen=True):
    """What is left of a fact that the law made us erase, 依法删除."""

    key: str
    digest: str
    reason: str
    revision: int


class Revision(msgspec.Struct, frozen=True):
    """One write, 版本."""

    number: int
    recorded_at: datetime
