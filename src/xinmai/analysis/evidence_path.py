"""How two parties are linked as evidence: each path with its relations, or that none was found and where was looked."""

from collections.abc import Collection, Iterator
from typing import Any

from xinmai.analysis.absence import further_holders, uncollected
from xinmai.analysis.evidence import Answered
from xinmai.analysis.evidence_parts import Ground, path_content, sentence
from xinmai.analysis.path_sentences import Told, name_of, sentence_of
from xinmai.analysis.sentences import day_text
from xinmai.model.absence import Gap
from xinmai.model.consequence import Wording
from xinmai.model.evidence import Claim, Question
from xinmai.model.ids import PublicId
from xinmai.model.links import FoldedHub, PathResult
from xinmai.model.path import Path
from xinmai.model.subgraph import Subgraph
from xinmai.model.vocabulary import Property, RelationKind
from xinmai.rules.catalogue import Catalogue


def path_answered(
    question: Question,
    found: PathResult,
    graph: Subgraph,
    day: int,
    catalogue: Catalogue,
    supplied: Collection[RelationKind],
) -> Answered:
    """Return paths, or that there is none, as claims.

    Parameters
    ----------
    question
        The arguments; its text is put into words here.
    found, graph
        The paths, and the nodes and relations that they name, and both ends.
    day, catalogue
        The day of the question; the words.
    supplied
        Kinds of relation of which some source has supplied one; asked where no path was found.
    """
    told = _Told(question, found, graph, day, catalogue)
    notes = ["path_note"] if found.paths else ["path_note", "no_link_note"]
    return Answered(
        question=Question(question.kind, question.arguments, told.sentence("question_path", **told.ends)),
        claims=tuple(told.claims()),
        completeness=found.completeness,
        depth=question.arguments["max_depth"],
        relations=found.kinds,
        gaps=() if found.paths else told.gaps(supplied),
        notes=tuple(told.sentence(name) for name in notes),
    )


class _Told:
    """Tells how two parties are linked."""

    def __init__(
        self, question: Question, found: PathResult, graph: Subgraph, day: int, catalogue: Catalogue
    ) -> None:
        self.found = found
        self.graph = graph
        self.day = day
        self.catalogue = catalogue
        self.ground = Ground(graph, day)
        self.start = PublicId(question.arguments["from"])
        self.goal = PublicId(question.arguments["to"])
        self._told = Told(
            nodes={node.id: node for node in (*graph.parties, *graph.others)},
            facts={relation.id: relation for relation in graph.relations},
            words=catalogue.phrases,
            day=day,
        )
        self.ends = {"from": self.name(self.start), "to": self.name(self.goal)}

    def name(self, node: PublicId) -> Wording:
        return name_of(node, self._told)

    def sentence(self, name: str, /, **places: Wording) -> Wording:
        return sentence(self.catalogue.evidence, name, **places)

    def claims(self) -> Iterator[Claim]:
        """Yield the paths, or that there is none; then the hubs between the two."""
        yield from map(self._path, self.found.paths)
        if not self.found.paths:
            yield self._no_link()
        yield from map(self._hub, self.found.folded)

    def gaps(self, supplied: Collection[RelationKind]) -> tuple[Gap, ...]:
        """Return what could have linked the two and was never supplied, and what is known to be none."""
        holders = RelationKind.HOLDS in self.found.kinds
        ends = [self.graph.party[end] for end in (self.start, self.goal)] if holders else []
        return (*uncollected(self.found.kinds, supplied), *further_holders(ends, self.day))

    def _path(self, path: Path) -> Claim:
        return self._claim("path", path_content(path), [path], sentence_of(path, self._told))

    def _no_link(self) -> Claim:
        depth = str(self.found.completeness.depth_reached or 0)
        content = {
            "from": self.start,
            "to": self.goal,
            "depth": int(depth),
            "kinds": [str(kind) for kind in self.found.kinds],
        }
        text = self.sentence("no_link", day=day_text(self.day), depth=Wording(depth, depth), **self.ends)
        registers = [
            fact.key
            for end in (self.start, self.goal)
            for fact in self.graph.party[end].facts_on(self.day, Property.HOLDERS_REGISTER)
        ]
        return self.ground.claim("no_link", content, [self.start, self.goal], registers, text)

    def _hub(self, folded: FoldedHub) -> Claim:
        label = self.catalogue.hubs.label(folded.reason, folded.hub)
        content = {
            "hub": folded.hub,
            "reason": str(folded.reason),
            "touches_from": path_content(folded.touches_from),
            "touches_to": path_content(folded.touches_to),
        }
        reason = Wording(label.zh, label.en)
        text = self.sentence("hub", hub=self.name(folded.hub), reason=reason, **self.ends)
        return self._claim("hub", content, [folded.touches_from, folded.touches_to], text)

    def _claim(self, kind: str, content: dict[str, Any], paths: Collection[Path], text: Wording) -> Claim:
        """Return a claim that stands on the relations of paths, and on the categories of whom they pass."""
        nodes = {node for path in paths for node in path.nodes}
        crossed = {key for path in paths for hop in path.hops for key in (hop.fact, *hop.others)}
        known = [self.graph.party[node] for node in nodes if node in self.graph.party]
        categories = {fact.key for party in known for fact in party.facts_on(self.day, Property.CATEGORY)}
        others = {node.id for node in self.graph.others if node.id in nodes}
        return self.ground.claim(kind, content, nodes, crossed | categories | others, text)
