"""What every fact has: where it comes from, who may see it, when the store knew it."""

from typing import NamedTuple

import msgspec

from xinmai.model.ids import PublicId, namespace_of
from xinmai.model.vocabulary import Visibility


class Link(NamedTuple):
    """One connection that a fact makes in the graph, 连接: from one node to another (or to nothing but itself).

    ``kind`` is the name of the connection: a relation kind, or one of the names in :data:`ATTACHMENTS`.
    """

    kind: str
    from_id: str
    to_id: str | None


class Fact(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One statement of one source, 事实. Append-only: a correction closes it and adds another (DESIGN 3, invariant 1).

    A fact never leads back to itself, so the cycle collector need not look at the millions of them in a load.
    """

    source: PublicId
    """Id of the :class:`~xinmai.model.provenance.Source` that says so."""
    locator: str | None = None
    """Place inside the source: clause, row, page."""
    visibility: Visibility = Visibility.PUBLIC
    """Who may see it."""
    recorded_from: int = 0
    """Revision from which the store knew it; 0 before it is stored."""
    recorded_to: int | None = None
    """Revision from which the store no longer held it true; None while it does."""

    @property
    def key(self) -> str:
        """Identity of the fact in the store: two statements with one key are versions of one fact."""
        raise NotImplementedError

    @property
    def namespace(self) -> str:
        """Namespace of the source that speaks; empty for a value that nobody owns."""
        return namespace_of(self.source)

    def links(self) -> tuple[Link, ...]:
        """Return the connections that the fact makes; every id in them must be known to the store."""
        return ()

    def composite(self, kind: str, *parts: str | None) -> str:
        """Return the key of a fact that has no id of its own; the speaking namespace is part of it."""
        return "\x1f".join((self.namespace, kind, *(part or "" for part in parts)))
