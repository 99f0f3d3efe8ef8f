"""Where the label of each line stands: on a part of the line that no other line shares, clear of boxes and other labels."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from xinmai.render.chart_layout import LABEL, Line, Placed, Point, Rect
from xinmai.render.text import width_of

_HALF_HEIGHT: Final = 6.0
_AIR: Final = 2.0
_FRACTIONS: Final = (0.5, 0.35, 0.65, 0.2, 0.8, 0.1, 0.9)


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


def label_places(placed: Placed) -> tuple[Rect, ...]:
    """Return a rectangle for each line's label, in their order.

    Notes
    -----
    Each label takes the first place that nothing else is at; where there is none, the one with least in the way, lines
    counting least. Lines with little choice come first. Quadratic in lines at worst; a chart has some hundred.
    """
    own = [_own_pieces(line, placed.lines) for line in placed.lines]
    order = sorted(range(len(own)), key=lambda n: (sum(piece.length for piece in own[n]), n))
    others = _others(placed.lines)
    found: dict[int, Rect] = {}
    for number in order:
        line = placed.lines[number]
        spots = list(_spots(line, own[number]))
        taken = [*placed.boxes.values(), *found.values()]
        found[number] = min(
            enumerate(spots), key=lambda spot: (_in_the_way(spot[1], taken, others[number]), spot[0])
        )[1]
    return tuple(found[number] for number in range(len(own)))


def _others(lines: Sequence[Line]) -> list[list[Rect]]:
    rects = [[piece.rect for piece in pieces(line)] for line in lines]
    return [[r for m, own in enumerate(rects) if m != n for r in own] for n in range(len(lines))]


def _in_the_way(spot: Rect, taken: Iterable[Rect], lines: Iterable[Rect]) -> int:
    wide = Rect(spot.left - _AIR, spot.top, spot.right + _AIR, spot.bottom)
    return 100 * sum(map(wide.touches, taken)) + sum(map(spot.touches, lines))


def _spots(line: Line, own: Sequence[Piece]) -> Iterator[Rect]:
    """Yield where a label may stand: on its own part of the line, then beside it, the longest part first."""
    half = width_of(line.label, LABEL) / 2
    ranked = sorted(own or pieces(line), key=lambda piece: (not piece.is_upright, -piece.length))
    for piece in ranked:
        room = 2 * _HALF_HEIGHT if piece.is_upright else 2 * half
        if piece.length >= room + 2 * _AIR:
            yield from (_around(piece.at(fraction), half) for fraction in _FRACTIONS)
    for piece in ranked:
        for fraction in _FRACTIONS:
            x, y = piece.at(fraction)
            for side in (1, -1):
                dx, dy = (half + _AIR, 0.0) if piece.is_upright else (0.0, _HALF_HEIGHT + _AIR)
                yield _around(Point(x + side * dx, y - side * dy), half)


def _around(middle: Point, half: float) -> Rect:
    return Rect(middle.x - half, middle.y - _HALF_HEIGHT, middle.x + half, middle.y + _HALF_HEIGHT)


def _own_pieces(line: Line, lines: Iterable[Line]) -> list[Piece]:
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
