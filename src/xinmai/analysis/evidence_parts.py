"""What the claims of evidence are made of, whatever was asked."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from xinmai.analysis.sentences import filled
from xinmai.model.consequence import Wording
from xinmai.model.evidence import Claim
from xinmai.model.ids import PublicId
from xinmai.model.path import Path
from xinmai.model.relation import Relation
from xinmai.model.subgraph import Subgraph
from xinmai.model.vocabulary import Property
from xinmai.rules.evidence_words import EvidenceWords


class Ground:
    """The surroundings that an answer was judged by: who is called what, and which facts say so."""

    def __init__(self, graph: Subgraph, day: int) -> None:
        self.graph = graph
        self.day = day
        self._relations: Mapping[str, Relation] = {relation.id: relation for relation in graph.relations}

    def claim(
        self,
        kind: str,
        content: dict[str, Any],
        parties: Iterable[PublicId],
        keys: Iterable[str],
        text: Wording,
    ) -> Claim:
        """Return a claim about parties that stands on facts; who stands at the ends of its relations is named too."""
        stated = set(keys)
        crossed = [self._relations[key] for key in stated if key in self._relations]
        ends = {end for relation in crossed for end in (relation.from_id, relation.to_id)}
        return Claim(kind, content, tuple(sorted(stated | self._naming({*parties, *ends}))), text)

    def _naming(self, parties: Iterable[PublicId]) -> set[str]:
        """Return the keys of what says who some parties are and what they are called on the day."""
        keys: set[str] = set()
        for party in (self.graph.party[p] for p in parties if p in self.graph.party):
            names = party.facts_on(self.day, Property.NAME)
            keys |= {party.key, *(name.key for name in names[-1:])}
        return keys


def sentence(words: EvidenceWords, name: str, /, **places: Wording) -> Wording:
    """Return a sentence of the catalogue with its places filled."""
    return filled(words.sentence[name], places)


def path_content(path: Path) -> dict[str, Any]:
    """Return a path for programs."""
    hops = [{**msgspec.to_builtins(hop), "others": list(hop.others)} for hop in path.hops]
    product = None if path.product is None else format(path.product, "f")
    return {"start": path.start, "hops": hops, "certainty": str(path.certainty), "product": product}
