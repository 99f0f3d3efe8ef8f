"""The equity chart of a party: the part of its ownership that is drawn, in rows, with everything that was cut.

Owners stand above, holdings below. A party stands once, in the row of its longest way to the asked one, so that whoever
holds it stands above it; an edge that leads back up closes a cycle and is marked. Where not everything fits, the greatest
stakes are drawn, counted along the chain: a share that is not stated counts as great as it may be. Nominees, dead
companies and hubs are drawn and not passed.
"""

from collections import Counter
from collections.abc import Collection, Sequence

import msgspec

from xinmai.analysis.chart.boxes import Known, cuts_of, marks_of, unaccounted
from xinmai.analysis.chart.choice import Chosen, choose
from xinmai.analysis.chart.edges import edges_among, with_cycles
from xinmai.analysis.chart.levels import closing, knotted, levels, order_of
from xinmai.analysis.chart.ownership import Ownership, read_ownership
from xinmai.model.chart import ChartAsked, ChartBox, ChartEdge, EquityChart
from xinmai.model.ids import PublicId
from xinmai.model.subgraph import Subgraph
from xinmai.model.view import Completeness
from xinmai.model.vocabulary import CompletenessState, CutReason, RelationKind

_SAID = {
    CutReason.DEPTH: "{} holding(s) behind the last row",
    CutReason.NUMBER: "{} holding(s) beyond the number of boxes",
    CutReason.NOMINEE: "{} holding(s) behind nominees",
    CutReason.INACTIVE: "{} holding(s) behind companies that are no longer active",
    CutReason.HUB: "{} holding(s) of hubs",
    CutReason.UNREAD: "{} holding(s) that did not fit into what may be read",
}


def equity_chart(
    graph: Subgraph, asked: ChartAsked, day: int, known: Known, head: PublicId | None = None
) -> EquityChart:
    """Return the equity chart of a party on a day.

    Parameters
    ----------
    graph
        The ownership around the party: the register of every box, so that unknown shares have bounds.
    asked, day
        What part of it is drawn; the day.
    known
        What was read, and how much there is.
    head
        Head of the party's group, which needs more than what is drawn.

    Notes
    -----
    O(E log E) in the relations of ``graph``. Equal input gives an equal chart, whatever its order.
    """
    ownership = read_ownership(graph, day)
    chosen = choose(ownership, asked, known.hubs)
    drawn = frozenset({asked.of, *chosen.parties})
    edges = edges_among(ownership, drawn)
    between = tuple((edge.holder, edge.held) for edge in edges if edge.holder != edge.held)
    order = order_of(asked.of, chosen)
    back = closing(between, order)
    rows = levels(asked.of, chosen, [pair[::-1] if pair in back else pair for pair in between])
    edges = with_cycles(edges, back)
    boxes = _boxes(ownership, asked, chosen, edges, known, rows)
    return EquityChart(
        of=asked.of,
        head=head,
        boxes=boxes,
        edges=edges,
        completeness=_said(graph.completeness, boxes, edges),
        facts=(
            *(graph.party[party] for party in sorted(drawn)),
            *(ownership.relations[key] for key in sorted({key for e in edges for key in e.relations})),
        ),
    )


def _boxes(
    ownership: Ownership,
    asked: ChartAsked,
    chosen: Chosen,
    edges: Sequence[ChartEdge],
    known: Known,
    rows: dict[PublicId, int],
) -> tuple[ChartBox, ...]:
    """Return the boxes from the top row down, in a row greater weights first."""
    holdings = {(e.holder, e.held) for e in edges if e.ground is RelationKind.HOLDS and e.holder != e.held}
    marks = marks_of(ownership, rows, knotted(holdings))
    cuts = cuts_of(ownership, asked, chosen, edges, known)
    weight = {met.party: met.weight for met in (*chosen.above, *chosen.below)}
    return tuple(
        ChartBox(
            party=party,
            level=rows[party],
            marks=marks[party],
            unaccounted=unaccounted(ownership, party, known),
            cuts=cuts.get(party, ()),
        )
        for party in sorted(rows, key=lambda p: (rows[p], -weight.get(p, 0), p))
    )


def _said(read: Completeness, boxes: Collection[ChartBox], edges: Collection[ChartEdge]) -> Completeness:
    """Return what was cut and what is not stated; a cut by number is worse than one by depth."""
    counts: Counter[CutReason] = Counter()
    for cut in (cut for box in boxes for cut in box.cuts):
        counts[cut.reason] += cut.count
    unstated = sum(not edge.is_stated for edge in edges)
    reasons = [read.reason, *(_SAID[why].format(counts[why]) for why in CutReason if counts[why])]
    reasons.append(f"{unstated} share(s) not stated" if unstated else None)
    return msgspec.structs.replace(
        read,
        state=_state(read, set(counts), is_lacking=bool(unstated)),
        reason="; ".join(filter(None, reasons)) or None,
        depth_reached=max((abs(box.level) for box in boxes), default=0),
    )


def _state(read: Completeness, cuts: set[CutReason], *, is_lacking: bool) -> CompletenessState:
    if read.state is not CompletenessState.COMPLETE or cuts - {CutReason.DEPTH}:
        return CompletenessState.CUT_BY_NODES if cuts - {CutReason.DEPTH} else read.state
    if cuts:
        return CompletenessState.CUT_BY_DEPTH
    return CompletenessState.MISSING_DATA if is_lacking else CompletenessState.COMPLETE
