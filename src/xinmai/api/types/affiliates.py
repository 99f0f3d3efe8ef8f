"""Who is affiliated with a group beside control."""

from typing import Any

import strawberry

from xinmai.api.context import Info
from xinmai.api.describe import attribute, field, object_type
from xinmai.api.scalars import DecimalText
from xinmai.api.types.base import Node
from xinmai.api.types.completeness import Completeness
from xinmai.api.types.language import Language, in_language
from xinmai.api.types.party import Party, party_at
from xinmai.api.types.path import Path, parties_at
from xinmai.api.types.paths import label_of
from xinmai.api.types.relation import node_at
from xinmai.api.types.shares import Bounds, bounds_of, part_text
from xinmai.model import affiliates as model
from xinmai.model.affiliates import AffiliationGround, Likelihood
from xinmai.model.consequence import Wording
from xinmai.model.view import View
from xinmai.model.vocabulary import Bound, HubReason, Lang


@object_type
class Affiliation:
    """One ground on which a party is affiliated with a group, 关联依据."""

    ground: AffiliationGround = attribute("Which it is.")
    bound: Bound = attribute(
        "CERTAIN by what is stated; POSSIBLE where an unknown share decides, where somebody on the way is known by name only, "
        "and for whatever is only suspected."
    )
    path: Path = attribute("From a party of the group to the affiliated one.")
    share: Bounds | None = attribute("Of a significant holding: how much is held; else null.")
    shared_by: int | None = attribute(
        "How many parties share the telephone, address or agent, or in how many organisations the person holds such posts; "
        "null where nothing is shared."
    )
    strength: DecimalText | None = attribute(
        "Of a suspicion, 0 to 1: less the more share the node; else null. It is no probability."
    )
    own: strawberry.Private[model.Affiliation]

    @classmethod
    def from_model(cls, own: model.Affiliation, view: View) -> "Affiliation":
        """Show a ground."""
        return cls(
            ground=own.ground,
            bound=own.bound,
            path=Path.from_model(own.path, view),
            share=bounds_of(own.share),
            shared_by=own.shared_by,
            strength=None if own.strength is None else part_text(own.strength),
            own=own,
        )

    @field()
    def label(self, info: Info, lang: Language = Lang.ZH) -> str:
        """The ground in words, 依据表述."""
        entry = info.context.application.catalogue.affiliation.of(self.own.ground)
        return in_language(Wording(entry.zh, entry.en), lang)

    @field()
    def basis(self, info: Info) -> str:
        """Where the ground comes from, 认定依据出处."""
        return info.context.application.catalogue.affiliation.of(self.own.ground).basis


@object_type
class Affiliate:
    """A party that is affiliated with a group on grounds of one class, 关联方."""

    likelihood: Likelihood | None = attribute(
        "Of a suspicion: by its greatest strength, one class higher where two different grounds agree; else null."
    )
    affiliate: strawberry.Private[model.Affiliate]
    view: strawberry.Private[View]

    @field(graphql_type=Party)
    async def party(self, info: Info) -> Any:
        """Who it is."""
        return await party_at(info, self.view, self.affiliate.party)

    @field(size=3)
    def grounds(self) -> list[Affiliation]:
        """Every ground of the class, in the order of the catalogue."""
        return [Affiliation.from_model(own, self.view) for own in self.affiliate.grounds]


@object_type
class PassedOver:
    """A node that so many share, or of such a kind, that it relates nobody, 不作为关联依据的节点."""

    reason: HubReason = attribute("Why it relates nobody.")
    over: strawberry.Private[model.PassedOver]
    view: strawberry.Private[View]

    @field(graphql_type=Node)
    def node(self, info: Info) -> Any:
        """The telephone, the address or the agent."""
        return node_at(info, self.view, self.over.node)

    @field()
    def label(self, info: Info, lang: Language = Lang.ZH) -> str:
        """Why it relates nobody, in words."""
        return label_of(info, self.over.reason, self.over.node, lang)


@object_type
class Affiliates:
    """Who is affiliated with a group beside its members, 集团以外的关联方; no class is ever counted into another.

    Affiliation is no control and no reason for any sanction. Common state control alone makes none (公司法 2023 art. 265(4)).
    """

    completeness: Completeness = attribute("What was cut, and on what it stands.")
    found: strawberry.Private[model.Affiliates]
    view: strawberry.Private[View]

    @classmethod
    def from_model(cls, found: model.Affiliates, view: View) -> "Affiliates":
        """Show an answer."""
        return cls(completeness=Completeness.from_model(found.completeness, view), found=found, view=view)

    @field(size=50)
    def legal(self) -> list[Affiliate]:
        """On grounds that the law states, 法定关联, by id."""
        return _shown(self.found.legal, self.view)

    @field(size=50)
    def factual(self) -> list[Affiliate]:
        """On facts that may shift benefits, 事实关联, by id."""
        return _shown(self.found.factual, self.view)

    @field(size=20)
    def suspected(self) -> list[Affiliate] | None:
        """Leads that prove nothing, 疑似关联, by id; null where they were not asked for."""
        return None if self.found.suspected is None else _shown(self.found.suspected, self.view)

    @field(graphql_type=list[Party], size=5)
    async def open_registers(self, info: Info) -> list[Any]:
        """Companies outside of which the group, or somebody near it, has a part, and whose register is incomplete, by id."""
        return await parties_at(info, self.view, self.found.open_registers)

    @field(size=5)
    def passed_over(self) -> list[PassedOver]:
        """What was not taken as a ground of suspicion, by id."""
        return [PassedOver(reason=own.reason, over=own, view=self.view) for own in self.found.passed_over]


def _shown(every: tuple[model.Affiliate, ...], view: View) -> list[Affiliate]:
    return [Affiliate(likelihood=own.likelihood, affiliate=own, view=view) for own in every]
