"""The store port: what every engine can do, and what its answers mean.

Every read is made through a :class:`~xinmai.model.view.View`: a fact is seen if it was recorded at the view's revision,
if it may hold on the view's day, if the caller may see it *and* both of its ends. The mask is applied inside the engine
before any count, limit or page. Ids that are nothing in a view are left out of an answer, never an error: a hidden fact
and an absent one look alike. Lists are ordered by what each method states and last by the code points of the public id.

Relations of a party and traversals are filtered by ``view.as_of`` (``view.on_every_day()`` lifts that: a tenure test looks
back); a fact asked for by key or listed by kind comes with its days, and so do records and dated party facts.
"""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from datetime import datetime
from types import TracebackType
from typing import Protocol, Self

from xinmai.model.answers import (
    Applied,
    Change,
    CoverageCount,
    Degree,
    Erased,
    Hit,
    Namesakes,
    RejectCount,
    Revision,
)
from xinmai.model.fact import Fact
from xinmai.model.filters import Condition, Thing
from xinmai.model.groups import By, GroupCount
from xinmai.model.ids import PublicId
from xinmai.model.party import Party
from xinmai.model.record import CreditRecord
from xinmai.model.relation import Relation
from xinmai.model.subgraph import Subgraph
from xinmai.model.view import Budget, Page, Slice, View
from xinmai.model.vocabulary import Direction, PartyKind, RelationKind, Visibility

Kinds = Sequence[RelationKind] | None
"""Relation kinds that a traversal follows; None = all but the suspected ones (``contact``, ``possibly_same``)."""


class Reader(Protocol):
    """The reading half."""

    async def view(
        self, as_of: int, known_at: datetime | None = None, sees: Visibility = Visibility.PUBLIC
    ) -> View:
        """Return the view of a day at the newest revision not after ``known_at`` (None = the newest)."""
        ...

    async def revisions(self, numbers: Sequence[int]) -> dict[int, Revision]:
        """Return the asked revisions."""
        ...

    async def facts(self, view: View, keys: Sequence[str]) -> dict[str, Fact]:
        """Return facts by key (for most kinds the public id), without attachments."""
        ...

    async def listing(self, view: View, kind: str, page: Page) -> Slice[Fact]:
        """Return all facts of one kind (a key of ``model.facts.KINDS``), ordered by key."""
        ...

    async def parties(self, view: View, ids: Sequence[PublicId]) -> dict[PublicId, Party]:
        """Return parties with their dated facts attached."""
        ...

    async def resolve(self, view: View, terms: Sequence[str]) -> dict[str, tuple[PublicId, ...]]:
        """Return for each ``scheme:value`` the parties that have that identifier, now or formerly, ordered by id."""
        ...

    async def named(self, view: View, texts: Sequence[str], first: int) -> dict[str, Namesakes]:
        """Return for each name in normal form who bears it on any day, stated or dated: the first by id, and how many."""
        ...

    async def find(self, view: View, where: Condition, page: Page) -> Slice[Party]:
        """Return the parties that fulfil a condition, ordered by id."""
        ...

    async def find_records(self, view: View, where: Condition, page: Page) -> Slice[CreditRecord]:
        """Return the records that fulfil a condition, ordered by id, with everything attached."""
        ...

    async def search(
        self, view: View, text: str, kinds: Sequence[PartyKind] | None, page: Page, budget: Budget
    ) -> Slice[Hit]:
        """Return the parties with a name (former ones too) or identifier like ``text``.

        Ordered by: identifier, exact, prefix, contains; then by id. A party appears once, with its best match.
        """
        ...

    async def relations(
        self, view: View, parties: Sequence[PublicId], where: Condition, page: Page
    ) -> dict[PublicId, Slice[Relation]]:
        """Return for each party one page of its relations that fulfil a condition, all kinds, ordered by kind, then id."""
        ...

    async def aggregate(
        self,
        view: View,
        thing: Thing,
        where: Condition,
        by: Sequence[By],
        budget: Budget,
        *,
        sums: bool = True,
    ) -> tuple[GroupCount, ...]:
        """Return how many parties or records fulfil a condition, grouped, ordered by the keys; with ``sums`` their amounts too.

        Raises
        ------
        BadArgument
            If there are too many groups, or too many different amounts, for one answer.
        """
        ...

    async def aggregate_relations(
        self,
        view: View,
        parties: Sequence[PublicId],
        where: Condition,
        by: Sequence[By],
        budget: Budget,
    ) -> dict[PublicId, tuple[GroupCount, ...]]:
        """Return for each party how many of its relations fulfil a condition, grouped, ordered by the keys."""
        ...

    async def degrees(self, view: View, parties: Sequence[PublicId]) -> dict[PublicId, tuple[Degree, ...]]:
        """Return the number of relations of each party by kind and direction, all kinds, ordered by both."""
        ...

    async def relation_kinds(
        self, view: View, kinds: Sequence[RelationKind], budget: Budget
    ) -> frozenset[RelationKind]:
        """Return those of some kinds of which the view shows a relation anywhere.

        Up to one pass over all relations, where an engine finds them by their ends only.
        """
        ...

    async def expand(
        self, view: View, seeds: Sequence[PublicId], kinds: Kinds, direction: Direction, budget: Budget
    ) -> Subgraph:
        """Return what lies within ``budget.depth`` hops of the seeds: breadth first, level by level.

        A node with more than ``budget.hub`` relations of the asked kinds and direction is a hub: it is named in
        ``hubs_excluded`` and not followed, a seed too. A level that would pass ``budget.nodes`` is cut whole; relations
        among nodes seen before stay.
        """
        ...

    async def closure(
        self, view: View, seeds: Sequence[PublicId], kinds: Kinds, direction: Direction, budget: Budget
    ) -> Subgraph:
        """Return everything that is reachable from the seeds, at any depth, with the relations that lead there.

        No hub rule. If there are more than ``budget.nodes`` nodes, the first level that does not fit and all behind it are
        cut and said.
        """
        ...

    async def shortest(self, view: View, a: PublicId, b: PublicId, kinds: Kinds, budget: Budget) -> Subgraph:
        """Return the union of all shortest paths between two nodes, relations taken in both directions.

        Hubs other than the two ends are named and not passed. No path within ``budget.depth``: no relations.
        """
        ...

    async def records(
        self, view: View, parties: Sequence[PublicId], where: Condition, page: Page
    ) -> dict[PublicId, Slice[CreditRecord]]:
        """Return for each party one page of the records that name it and fulfil a condition, with everything attached.

        A name inside an organisation (``party_name`` + ``party_scope``) names the one person of that name who, by the same
        namespace's word, stands or stood on any day in a relation to that organisation; of two it names neither.
        """
        ...

    async def records_of(
        self, view: View, parties: Sequence[PublicId], budget: Budget
    ) -> tuple[CreditRecord, ...]:
        """Return the records that name any of the parties by id, ordered by id, with everything attached."""
        ...

    async def credit_records(self, view: View, ids: Sequence[PublicId]) -> dict[PublicId, CreditRecord]:
        """Return records by id with everything attached."""
        ...

    async def tasks(self, view: View, agency: PublicId | None) -> tuple[Fact, ...]:
        """Return the tasks (of an agency) and their links: ``Task`` by number, each followed by its ``TaskLink`` by kind, position."""
        ...

    async def coverage(self, view: View, agency: PublicId | None) -> tuple[CoverageCount, ...]:
        """Return what came: records by agency, kind and item, ordered by these."""
        ...

    async def rejects(self) -> tuple[RejectCount, ...]:
        """Return what the newest load of each namespace refused, ordered by namespace, agency, table, kind."""
        ...

    async def histories(self, view: View, keys: Sequence[str]) -> dict[str, tuple[Fact, ...]]:
        """Return for each key all versions of the fact up to the view's revision, oldest first; of what is nothing, none."""
        ...

    async def erased(self, key: str) -> Erased | None:
        """Return what is left of an erased fact."""
        ...

    def scan(self, view: View, kind: str) -> AsyncIterator[tuple[Fact, ...]]:
        """Stream all facts of a kind in batches, in no stated order, for whole-graph work."""
        ...

    async def changes(self, since: int, first: int) -> tuple[Change, ...]:
        """Return the change feed after a revision, whole revisions only, at least ``first`` entries if there are so many."""
        ...

    async def digest(self) -> str:
        """Return a digest of the content on both time axes; equal content gives equal digests on every engine."""
        ...

    async def counts(self) -> dict[str, int]:
        """Return the number of current facts by kind."""
        ...


class Load(Protocol):
    """One load of one namespace: batches, then the end. A batch is written whole or not at all.

    Leaving the context without :meth:`finish` keeps the batches written; the same load run again goes on from there.
    """

    async def __aenter__(self) -> Self: ...

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    async def apply(self, facts: Sequence[Fact], at: datetime) -> Applied:
        """Write one batch; facts that dangle or reuse an id are refused, the rest is written."""
        ...

    async def finish(
        self,
        at: datetime,
        *,
        close_unsaid: bool,
        rejects: Mapping[tuple[str, str, str], int],
        spared: Collection[str] = (),
    ) -> Applied:
        """End the load: close what the namespace said before and did not say now, and remember the rejects.

        A party that another namespace still refers to is kept, and so is a source. ``rejects`` counts by agency, table and
        record kind. Facts of the ``spared`` kinds are not closed: some row of theirs could not be read, and what it said is
        not known.
        """
        ...


class Writer(Protocol):
    """The writing half. One writer at a time."""

    def load(self, namespace: str) -> Load:
        """Begin a load of a namespace."""
        ...

    async def apply(
        self, facts: Sequence[Fact], *, key: str, at: datetime, expected_revision: int | None = None
    ) -> Applied:
        """Write facts as one revision. The same ``key`` twice is one write.

        Raises
        ------
        RevisionConflict
            If ``expected_revision`` is stated and the store has moved on.
        """
        ...

    async def erase(self, key: str, reason: str, at: datetime) -> Erased | None:
        """Erase a fact's content in all its versions because the law demands it; its digest and the reason stay."""
        ...


class Store(Reader, Writer, Protocol):
    """A store: both halves, and its end."""

    async def close(self) -> None:
        """Give back files and connections."""
        ...
