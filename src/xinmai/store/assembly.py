"""What hangs together as the port hands it out: a record with its parts, an ordered answer of a traversal."""

from collections.abc import Iterable, Sequence

import msgspec

from xinmai.model.case import Case
from xinmai.model.cuts import hubs_not_followed
from xinmai.model.dates import BEGINNING, earliest
from xinmai.model.fact import Fact
from xinmai.model.ids import PublicId
from xinmai.model.party import ContactValue, Party
from xinmai.model.record import CreditRecord, RecordEvent, RecordLink, RecordParty, Sanction
from xinmai.model.relation import Relation
from xinmai.model.subgraph import Subgraph
from xinmai.model.view import Budget, Completeness, View
from xinmai.model.vocabulary import CompletenessState


def filed(record: CreditRecord, hanging: Iterable[Fact]) -> CreditRecord:
    """Return a record with its parties, sanctions, events and links attached, each list in its order."""
    parts = sorted(hanging, key=lambda fact: fact.key)
    events = [part for part in parts if isinstance(part, RecordEvent)]
    events.sort(key=lambda event: earliest(event.on, BEGINNING))
    return msgspec.structs.replace(
        record,
        parties=tuple(part for part in parts if isinstance(part, RecordParty)),
        sanctions=tuple(part for part in parts if isinstance(part, Sanction)),
        events=tuple(events),
        record_links=tuple(part for part in parts if isinstance(part, RecordLink)),
    )


class Cuts:
    """What a traversal left out, and the words for it."""

    def __init__(self) -> None:
        self.state = CompletenessState.COMPLETE
        self._reasons: list[str] = []

    def say(self, state: CompletenessState, reason: str) -> None:
        """Say that something was cut; the last state counts."""
        self.state = state
        self._reasons.append(reason)

    @property
    def reason(self) -> str | None:
        """All that was cut, in words."""
        return "; ".join(self._reasons) or None


def assembled(
    view: View,
    budget: Budget,
    nodes: Iterable[Fact],
    relations: Iterable[Relation],
    hubs: Sequence[PublicId],
    cuts: Cuts,
    depth: int,
) -> Subgraph:
    """Return nodes and relations, ordered, with what was cut; a named hub is a cut."""
    if hubs:
        cuts.say(CompletenessState.CUT_BY_NODES, hubs_not_followed(len(hubs), budget.hub))
    every = sorted(nodes, key=lambda node: node.key)
    return Subgraph(
        parties=tuple(node for node in every if isinstance(node, Party)),
        relations=tuple(sorted(relations, key=lambda relation: relation.id)),
        others=tuple(node for node in every if isinstance(node, Case | ContactValue)),
        completeness=Completeness(
            state=cuts.state,
            as_of=view.as_of,
            revision=view.revision,
            nodes_seen=len(every),
            reason=cuts.reason,
            depth_reached=depth,
            hubs_excluded=tuple(sorted(hubs)),
        ),
    )
