"""How the graph is looked at: view, budget, page, and what an answer says about its own completeness."""

from typing import Generic, TypeVar

import msgspec

from xinmai.model.dates import BEGINNING, FOREVER, PartialDate
from xinmai.model.ids import PublicId
from xinmai.model.orders import Order
from xinmai.model.vocabulary import CompletenessState, Visibility

T = TypeVar("T")


class View(msgspec.Struct, frozen=True):
    """Through which every read is made, 视图 (CONTRACT 3)."""

    as_of: int
    """Day in the world."""
    revision: int
    """Newest revision that is seen; 0 = an empty store."""
    sees: Visibility = Visibility.PUBLIC
    """What the caller may see beyond public facts."""

    every_day: bool = False
    """Whether relations of every day are shown, not only those that may hold on ``as_of`` (tenure tests look back)."""

    def on_every_day(self) -> "View":
        """Return the same view without its filter by day: what a question about the past reads."""
        return msgspec.structs.replace(self, every_day=True)

    @property
    def window(self) -> tuple[int, int]:
        """Days ``(first, last)`` on some of which a relation must possibly hold to be shown."""
        return (BEGINNING - 1, FOREVER) if self.every_day else (self.as_of, self.as_of)

    @property
    def hidden(self) -> int:
        """Bits of visibility that the caller may not see."""
        return ~int(self.sees) & 3


class Budget(msgspec.Struct, frozen=True):
    """What one question may cost, 查询预算. A level or a hub that does not fit is cut whole and said."""

    nodes: int = 5_000
    """Greatest number of nodes in an answer."""
    depth: int = 10
    """Greatest number of hops."""
    hub: int = 2_048
    """A node with more relations of the asked kinds than this is a hub: named, not followed."""
    seconds: float = 5.0
    """Time after which a running statement is stopped."""


class Page(msgspec.Struct, frozen=True):
    """Which part of a list, 分页: the first ``first`` items behind the cursor ``after``."""

    first: int = 50
    after: str | None = None
    of: str = ""
    """Name of the list: its cursors are of no other. Empty: lists of one sort share their cursors."""
    order: tuple[Order, ...] = ()
    """In which order; none stated: that of the list."""
    count: bool = True
    """Whether the whole list is counted."""


class Slice(msgspec.Struct, Generic[T], frozen=True):
    """One page of a totally ordered list, 分页结果."""

    items: tuple[T, ...]
    """The items, in order."""
    cursors: tuple[str, ...]
    """One opaque cursor an item."""
    total: int | None
    """How many items the whole list has in this view; None where that was not asked."""
    has_next: bool
    """Whether more follow."""


class SourceUse(msgspec.Struct, frozen=True):
    """A source that an answer stands on, 所用来源."""

    source: PublicId
    retrieved_on: PartialDate | None
    stale: bool
    """Older than its ``refresh_days`` on the view's day."""


class Completeness(msgspec.Struct, frozen=True):
    """How whole an answer is, 完整性: whatever is cut is said (DESIGN 3, invariant 6)."""

    state: CompletenessState
    as_of: int
    revision: int
    nodes_seen: int = 0
    reason: str | None = None
    """What was cut and why, in words."""
    depth_reached: int | None = None
    hubs_excluded: tuple[PublicId, ...] = ()
    """Hubs that were named and not followed, ordered by id."""
    rule_pack: str | None = None
    """Digest of the rules that were applied."""
    sources: tuple[SourceUse, ...] = ()
    """Sources of the facts in the answer, ordered by id."""
