"""What is asked about the listed companies of 2020, on every engine."""

from random import Random

from xinmai.model.ids import PublicId
from xinmai.model.party import Party
from xinmai.model.relation import Relation
from xinmai.model.view import Budget, View
from xinmai.model.vocabulary import Direction, RelationKind
from xinmai.ports.store import Store

from support import facts as build

DAY = build.day("2020-10-16")
ONE, OTHER = PublicId("ashare:E/000623.SZ"), PublicId("ashare:E/000776.SZ")
"""Two companies that hold each other."""


async def listed(store: Store, view: View) -> list[PublicId]:
    """Return all listed companies, by id."""
    found = [f.key async for batch in store.scan(view, "party") for f in batch]
    return sorted(PublicId(key) for key in found if key.startswith("ashare:E/"))


async def fifty(store: Store, view: View) -> tuple[PublicId, ...]:
    """Return the two and forty-eight others."""
    rest = [key for key in await listed(store, view) if key not in (ONE, OTHER)]
    return ONE, OTHER, *Random(7).sample(rest, 48)  # noqa: S311 - picks questions


async def shared_holder(store: Store, view: View) -> tuple[Relation, Relation]:
    """Return the two greatest holdings of one company that holds several."""
    companies = [f async for batch in store.scan(view, "party") for f in batch if isinstance(f, Party)]
    holder = next(party for party in companies if party.name == "横店集团控股有限公司")
    budget = Budget(depth=1)
    held = await store.expand(view, [holder.id], [RelationKind.HOLDS], Direction.OUT, budget)
    first, second = sorted(held.relations, key=lambda relation: -(relation.share or 0))[:2]
    return first, second
