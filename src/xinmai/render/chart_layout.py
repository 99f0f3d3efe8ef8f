"""Where the boxes and lines of an equity chart lie.

Rows are ours: a level is a row. Order in the rows, places and lines with right angles come from graphlay, a layered
layout engine in Rust with wheels for every platform (MIT or Apache-2.0): of what can be installed it alone takes fixed rows,
sizes of boxes and of labels, and gives the bends of lines that run into one another as such charts are drawn by hand; it is
deterministic by promise and by our tests. Looked at and not taken: igraph (GPL), grandalf (GPL or EPL, unmaintained), pygraphviz
(needs Graphviz), fast-sugiyama (MIT; places only, no rows of ours, no sizes, no lines), networkx (no order of its own).

A row too wide for a sheet is made narrower first: parties that hang on one other party alone are stacked in columns.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from math import ceil, inf, sqrt
from typing import Any, Final

import graphlay
import msgspec

from xinmai.model.chart import ChartEdge, EquityChart
from xinmai.model.ids import PublicId
from xinmai.model.vocabulary import Bound
from xinmai.render.chart_cards import WIDTH, Card
from xinmai.render.chart_geometry import Line, Point, Rect, own_pieces
from xinmai.render.text import width_of

LABEL: Final = 9.0
_LABEL_HEIGHT: Final = 12.0
_ROW: Final = 9
"""Boxes that fit beside one another on a sheet at a size that can be read."""
_FEWEST: Final = 4
"""Fewer are not stacked."""
_SLENDER: Final = 0.4
"""Columns² : boxes at which a stack of boxes is about as wide as a sheet is, compared with its height."""
_GAP: Final = 10.0
_STUB: Final = 10.0
_SLIP: Final = 0.75
"""Far below the distance of two lines side by side."""
_MERGING: Final = ("both", "joins", "forks", "none")
"""Which lines run into one another, the tidiest way first."""
_OWN: Final = 13.0
"""Length that each line must have for itself: there its label stands."""
_ROUTING: Final = {"style": "orthogonal", "port_sides": "facing_only", "lane_gap": 8.0}
_OPTIONS: Final[Mapping[str, Any]] = {
    "direction": "topbottom",
    "spacing": {
        "node_gap": 13.0,
        "dummy_gap": 10.0,
        "layer_gap": 44.0,
        "port_gap": 12.0,
        "edge_label_margin": 8.0,
    },
    "coords": {"branch_style": "symmetric"},
}


class Placed(msgspec.Struct, frozen=True):
    """Boxes and lines with their places, 布局."""

    boxes: dict[PublicId, Rect]
    lines: tuple[Line, ...]


class Stack(msgspec.Struct, frozen=True):
    """A column of boxes that hang on one other party, 并列框."""

    hub: PublicId
    """The party they hang on."""
    parties: tuple[PublicId, ...]
    lane: float
    """Room left of the boxes for the trunk and the labels."""
    height: float


def place(chart: EquityChart, cards: Mapping[PublicId, Card], labels: Mapping[ChartEdge, str]) -> Placed:
    """Return where everything lies; equal input gives equal places.

    Lines run into one another where each still has a part for itself: who holds whom must not be guessed.
    """
    stacks = _stacks(chart, cards, labels)
    stacked = {party: stack for stack in stacks for party in stack.parties}
    ways = (_placed(chart, cards, labels, stacked, merging) for merging in _MERGING)
    placed = next(ways)
    while not all(_is_told_apart(line, placed) for line in placed.lines):
        following = next(ways, None)
        if following is None:
            break
        placed = following
    return placed


def _is_told_apart(line: Line, placed: Placed) -> bool:
    return any(piece.length >= _OWN for piece in own_pieces(line, placed.lines))


def _placed(
    chart: EquityChart,
    cards: Mapping[PublicId, Card],
    labels: Mapping[ChartEdge, str],
    stacked: Mapping[PublicId, Stack],
    merging: str,
) -> Placed:
    graph = graphlay.Graph()
    top = min(box.level for box in chart.boxes)
    for box in chart.boxes:
        size = _size(box.party, cards, stacked)
        if size is not None:
            graph.node(box.party, width=size[0], height=size[1], rank={"fixed": box.level - top})
    joined: dict[int, list[ChartEdge]] = {}
    for edges in _joined(chart.edges, stacked):
        upper, lower = (_column(end, stacked) for end in (edges[0].holder, edges[0].held))
        widest = max(width_of(labels[edge], LABEL) for edge in edges)
        room = {"width": widest, "height": _LABEL_HEIGHT}
        joined[graph.edge(upper, lower, label_size=room)] = edges
    laid = graphlay.layout(graph, options={**_OPTIONS, "routing": {**_ROUTING, "merge_edges": merging}})
    rects = {key: _rect(laid.nodes[place]) for place, key in enumerate(graph.ids)}
    boxes = dict(chain.from_iterable(_boxes(key, rect, cards, stacked) for key, rect in rects.items()))
    lines = [
        Line(
            edge,
            labels[edge],
            _points(laid.edges[number]["points"], edge, stacked, rects, boxes),
            0 if edge.holder in stacked else -1 if edge.held in stacked else None,
        )
        for number, edges in joined.items()
        for edge in edges
    ]
    order = {edge: number for number, edge in enumerate(chart.edges)}
    return Placed(boxes, tuple(_straight(sorted(lines, key=lambda line: order[line.edge]))))


def _straight(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines with bends that lie all but level made level: where lines run together the engine leaves a slip."""
    across = _snapped(point.x for line in lines for point in line.points)
    down = _snapped(point.y for line in lines for point in line.points)
    for line in lines:
        points = tuple(Point(across[point.x], down[point.y]) for point in line.points)
        yield msgspec.structs.replace(line, points=points)


def _snapped(values: Iterable[float]) -> dict[float, float]:
    """Return for each value the least one that lies less than ``_SLIP`` below it."""
    found: dict[float, float] = {}
    least = -inf
    for value in sorted(set(values)):
        least = value if value - least >= _SLIP else least
        found[value] = least
    return found


def _stacks(
    chart: EquityChart, cards: Mapping[PublicId, Card], labels: Mapping[ChartEdge, str]
) -> tuple[Stack, ...]:
    """Return the columns into which parties with one edge are put where their row is too wide; not who controls."""
    ends = Counter(end for edge in chart.edges for end in (edge.holder, edge.held))
    chief = {chart.of, chart.head, *(e.holder for e in chart.edges if e.majority is Bound.CERTAIN)}
    wide = {level for level, n in Counter(box.level for box in chart.boxes).items() if n > _ROW}
    level = {box.party: box.level for box in chart.boxes}
    leaves: defaultdict[tuple[PublicId, int], list[PublicId]] = defaultdict(list)
    text = {end: labels[edge] for edge in chart.edges for end in (edge.holder, edge.held)}
    hub = {edge.holder: edge.held for edge in chart.edges} | {edge.held: edge.holder for edge in chart.edges}
    for box in chart.boxes:
        if ends[box.party] == 1 and box.level in wide and box.party not in chief:
            other = hub[box.party]
            if (level[other] > box.level) == (box.level < 0):
                leaves[other, box.level].append(box.party)
    return tuple(
        _stack(key, column, cards, text)
        for (key, _), own in leaves.items()
        if len(own) >= _FEWEST
        for column in _columns(own)
    )


def _columns(parties: list[PublicId]) -> list[tuple[PublicId, ...]]:
    each = ceil(len(parties) / ceil(sqrt(_SLENDER * len(parties))))
    return [tuple(parties[start : start + each]) for start in range(0, len(parties), each)]


def _stack(
    hub: PublicId, parties: tuple[PublicId, ...], cards: Mapping[PublicId, Card], text: Mapping[PublicId, str]
) -> Stack:
    lane = max(width_of(text[party], LABEL) for party in parties) + 2.6 * _STUB
    height = sum(cards[party].height + _GAP for party in parties) - _GAP + 2 * _STUB
    return Stack(hub, parties, lane, height)


def _size(
    party: PublicId, cards: Mapping[PublicId, Card], stacked: Mapping[PublicId, Stack]
) -> tuple[float, float] | None:
    """Return the size of what the layout places: a box, or for the first of a column the column; None for the others."""
    stack = stacked.get(party)
    if stack is None:
        return WIDTH, cards[party].height
    return (stack.lane + WIDTH, stack.height) if party == stack.parties[0] else None


def _joined(edges: Iterable[ChartEdge], stacked: Mapping[PublicId, Stack]) -> list[list[ChartEdge]]:
    """Return the edges, those of one column together: the layout knows the column alone."""
    found: dict[object, list[ChartEdge]] = {}
    for edge in edges:
        column = stacked.get(edge.holder) or stacked.get(edge.held)
        found.setdefault(edge if column is None else column.parties, []).append(edge)
    return list(found.values())


def _column(party: PublicId, stacked: Mapping[PublicId, Stack]) -> PublicId:
    return stacked[party].parties[0] if party in stacked else party


def _rect(node: Mapping[str, Any]) -> Rect:
    x, y = node["center"]["x"], node["center"]["y"]
    w, h = node["size"]["width"] / 2, node["size"]["height"] / 2
    return Rect(x - w, y - h, x + w, y + h)


def _boxes(
    key: PublicId, rect: Rect, cards: Mapping[PublicId, Card], stacked: Mapping[PublicId, Stack]
) -> Iterable[tuple[PublicId, Rect]]:
    stack = stacked.get(key)
    if stack is None:
        yield key, rect
        return
    top = rect.top + _STUB
    for party in stack.parties:
        bottom = top + cards[party].height
        yield party, Rect(rect.left + stack.lane, top, rect.right, bottom)
        top = bottom + _GAP


def _points(
    laid: Iterable[Mapping[str, float]],
    edge: ChartEdge,
    stacked: Mapping[PublicId, Stack],
    rects: Mapping[PublicId, Rect],
    boxes: Mapping[PublicId, Rect],
) -> tuple[Point, ...]:
    """Return the bends of a line; to a box in a column it goes on along the column's trunk."""
    points = [Point(p["x"], p["y"]) for p in laid]
    if edge.held in stacked:
        return (*points, *_along(points[-1], edge.held, stacked[edge.held], rects, boxes))
    if edge.holder in stacked:
        return (*reversed(_along(points[0], edge.holder, stacked[edge.holder], rects, boxes)), *points)
    return tuple(points)


def _along(
    port: Point,
    party: PublicId,
    stack: Stack,
    rects: Mapping[PublicId, Rect],
    boxes: Mapping[PublicId, Rect],
) -> tuple[Point, ...]:
    column, box = rects[stack.parties[0]], boxes[party]
    trunk, middle = column.left + _STUB / 2, (box.top + box.bottom) / 2
    inner = column.top + _STUB / 2 if port.y <= column.top else column.bottom - _STUB / 2
    return Point(port.x, inner), Point(trunk, inner), Point(trunk, middle), Point(box.left, middle)
