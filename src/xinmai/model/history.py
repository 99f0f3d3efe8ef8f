"""Who said what of one fact, and when: its versions, oldest first."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import msgspec

from xinmai.model.absence import Gap
from xinmai.model.answers import Erased
from xinmai.model.fact import Fact
from xinmai.model.view import Page, Slice


class VersionState(StrEnum):
    """What became of a version, 版本状态."""

    HOLDS = "HOLDS"
    CORRECTED = "CORRECTED"
    CLOSED = "CLOSED"


class FieldChange(msgspec.Struct, frozen=True):
    """One field that differs between two versions, 字段变更."""

    field: str
    """Name of the field as bundles write it."""
    old: str | None
    """What the older version states; None: not stated."""
    new: str | None
    """What the newer version states; None: not stated."""


class FactVersion(msgspec.Struct, frozen=True):
    """One version of a fact, 事实版本."""

    fact: Fact
    """The version; its revisions are in it."""
    content: dict[str, Any]
    """What it states, fields that are not stated left out."""
    changes: tuple[FieldChange, ...]
    """What differs from the version before, by field; for the first version every field that it states."""
    state: VersionState
    recorded_from: datetime
    recorded_to: datetime | None
    """Instant from which the store no longer held it true; None while it does."""


class ErasedFact(msgspec.Struct, frozen=True):
    """What is left of a fact that the law made us erase, 依法删除."""

    erased: Erased
    recorded_at: datetime
    """Instant of erasure."""


class FactHistory(msgspec.Struct, frozen=True):
    """One page of the history of a fact, 事实沿革."""

    key: str
    kind: str | None
    """Kind of the fact (a key of ``model.facts.KINDS``); None where it was erased."""
    page: Page
    versions: Slice[FactVersion]
    """Oldest first."""
    erased: ErasedFact | None = None
    gaps: tuple[Gap, ...] = ()
    """What is withheld of every fact of this kind, whether it is stated or not."""
