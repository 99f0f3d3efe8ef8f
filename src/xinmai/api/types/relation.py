"""Relations and the shares in them."""

from collections.abc import Sequence
from typing import Any

import strawberry

from xinmai.api.connections import Connection
from xinmai.api.context import Info
from xinmai.api.describe import attribute, field, object_type
from xinmai.api.scalars import DecimalText
from xinmai.api.types.base import Node, present, present_node, presents
from xinmai.api.types.case import Case, case_at
from xinmai.api.types.party import Party
from xinmai.api.types.provenance import SourceRef, refs
from xinmai.model import relation as model
from xinmai.model.dates import PartialDate
from xinmai.model.party import Party as ModelParty
from xinmai.model.shares import percent
from xinmai.model.view import View
from xinmai.model.vocabulary import Certainty, Flag, RelationKind


@object_type
class Share:
    """Part of capital or votes, 出资与表决权比例; exact decimals in percent, null = not stated, never zero."""

    exact: DecimalText | None = attribute("Capital subscribed, 认缴出资比例, in percent.")
    min: DecimalText | None = attribute("Lower end where only a range is stated, in percent.")
    max: DecimalText | None = attribute("Upper end where only a range is stated, in percent.")
    paid: DecimalText | None = attribute("Capital paid in, 实缴比例, in percent.")
    votes: DecimalText | None = attribute("Votes, 表决权比例, in percent.")
    votes_min: DecimalText | None = attribute("Lower end of a range of votes, in percent.")
    votes_max: DecimalText | None = attribute("Upper end of a range of votes, in percent.")

    @classmethod
    def from_model(cls, relation: model.Relation) -> "Share | None":
        """Show what a relation says about shares; None if it says nothing."""
        stated = {
            "exact": relation.share,
            "min": relation.share_min,
            "max": relation.share_max,
            "paid": relation.paid_share,
            "votes": relation.vote_share,
            "votes_min": relation.vote_min,
            "votes_max": relation.vote_max,
        }
        if all(value is None for value in stated.values()):
            return None
        return cls(**{name: text_of(value) for name, value in stated.items()})


@presents(model.Relation)
@object_type
class Relation(Node):
    """A dated relation between two nodes, 关系: office, holding, guarantee, branch, …"""

    kind: RelationKind = attribute("What it is.")
    valid_from: PartialDate | None = attribute("First day; null = not stated.")
    valid_to: PartialDate | None = attribute("First day on which it no longer holds; null = not stated.")
    ended: bool = attribute("Stated to have ended, even where the day is unknown.")
    code: str | None = attribute("Finer code: post, registration class, ground of control, kinship.")
    title: str | None = attribute("Title as printed, 职务.")
    registration_no: str | None = attribute("Number of a practitioner's registration, 注册号.")
    share: Share | None = attribute("Part of capital or votes; null where none is stated.")
    amount: DecimalText | None = attribute("Amount, in `currency`.")
    currency: str | None = attribute("ISO 4217 code; null = yuan.")
    value: str | None = attribute("Another stated value, for example a supplier's percentage of purchases.")
    fact: strawberry.Private[model.Relation]
    view: strawberry.Private[View]

    @classmethod
    def from_model(cls, relation: model.Relation, view: View) -> "Relation":
        """Show a relation."""
        return cls(
            id=strawberry.ID(relation.id),
            kind=relation.kind,
            valid_from=relation.valid_from,
            valid_to=relation.valid_to,
            ended=relation.ended,
            code=relation.code,
            title=relation.title,
            registration_no=relation.registration_no,
            share=Share.from_model(relation),
            amount=None if relation.amount is None else DecimalText(relation.amount),
            currency=relation.currency,
            value=relation.value,
            fact=relation,
            view=view,
        )

    @field(graphql_type=Certainty)
    def certainty(self, info: Info) -> Any:
        """How sure it is that the two ends are who they are taken for, 身份确定性: the less sure end decides."""
        return certainty_of(info, self.view, self.fact)

    @field(name="from", graphql_type=Party)
    def start(self, info: Info) -> Any:
        """Party it starts at: the person in office, the holder 股东, the guarantor."""
        return node_at(info, self.view, self.fact.from_id)

    @field(name="to", graphql_type=Node)
    def end(self, info: Info) -> Any:
        """Node it ends at: a party, a case or a contact value."""
        return node_at(info, self.view, self.fact.to_id)

    @field()
    async def case(self, info: Info) -> Case | None:
        """Case to which it belongs, for example the lot of a bid; null = none."""
        return await case_at(info, self.view, self.fact.case)

    @field()
    def flags(self) -> list[Flag]:
        """What is odd about it and kept, 标记."""
        return list(self.fact.flags)

    @field(size=1)
    def sources(self) -> list[SourceRef]:
        """Who states it, 出处."""
        return refs([self.fact], self.view)


@object_type
class RelationConnection(Connection[Relation]):
    """One page of relations, ordered by kind, then id."""


def certainty_of(info: Info, view: View, relation: model.Relation) -> Any:
    """Return how sure the ends of a relation are: at once if both were read already, else an awaitable of it."""
    if relation.kind is RelationKind.POSSIBLY_SAME:
        return Certainty.NAME_ONLY
    known = info.context.loaders(view).known
    ends = [known(key) for key in (relation.from_id, relation.to_id)]
    return _read_certainty(info, view, relation) if None in ends else least_sure(ends)


async def _read_certainty(info: Info, view: View, relation: model.Relation) -> Certainty:
    loaders = info.context.loaders(view)
    return least_sure([await loaders.node(key) for key in (relation.from_id, relation.to_id)])


def least_sure(nodes: Sequence[Any]) -> Certainty:
    """Return the certainty of the least sure identity among nodes; a node that is no party is what it is."""
    order = list(Certainty)
    identities = [node.identity for node in nodes if isinstance(node, ModelParty)]
    return max(identities, key=order.index, default=Certainty.PROVEN)


def text_of(share: int | None) -> DecimalText | None:
    """Return a share as an exact decimal in percent."""
    return None if share is None else DecimalText(percent(share))


def node_at(info: Info, view: View, key: str) -> Any:
    """Return a node: at once if it was read already (an answer has many edges), else an awaitable of it."""
    known = info.context.loaders(view).known(key)
    return _read_node(info, view, key) if known is None else present(known, view)


async def _read_node(info: Info, view: View, key: str) -> Any:
    return present_node(await info.context.loaders(view).node(key), view)
