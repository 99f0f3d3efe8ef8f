"""Random operations on a store: what is done is drawn first, so that it can be done to several stores alike."""

from collections.abc import Awaitable, Callable
from random import Random
from typing import Any

from xinmai.errors import RevisionConflict
from xinmai.model.fact import Fact
from xinmai.model.vocabulary import Visibility
from xinmai.ports.store import Store

from support.answers import all_answers, unmasked_answers
from support.contract_base import at
from support.graphs import DAYS, NAMESPACES, World

Operation = Callable[[Store], Awaitable[Any]]
"""Does something to a store and returns all that the store said."""


class Operations:
    """Draws operations one after another; each may touch what earlier ones said."""

    def __init__(self) -> None:
        self.said: list[Fact] = []
        self.minute = 0

    def draw(self, random: Random) -> tuple[str, Operation]:
        """Return the next operation and its name."""
        if not self.said:
            return "begin", self._begin(random)
        self.minute += random.choice((0, 1, 1, 5))
        draws = {"load": 6, "apply": 3, "erase": 1, "broken load": 1}
        (name,) = random.choices(list(draws), list(draws.values()))
        maker = {"load": self._load, "apply": self._apply, "erase": self._erase, "broken load": self._broken}
        return f"{name} at {self.minute}", maker[name](random)

    def _begin(self, random: Random) -> Operation:
        """Draw loads that are rich enough for most later references to find their ends."""
        world = World(random)
        batches = [(namespace, world.all_parties(namespace)) for namespace in NAMESPACES]
        batches += [(namespace, world.batch(namespace, 30, 0)) for namespace in NAMESPACES]
        batches += [(namespace, world.batch(namespace, 0, 100)) for namespace in NAMESPACES]
        self.said = [fact for _, batch in batches for fact in batch]

        async def begin(store: Store) -> Any:
            answers = []
            for namespace, batch in batches:
                async with store.load(namespace) as session:
                    answers.append(await session.apply(batch, at(0)))
            return answers

        return begin

    def _batch(self, random: Random, namespace: str) -> list[Fact]:
        """Draw a batch: new facts, facts said before, and now and then a fact twice."""
        world = World(random)
        batch = world.batch(namespace, random.randrange(8), random.randrange(10))
        batch += random.sample(self.said, min(len(self.said), random.choice((0, 5, 40, 80))))
        batch += random.sample(batch, min(len(batch), random.randrange(2)))
        self.said += batch
        random.shuffle(batch)
        return batch

    def _load(self, random: Random) -> Operation:
        namespace, minute = random.choice(NAMESPACES), self.minute
        batches = [self._batch(random, namespace) for _ in range(random.randrange(1, 4))]
        is_snapshot = random.random() < 0.4
        rejects = {(random.choice(("", "市监局")), "records", "penalty"): random.randrange(1, 9)}

        async def load(store: Store) -> list[Any]:
            async with store.load(namespace) as session:
                answers: list[Any] = [await session.apply(batch, at(minute)) for batch in batches]
                answers.append(await session.finish(at(minute), close_unsaid=is_snapshot, rejects=rejects))
            return answers

        return load

    def _broken(self, random: Random) -> Operation:
        """Draw a load that is left without an end."""
        namespace, minute = random.choice(NAMESPACES), self.minute
        batch = self._batch(random, namespace)

        async def break_off(store: Store) -> Any:
            async with store.load(namespace) as session:
                return await session.apply(batch, at(minute))

        return break_off

    def _apply(self, random: Random) -> Operation:
        """Draw a write; its key may have been used, its expected revision may be wrong."""
        batch, minute = self._batch(random, random.choice(NAMESPACES)), self.minute
        key, expected = f"key {random.randrange(8)}", random.choice((None, None, None, 0, 1, 2))

        async def apply(store: Store) -> Any:
            try:
                return await store.apply(batch, key=key, at=at(minute), expected_revision=expected)
            except RevisionConflict as conflict:
                return str(conflict)

        return apply

    def _erase(self, random: Random) -> Operation:
        known = [fact.key for fact in self.said] or ["a:1"]
        key, minute = random.choice([*known, World(random).any_id()]), self.minute

        async def erase(store: Store) -> Any:
            return await store.erase(key, "art. 47", at(minute))

        return erase

    def question(self, random: Random) -> tuple[str, Callable[[Store], Awaitable[dict[str, Any]]]]:
        """Draw a view and what to ask through it; return its name and what asks it."""
        probes = World(random).probes(3)
        as_of, sees = random.choice(DAYS), Visibility(random.randrange(4))
        known_at = random.choice((None, None, at(random.randrange(-1, self.minute + 2))))
        every_day = random.random() < 0.2

        async def ask(store: Store) -> dict[str, Any]:
            view = await store.view(as_of, known_at, sees)
            shown = view.on_every_day() if every_day else view
            answers = {"view": shown} | await all_answers(store, shown, probes)
            return answers | await unmasked_answers(store, probes)

        return f"as of {as_of}, known at {known_at}, sees {sees!r}, every day: {every_day}", ask
