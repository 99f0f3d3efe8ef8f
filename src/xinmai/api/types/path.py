"""Ways through the graph."""

import asyncio
from decimal import Decimal
from typing import Any

import strawberry

from xinmai.analysis.path_sentences import Told, sentence_of
from xinmai.api.context import Info
from xinmai.api.describe import attribute, field, object_type
from xinmai.api.scalars import DecimalText
from xinmai.api.types.base import Node, present_node
from xinmai.api.types.language import Language, in_language
from xinmai.api.types.party import Party, party_at
from xinmai.api.types.record import CreditRecord, record_at
from xinmai.api.types.relation import Relation
from xinmai.model import path as model
from xinmai.model.record import RecordParty
from xinmai.model.relation import Relation as RelationFact
from xinmai.model.view import View
from xinmai.model.vocabulary import Certainty, Lang


@object_type
class Hop:
    """One step of a path, 一跳: over a relation, or over a record that names a person."""

    kind: str = attribute("A word of RelationKind, or `FINDING` where a decision finds a person responsible.")
    forward: bool = attribute("Whether the relation is crossed from its start to its end.")
    hop: strawberry.Private[model.Hop]
    view: strawberry.Private[View]

    @field()
    async def relation(self, info: Info) -> Relation | None:
        """The relation that is crossed, which may be over by now; null where the step goes over a record."""
        found = await info.context.loaders(self.view.on_every_day()).fact(self.hop.fact)
        return Relation.from_model(found, self.view) if isinstance(found, RelationFact) else None

    @field()
    async def record(self, info: Info) -> CreditRecord | None:
        """The record whose finding is crossed; null where the step goes over a relation."""
        found = await info.context.loaders(self.view).fact(self.hop.fact)
        return await record_at(info, self.view, found.record) if isinstance(found, RecordParty) else None

    @field(size=2)
    async def others(self, info: Info) -> list[Relation]:
        """Further relations between the two nodes, the better ones first; only where the question compares them."""
        loaders = info.context.loaders(self.view.on_every_day())
        found = await asyncio.gather(*(loaders.fact(key) for key in self.hop.others))
        return [Relation.from_model(fact, self.view) for fact in found if isinstance(fact, RelationFact)]

    @field(graphql_type=Node)
    async def node(self, info: Info) -> Any:
        """Where the step arrives."""
        return present_node(await info.context.loaders(self.view).node(self.hop.node), self.view)


@object_type
class Path:
    """A way from one party to another, 路径; without hops it is the party itself."""

    certainty: Certainty = attribute("Weakest identity on the way.")
    length: int = attribute("Number of hops.")
    product: DecimalText | None = attribute(
        "What the steps let through, multiplied, 0 to 1: of a holding the share, at least; null where one is not stated, "
        "or where the question does not weigh paths."
    )
    path: strawberry.Private[model.Path]
    view: strawberry.Private[View]

    @classmethod
    def from_model(cls, path: model.Path, view: View) -> "Path":
        """Show a path."""
        return cls(
            certainty=path.certainty,
            length=len(path.hops),
            product=None if path.product is None else decimal_text(path.product),
            path=path,
            view=view,
        )

    @field(graphql_type=Party)
    async def start(self, info: Info) -> Any:
        """Where the path starts."""
        return await party_at(info, self.view, self.path.start)

    @field()
    def hops(self) -> list[Hop]:
        """The steps, in order."""
        return [
            Hop(kind=hop.kind.upper(), forward=hop.forward, hop=hop, view=self.view) for hop in self.path.hops
        ]

    @field()
    async def sentence(self, info: Info, lang: Language = Lang.ZH) -> str:
        """The path in one sentence, 关联路径表述, with days, shares, and what is uncertain about it."""
        return in_language(sentence_of(self.path, await _told(info, self.view, self.path)), lang)


async def _told(info: Info, view: View, path: model.Path) -> Told:
    """Return what a sentence needs to know about a path; what the loaders know already is not read again."""
    loaders = info.context.loaders(view)
    nodes = await asyncio.gather(*(loaders.node(node) for node in path.nodes))
    keys = [key for hop in path.hops for key in (hop.fact, *hop.others)]
    every_day = info.context.loaders(view.on_every_day())
    facts = [fact for fact in await asyncio.gather(*map(every_day.fact, keys)) if fact is not None]
    records = {fact.record for fact in facts if isinstance(fact, RecordParty)}
    facts += [fact for fact in await asyncio.gather(*map(loaders.fact, sorted(records))) if fact is not None]
    return Told(
        nodes={node.key: node for node in nodes if node is not None},
        facts={fact.key: fact for fact in facts},
        words=info.context.application.catalogue.phrases,
        day=view.as_of,
    )


def decimal_text(value: Decimal) -> DecimalText:
    """Return a decimal without exponent."""
    return DecimalText(format(value, "f"))


async def parties_at(info: Info, view: View, keys: Any) -> list[Any]:
    """Return the parties of ids in their order; what is nothing here is left out."""
    found = await asyncio.gather(*(party_at(info, view, key) for key in keys))
    return [party for party in found if party is not None]
