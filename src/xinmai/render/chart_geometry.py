"""Points, boxes and lines of right angles, and which parts of a line are its own."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

import msgspec

from xinmai.model.chart import ChartEdge


class Point(NamedTuple):
    """A place, from the left and from the top, in points."""

    x: float
    y: float


class Rect(NamedTuple):
    """A rectangle, 矩形."""

    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: "Rect") -> bool:
        """Say whether two overlap."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


class Line(msgspec.Struct, frozen=True):
    """A line of right angles from a holder to whom it holds, 连线."""

    edge: ChartEdge
    label: str
    points: tuple[Point, ...]
    alone: int | None = None
    """Which of its parts is no other line's for certain: the one between a box in a column and the trunk."""


class Piece(NamedTuple):
    """A straight part of a line, 线段."""

    start: Point
    end: Point

    @property
    def is_upright(self) -> bool:
        """Whether it leads up or down."""
        return self.start.x == self.end.x

    @property
    def length(self) -> float:
        """Its length."""
        return abs(self.end.x - self.start.x) + abs(self.end.y - self.start.y)

    def at(self, fraction: float) -> Point:
        """Return a place on it."""
        dx, dy = self.end.x - self.start.x, self.end.y - self.start.y
        return Point(self.start.x + fraction * dx, self.start.y + fraction * dy)

    @property
    def rect(self) -> Rect:
        """The line as a thin rectangle."""
        (x1, x2), (y1, y2) = sorted((self.start.x, self.end.x)), sorted((self.start.y, self.end.y))
        return Rect(x1 - 0.5, y1 - 0.5, x2 + 0.5, y2 + 0.5)


def pieces(line: Line) -> list[Piece]:
    """Return the straight parts of a line."""
    return [Piece(a, b) for a, b in pairwise(line.points) if a != b]


def own_pieces(line: Line, lines: Iterable[Line]) -> list[Piece]:
    """Return the parts of a line that no other line runs along."""
    if line.alone is not None:
        return [pieces(line)[line.alone]]
    return apart(line, [piece for other in lines if other is not line for piece in pieces(other)])


def apart(line: Line, others: Iterable[Piece]) -> list[Piece]:
    """Return the parts of a line that none of some others run along."""
    along = _along(others)
    return [rest for piece in pieces(line) for rest in _rest(piece, along)]


def _along(found: Iterable[Piece]) -> Mapping[tuple[bool, float], list[tuple[float, float]]]:
    """Return the stretches that lines cover, by direction and position."""
    covered: defaultdict[tuple[bool, float], list[tuple[float, float]]] = defaultdict(list)
    for piece in found:
        key, low, high = _stretch(piece)
        covered[key].append((low, high))
    return covered


def _stretch(piece: Piece) -> tuple[tuple[bool, float], float, float]:
    if piece.is_upright:
        low, high = sorted((piece.start.y, piece.end.y))
        return (True, piece.start.x), low, high
    low, high = sorted((piece.start.x, piece.end.x))
    return (False, piece.start.y), low, high


def _rest(piece: Piece, along: Mapping[tuple[bool, float], list[tuple[float, float]]]) -> Iterator[Piece]:
    key, start, end = _stretch(piece)
    for low, high in sorted(along.get(key, ())):
        if high <= start:
            continue
        if low > start:
            yield _piece(key, start, min(low, end))
        start = max(start, high)
        if start >= end:
            return
    yield _piece(key, start, end)


def _piece(key: tuple[bool, float], low: float, high: float) -> Piece:
    upright, at = key
    return Piece(Point(at, low), Point(at, high)) if upright else Piece(Point(low, at), Point(high, at))
