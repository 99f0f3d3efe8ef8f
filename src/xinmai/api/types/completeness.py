"""How whole an answer is."""

import asyncio
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from xinmai.api.context import Info
from xinmai.api.describe import attribute, field, object_type
from xinmai.api.types.base import present
from xinmai.api.types.provenance import Source, source_of
from xinmai.model import view as model
from xinmai.model.dates import PartialDate, iso
from xinmai.model.fact import Fact
from xinmai.model.party import Party as ModelParty
from xinmai.model.vocabulary import CompletenessState
from xinmai.service.completeness import source_ids, source_use

if TYPE_CHECKING:
    from xinmai.api.types.party import Party


@object_type
class SourceUse:
    """A source that an answer stands on, 所用来源."""

    retrieved_on: PartialDate | None = attribute("Day up to which it speaks: when it was retrieved.")
    stale: bool = attribute("Whether it is older than its `refreshDays` allow on the view's day.")
    use: strawberry.Private[model.SourceUse]
    view: strawberry.Private[model.View]

    @field()
    async def source(self, info: Info) -> Source:
        """The source."""
        return await source_of(info, self.view, self.use.source)


def shown_sources(uses: Iterable[model.SourceUse], view: model.View) -> list[SourceUse]:
    """Show sources and their age."""
    return [SourceUse(retrieved_on=use.retrieved_on, stale=use.stale, use=use, view=view) for use in uses]


@object_type
class Completeness:
    """How whole an answer is, 完整性: whatever is cut is said."""

    state: CompletenessState = attribute("Whether something was cut, and by what.")
    reason: str | None = attribute("What was cut and why, in words; null if nothing was.")
    depth_reached: int | None = attribute("Hops that the traversal took; null where nothing was traversed.")
    nodes_seen: int = attribute("Number of nodes that were looked at.")
    as_of: PartialDate = attribute("Day in the world that the answer is about.")
    revision: str = attribute("Revision that the answer stands on: what `knownAt` resolved to.")
    rule_pack: str | None = attribute("SHA-256 digest of the rules that were applied; null where none were.")
    whole: strawberry.Private[model.Completeness]
    facts: strawberry.Private[tuple[Fact, ...]]
    view: strawberry.Private[model.View]

    @classmethod
    def from_model(
        cls, whole: model.Completeness, view: model.View, facts: Iterable[Fact] = ()
    ) -> "Completeness":
        """Show how whole an answer is; ``facts`` are those whose sources are not named in it yet."""
        return cls(
            state=whole.state,
            reason=whole.reason,
            depth_reached=whole.depth_reached,
            nodes_seen=whole.nodes_seen,
            as_of=iso(whole.as_of),
            revision=str(whole.revision),
            rule_pack=whole.rule_pack,
            whole=whole,
            facts=tuple(facts),
            view=view,
        )

    @classmethod
    def of_facts(cls, facts: tuple[Fact, ...], view: model.View) -> "Completeness":
        """Show the completeness of a page: whole, and standing on the sources of its facts."""
        whole = model.Completeness(
            CompletenessState.COMPLETE, view.as_of, view.revision, nodes_seen=len(facts)
        )
        return cls.from_model(whole, view, facts)

    @field(graphql_type=list[Annotated["Party", strawberry.lazy("xinmai.api.types.party")]])
    async def hubs_excluded(self, info: Info) -> list[Any]:
        """Hubs that were named and not followed, ordered by id, 枢纽节点."""
        loaders = info.context.loaders(self.view)
        found = await asyncio.gather(*map(loaders.node, self.whole.hubs_excluded))
        return [present(hub, self.view) for hub in found if isinstance(hub, ModelParty)]

    @field()
    async def sources(self, info: Info) -> list[SourceUse]:
        """Sources of the facts in the answer, ordered by id."""
        return shown_sources(self.whole.sources or await self._used(info), self.view)

    async def _used(self, info: Info) -> tuple[model.SourceUse, ...]:
        loaders, ids = info.context.loaders(self.view), source_ids(self.facts)
        found = await asyncio.gather(*map(loaders.fact, ids))
        return tuple(source_use(key, fact, self.view.as_of) for key, fact in zip(ids, found, strict=True))
