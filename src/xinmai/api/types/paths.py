"""How two parties are linked."""

from typing import Any

import strawberry

from xinmai.api.context import Info
from xinmai.api.describe import attribute, field, object_type
from xinmai.api.types.base import Node
from xinmai.api.types.completeness import Completeness, SourceUse, shown_sources
from xinmai.api.types.language import Language, in_language
from xinmai.api.types.path import Path
from xinmai.api.types.relation import node_at
from xinmai.model import links as model
from xinmai.model.ids import PublicId
from xinmai.model.view import View
from xinmai.model.vocabulary import Answer, HubReason, Lang, RelationKind


@object_type
class FoldedHub:
    """A hub between two parties, 折叠枢纽: told once, for no path passes it; `includeHubs` lets paths pass."""

    reason: HubReason = attribute("Why it is not passed.")
    touches_from: Path = attribute("Shortest way from the one party to it.")
    touches_to: Path = attribute("Shortest way from it to the other party.")
    folded: strawberry.Private[model.FoldedHub]
    view: strawberry.Private[View]

    @classmethod
    def from_model(cls, folded: model.FoldedHub, view: View) -> "FoldedHub":
        """Show a hub."""
        return cls(
            reason=folded.reason,
            touches_from=Path.from_model(folded.touches_from, view),
            touches_to=Path.from_model(folded.touches_to, view),
            folded=folded,
            view=view,
        )

    @field(graphql_type=Node)
    def hub(self, info: Info) -> Any:
        """The hub: a party, or a telephone or address that many share."""
        return node_at(info, self.view, self.folded.hub)

    @field()
    def label(self, info: Info, lang: Language = Lang.ZH) -> str:
        """Why it links nobody, in words."""
        return label_of(info, self.folded.reason, self.folded.hub, lang)


@object_type
class PathResult:
    """How two parties are linked, 关联路径. No paths: no link was found in what was searched, which stands beside."""

    kinds_searched: list[RelationKind] = attribute("Kinds of relation that were followed.", size=27)
    more: Answer = attribute("Whether there are more paths of at most `depthReached` hops than those shown.")
    completeness: Completeness = attribute(
        "What was cut, and on what the paths stand. Every path of at most `depthReached` hops was looked for."
    )
    result: strawberry.Private[model.PathResult]
    view: strawberry.Private[View]

    @classmethod
    def from_model(cls, result: model.PathResult, view: View) -> "PathResult":
        """Show an answer."""
        return cls(
            kinds_searched=list(result.kinds),
            more=result.more,
            completeness=Completeness.from_model(result.completeness, view),
            result=result,
            view=view,
        )

    @field(size=50)
    def paths(self) -> list[Path]:
        """Paths, best first; no node twice in one path."""
        return [Path.from_model(path, self.view) for path in self.result.paths]

    @field(size=10)
    def folded(self) -> list[FoldedHub]:
        """Hubs that stand between the two, by length of the way over them, then by id, 折叠枢纽."""
        return [FoldedHub.from_model(hub, self.view) for hub in self.result.folded]

    @field(size=50)
    def searched(self) -> list[SourceUse]:
        """Sources that were searched, by id, with the day up to which each speaks, 检索范围."""
        return shown_sources(self.result.searched, self.view)


def label_of(info: Info, reason: HubReason, hub: PublicId, lang: Lang | None) -> str:
    """Return why a hub links nobody, in words."""
    return in_language(info.context.application.catalogue.hubs.label(reason, hub), lang)
