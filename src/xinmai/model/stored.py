"""What a store holds, on both time axes: what a copy carries from one engine to another, and an export writes."""

from datetime import datetime

import msgspec

from xinmai.model.answers import Erased


class StoredVersion(msgspec.Struct, frozen=True, gc=False):
    """One version of a fact, 事实版本."""

    recorded_from: int
    recorded_to: int | None
    """Revision that ended it; None while it holds."""
    need: int
    """Visibility that it and all it hangs on need, as the store judges it today."""
    payload: str | None
    """The fact as canonical JSON (``model.facts.encode``); None where the content was erased."""
    digest: str | None = None
    """SHA-256 of the payload that was erased."""


class StoredFact(msgspec.Struct, frozen=True, gc=False):
    """A fact with all its versions, 事实全史."""

    number: int
    """Place in the order in which facts were first said; a store never gives one twice."""
    key: str
    kind: str
    """A key of ``model.facts.KINDS``."""
    namespace: str
    own: int
    """Visibility that the fact itself needs; with ``store.batch.ERASED`` if it was erased."""
    need: int
    versions: tuple[StoredVersion, ...]
    """Oldest first. The last one has an end if the fact was closed."""
    erased: Erased | None = None


class StoredRevision(msgspec.Struct, frozen=True):
    """One revision: when it was written and what it touched, 版次."""

    number: int
    recorded_at: datetime
    key: str | None
    """The writer's own key, under which a repeated write is none."""
    first_number: int
    """Facts said for the first time: ``first_number <= number < next_number``."""
    next_number: int
    touched: tuple[tuple[str, str], ...]
    """Every other touch of a fact: its key, and what happened (``changed``, ``closed``, ``erased``, ``added`` again); by key."""
