"""Batches reads by id, one set for each view of a request: a list of any length costs a fixed number of store calls."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Hashable, Iterable, Sequence
from functools import partial
from typing import Any, Final, TypeVar

import msgspec
from strawberry.dataloader import DataLoader

from xinmai.api.work import SharedWork
from xinmai.model.answers import Degree, Revision
from xinmai.model.credit_file import CreditFile
from xinmai.model.cursors import cursor, sort_key
from xinmai.model.fact import Fact
from xinmai.model.filters import Condition
from xinmai.model.groups import By, GroupCount
from xinmai.model.ids import PublicId
from xinmai.model.plan import PlannedTask, System
from xinmai.model.record import CreditRecord
from xinmai.model.relation import Relation
from xinmai.model.view import Budget, Page, Slice, View
from xinmai.ports.store import Reader
from xinmai.rules.catalogue import Catalogue
from xinmai.service.credit_file import credit_files
from xinmai.service.systems import all_systems
from xinmai.service.tasks import tasks
from xinmai.service.timeline import DatedParty, dated_parties

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")

_EMPTY: Final[Slice[Any]] = Slice((), (), 0, has_next=False)
_SHARED: Final = ""
"""Name of the lists of many parties that are read at once."""


class Loaders:
    """Reads by id through one view."""

    def __init__(
        self, store: Reader, view: View, work: SharedWork, catalogue: Catalogue, budget: Budget
    ) -> None:
        self._store = store
        self._catalogue = catalogue
        self._budget = budget
        self._work = work
        self._view = view
        self._known: dict[str, Fact] = {}
        self._known_facts: dict[str, Fact] = {}
        self._nodes: DataLoader[str, Fact | None] = DataLoader(self._shared(self._load_nodes))
        self._records: DataLoader[str, CreditRecord | None] = DataLoader(self._shared(self._load_records))
        self._facts: DataLoader[str, Fact | None] = DataLoader(self._shared(self._load_facts))
        self._degrees: DataLoader[str, tuple[Degree, ...]] = DataLoader(self._shared(self._load_degrees))
        self._lists: dict[tuple[str, Condition, Page], DataLoader[str, Slice[Any]]] = {}
        self._groups: dict[tuple[Condition, tuple[By, ...]], DataLoader[str, tuple[GroupCount, ...]]] = {}
        self._files: DataLoader[str, CreditFile | None] = DataLoader(self._shared(self._load_files))
        self._dated: DataLoader[str, DatedParty | None] = DataLoader(self._shared(self._load_dated))
        self._tasks: asyncio.Task[tuple[PlannedTask, ...]] | None = None
        self._systems: asyncio.Task[tuple[System, ...]] | None = None
        self._revisions: DataLoader[int, Revision | None] = DataLoader(self._shared(self._load_revisions))

    def know(self, nodes: Iterable[Fact]) -> None:
        """Remember nodes that were read anyway."""
        self._known.update((node.key, node) for node in nodes)

    def know_facts(self, facts: Iterable[Fact]) -> None:
        """Remember facts without attachments that were read anyway."""
        self._known_facts.update((fact.key, fact) for fact in facts)

    def known_fact(self, key: str) -> Fact | None:
        """Return a fact that was read already."""
        return self._known_facts.get(key)

    def known(self, key: str) -> Fact | None:
        """Return a node that was read already."""
        return self._known.get(key)

    async def node(self, key: str) -> Fact | None:
        """Return a party (with its dated facts), or another node of the graph."""
        return self._known.get(key) or await asyncio.shield(self._nodes.load(key))

    def record(self, key: str) -> Awaitable[CreditRecord | None]:
        """Return a record with everything attached."""
        return asyncio.shield(self._records.load(key))

    def fact(self, key: str) -> Awaitable[Fact | None]:
        """Return a fact by key, without attachments."""
        return asyncio.shield(self._facts.load(key))

    def relations(self, party: str, where: Condition, page: Page) -> Awaitable[Slice[Relation]]:
        """Return one page of a party's relations."""
        return self._list("relations", party, where, page)

    def records(self, party: str, where: Condition, page: Page) -> Awaitable[Slice[CreditRecord]]:
        """Return one page of the records that name a party."""
        return self._list("records", party, where, page)

    def relation_groups(
        self, party: str, where: Condition, by: tuple[By, ...]
    ) -> Awaitable[tuple[GroupCount, ...]]:
        """Return the groups of a party's relations."""
        key = (where, by)
        if key not in self._groups:
            self._groups[key] = DataLoader(self._shared(partial(self._load_groups, where, by)))
        return asyncio.shield(self._groups[key].load(party))

    async def _list(self, name: str, party: str, where: Condition, page: Page) -> Slice[Any]:
        """Return one page of a party's list. Its cursors are its own, around those of the store, which all parties share."""
        (after,) = sort_key(page.of, page.after, tuple[str | None], (None,))
        key = (name, where, msgspec.structs.replace(page, of=_SHARED, after=after))
        if key not in self._lists:
            self._lists[key] = DataLoader(self._shared(partial(self._load_lists, *key)))
        found = await asyncio.shield(self._lists[key].load(party))
        return msgspec.structs.replace(found, cursors=tuple(cursor(page.of, own) for own in found.cursors))

    def degrees(self, party: str) -> Awaitable[tuple[Degree, ...]]:
        """Return the numbers of a party's relations."""
        return asyncio.shield(self._degrees.load(party))

    def revision(self, number: int) -> Awaitable[Revision | None]:
        """Return a revision."""
        return asyncio.shield(self._revisions.load(number))

    def credit_file(self, party: str) -> Awaitable[CreditFile | None]:
        """Return the credit file of a party."""
        return asyncio.shield(self._files.load(party))

    def dated(self, party: str) -> Awaitable[DatedParty | None]:
        """Return what may be dated about a party."""
        return asyncio.shield(self._dated.load(party))

    async def tasks(self) -> tuple[PlannedTask, ...]:
        """Return all tasks of the plan, read once."""
        if self._tasks is None:
            self._tasks = self._work.start(tasks(self._store, self._view, None))
        return await asyncio.shield(self._tasks)

    async def systems(self) -> tuple[System, ...]:
        """Return all systems of the plan, read once."""
        if self._systems is None:
            self._systems = self._work.start(all_systems(self._store, self._view))
        return await asyncio.shield(self._systems)

    def _shared(
        self, load: Callable[[list[K]], Coroutine[Any, Any, Sequence[T]]]
    ) -> Callable[[list[K]], Awaitable[Sequence[T]]]:
        """Return a batch read that ends with the request, not with one of those who wait for it."""
        return lambda keys: self._work.start(load(keys))

    async def _load_nodes(self, keys: list[str]) -> Sequence[Fact | None]:
        parties = await self._store.parties(self._view, _ids(keys))
        others = [key for key in keys if key not in parties]
        found = await self._store.facts(self._view, others) if others else {}
        return [parties.get(PublicId(key)) or found.get(key) for key in keys]

    async def _load_records(self, keys: list[str]) -> Sequence[CreditRecord | None]:
        found = await self._store.credit_records(self._view, _ids(keys))
        return [found.get(PublicId(key)) for key in keys]

    async def _load_facts(self, keys: list[str]) -> Sequence[Fact | None]:
        found = await self._store.facts(self._view, keys)
        return [found.get(key) for key in keys]

    async def _load_lists(
        self, name: str, where: Condition, page: Page, keys: list[str]
    ) -> Sequence[Slice[Any]]:
        found = await getattr(self._store, name)(self._view, _ids(keys), where, page)
        return [found.get(PublicId(key), _EMPTY) for key in keys]

    async def _load_groups(
        self, where: Condition, by: tuple[By, ...], keys: list[str]
    ) -> Sequence[tuple[GroupCount, ...]]:
        found = await self._store.aggregate_relations(self._view, _ids(keys), where, by, self._budget)
        return [found.get(PublicId(key), ()) for key in keys]

    async def _load_files(self, keys: list[str]) -> Sequence[CreditFile | None]:
        found = await credit_files(self._store, self._view, _ids(keys), self._catalogue, self._budget)
        return [found.get(PublicId(key)) for key in keys]

    async def _load_dated(self, keys: list[str]) -> Sequence[DatedParty | None]:
        found = await dated_parties(self._store, self._view, _ids(keys), self._budget)
        return [found.get(PublicId(key)) for key in keys]

    async def _load_degrees(self, keys: list[str]) -> Sequence[tuple[Degree, ...]]:
        found = await self._store.degrees(self._view, _ids(keys))
        return [found.get(PublicId(key), ()) for key in keys]

    async def _load_revisions(self, numbers: list[int]) -> Sequence[Revision | None]:
        found = await self._store.revisions(numbers)
        return [found.get(number) for number in numbers]


def _ids(keys: Iterable[str]) -> list[PublicId]:
    return [PublicId(key) for key in keys]
