"""Ways through the graph."""

import asyncio
from collections.abc import Iterable
from decimal import Decimal
from inspect import isawaitable
from typing import Any

import strawberry

from xinmai.analysis.path_sentences import Told, sentence_of
from xinmai.api.context import Info
from xinmai.api.describe import attribute, field, object_type
from xinmai.api.scalars import DecimalText
from xinmai.api.types.base import Node
from xinmai.api.types.language import Language, in_language
from xinmai.api.types.party import Party, party_at
from xinmai.api.types.record import CreditRecord, record_at
from xinmai.api.types.relation import Relation, node_at
from xinmai.model import path as model
from xinmai.model.fact import Fact
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

    @field(graphql_type=Relation | None)
    def relation(self, info: Info) -> Any:
        """The relation that is crossed, which may be over by now; null where the step goes over a record."""
        return _relation_at(info, self.view, self.hop.fact)

    @field()
    async def record(self, info: Info) -> CreditRecord | None:
        """The record whose finding is crossed; null where the step goes over a relation."""
        found = await info.context.loaders(self.view).fact(self.hop.fact)
        return await record_at(info, self.view, found.record) if isinstance(found, RecordParty) else None

    @field(graphql_type=list[Relation], size=2)
    def others(self, info: Info) -> Any:
        """Further relations between the two nodes, the better ones first; only where the question compares them."""
        return relations_at(info, self.view, self.hop.others)

    @field(graphql_type=Node)
    def node(self, info: Info) -> Any:
        """Where the step arrives."""
        return node_at(info, self.view, self.hop.node)


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
    def start(self, info: Info) -> Any:
        """Where the path starts."""
        return node_at(info, self.view, self.path.start)

    @field()
    def hops(self) -> list[Hop]:
        """The steps, in order."""
        return [
            Hop(kind=hop.kind.upper(), forward=hop.forward, hop=hop, view=self.view) for hop in self.path.hops
        ]

    @field(graphql_type=str)
    def sentence(self, info: Info, lang: Language = Lang.ZH) -> Any:
        """The path in one sentence, 关联路径表述, with days, shares, and what is uncertain about it."""
        told = _known(info, self.view, self.path)
        if told is None:
            return _read_sentence(info, self.view, self.path, lang)
        return in_language(sentence_of(self.path, told), lang)


def relations_at(info: Info, view: View, keys: Iterable[str]) -> Any:
    """Return relations of any day: at once if all were read already, else an awaitable of them."""
    found = [_relation_at(info, view, key) for key in keys]
    return _gathered(found) if any(map(isawaitable, found)) else found


def _relation_at(info: Info, view: View, key: str) -> Any:
    """Return a relation of any day: at once if it was read already, else an awaitable of it."""
    known = info.context.loaders(view.on_every_day()).known_fact(key)
    return _read_relation(info, view, key) if known is None else _relation(known, view)


async def _read_relation(info: Info, view: View, key: str) -> Relation | None:
    return _relation(await info.context.loaders(view.on_every_day()).fact(key), view)


def _relation(fact: Fact | None, view: View) -> Relation | None:
    return Relation.from_model(fact, view) if isinstance(fact, RelationFact) else None


async def _gathered(found: list[Any]) -> list[Any]:
    waiting = [one for one in found if isawaitable(one)]
    read = iter(await asyncio.gather(*waiting))
    every = [next(read) if isawaitable(one) else one for one in found]
    return [one for one in every if one is not None]


def _known(info: Info, view: View, path: model.Path) -> Told | None:
    """Return what the sentence of a path needs to know, if all of it was read already."""
    loaders, every_day = info.context.loaders(view), info.context.loaders(view.on_every_day())
    nodes = [loaders.known(node) for node in path.nodes]
    facts = [every_day.known_fact(key) for hop in path.hops for key in (hop.fact, *hop.others)]
    known = [fact for fact in (*nodes, *facts) if fact is not None]
    return _told(info, view, known, known) if len(known) == len(nodes) + len(facts) else None


async def _read_sentence(info: Info, view: View, path: model.Path, lang: Lang | None) -> str:
    """Read what a sentence needs to know; what the loaders know already is not read again."""
    loaders, every_day = info.context.loaders(view), info.context.loaders(view.on_every_day())
    nodes = await asyncio.gather(*(loaders.node(node) for node in path.nodes))
    keys = [key for hop in path.hops for key in (hop.fact, *hop.others)]
    facts = [fact for fact in await asyncio.gather(*map(every_day.fact, keys)) if fact is not None]
    records = sorted({fact.record for fact in facts if isinstance(fact, RecordParty)})
    facts += [fact for fact in await asyncio.gather(*map(loaders.fact, records)) if fact is not None]
    told = _told(info, view, [node for node in nodes if node is not None], facts)
    return in_language(sentence_of(path, told), lang)


def _told(info: Info, view: View, nodes: Iterable[Fact], facts: Iterable[Fact]) -> Told:
    return Told(
        nodes={node.key: node for node in nodes},
        facts={fact.key: fact for fact in facts},
        words=info.context.application.catalogue.phrases,
        day=view.as_of,
    )


def know(info: Info, view: View, facts: Iterable[Fact]) -> None:
    """Remember the nodes and relations that an answer brought along, so that its fields are there at once."""
    read = tuple(facts)
    info.context.loaders(view.on_every_day()).know_facts(f for f in read if isinstance(f, RelationFact))
    info.context.loaders(view).know(f for f in read if not isinstance(f, RelationFact))


def decimal_text(value: Decimal) -> DecimalText:
    """Return a decimal without exponent."""
    return DecimalText(format(value, "f"))


async def parties_at(info: Info, view: View, keys: Any) -> list[Any]:
    """Return the parties of ids in their order; what is nothing here is left out."""
    found = await asyncio.gather(*(party_at(info, view, key) for key in keys))
    return [party for party in found if party is not None]
