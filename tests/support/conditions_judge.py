"""Asks an engine and the model the same, in one view after another, and chooses what is worth asking."""

from collections.abc import Sequence
from datetime import timedelta
from random import Random
from typing import Any

from xinmai.model.filters import Condition, Thing
from xinmai.model.groups import By
from xinmai.model.ids import PublicId
from xinmai.model.view import Budget, Page, View
from xinmai.model.vocabulary import Visibility
from xinmai.ports.store import Store

from support.conditions_facts import FromFacts
from support.conditions_world import AT, PARTIES
from support.graphs import DAYS
from support.model_store import ModelStore
from support.naive import Naive

ALL = Page(500)


class Model(ModelStore):
    """A model that nothing more is written to: what judges the conditions of a view is put together once."""

    def __init__(self) -> None:
        super().__init__()
        self._naive: dict[tuple[View, int], Naive] = {}

    def naive(self, view: View) -> Naive:
        asked = view, self.state.newest
        if asked not in self._naive:
            self._naive[asked] = super().naive(view)
        return self._naive[asked]


async def views(store: Any) -> list[View]:
    """Today's view, a masked one, one of the past on another day."""
    return [
        await store.view(DAYS[3], sees=Visibility(3)),
        await store.view(DAYS[1]),
        await store.view(DAYS[2], AT + timedelta(days=1), Visibility(3)),
    ]


class Judge:
    """Compares an engine with the model, one view after another: a server plans each new text for half a second."""

    def __init__(self, store: Store, model: Model, seed: int) -> None:
        self.store = store
        self.model = model
        self.random = Random(seed)  # noqa: S311 - made-up questions, not secrets
        self.views: list[tuple[View, View]] = []
        self.draws: list[FromFacts] = []
        self.turn = -1

    async def next(self) -> FromFacts:
        """Go on to the next view; return what draws from its facts."""
        if not self.views:
            self.views = [*zip(await views(self.store), await views(self.model), strict=True)]
            self.draws = [FromFacts(self.random, self.model.naive(own)) for _, own in self.views]
        self.turn = (self.turn + 1) % len(self.views)
        return self.draws[self.turn]

    async def compare(self, thing: Thing, where: Condition, page: Page = ALL) -> Any:
        """Compare the answers in this view; return them."""
        found, expected = [
            await ask(store, view, thing, where, page)
            for store, view in zip((self.store, self.model), self.views[self.turn], strict=True)
        ]
        assert found == expected, (thing, where, page.order, self.views[self.turn])
        return found

    async def compare_groups(self, thing: Thing, by: Sequence[By], where: Condition) -> Any:
        """Compare the groups in this view; return them."""
        found, expected = [
            await groups(store, view, thing, by, where)
            for store, view in zip((self.store, self.model), self.views[self.turn], strict=True)
        ]
        assert found == expected, (thing, by, where, self.views[self.turn])
        return found


async def ask(store: Any, view: View, thing: Thing, where: Condition, page: Page) -> Any:
    """Return ids and total of what fulfils a condition: of relations, those of every party."""
    if thing is Thing.RELATION:
        found = await store.relations(view, [PublicId(own) for own in PARTIES], where, page)
        return {key: ([r.id for r in one.items], one.total) for key, one in sorted(found.items())}
    read = store.find if thing is Thing.PARTY else store.find_records
    one = await read(view, where, page)
    return {"": ([item.key for item in one.items], one.total)}


async def groups(store: Any, view: View, thing: Thing, by: Sequence[By], where: Condition) -> Any:
    """Return the groups: of relations those of each party; with sums and without."""
    if thing is Thing.RELATION:
        ids = [PublicId(key) for key in (*PARTIES, "phone:1", "a:none")]
        return await store.aggregate_relations(view, ids, where, by, Budget(seconds=60))
    found = [
        await store.aggregate(view, thing, where, by, Budget(seconds=60), sums=sums) for sums in (True, False)
    ]
    return dict(zip(("sums", "counts"), found, strict=True))
