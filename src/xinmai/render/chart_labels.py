"""Where the label of each line stands: on a part of the line that no other line shares, clear of boxes and other labels."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from xinmai.render.chart_geometry import Line, Piece, Point, Rect, own_pieces, pieces
from xinmai.render.chart_layout import LABEL, Placed
from xinmai.render.text import width_of

_HALF_HEIGHT: Final = 6.0
_AIR: Final = 2.0
_HEAD: Final = 8.0
"""Length of the head of an arrow."""
_FRACTIONS: Final = (0.5, 0.35, 0.65, 0.2, 0.8, 0.1, 0.9)


def label_places(placed: Placed) -> tuple[Rect, ...]:
    """Return a rectangle for each line's label, in their order.

    Notes
    -----
    Each label takes the first place that nothing else is at; where there is none, the one with least in the way, lines
    counting least. Lines with little choice come first. Quadratic in lines at worst; a chart has some hundred.
    """
    own = [own_pieces(line, placed.lines) for line in placed.lines]
    order = sorted(range(len(own)), key=lambda n: (sum(piece.length for piece in own[n]), n))
    others = _others(placed.lines)
    fixed = [*placed.boxes.values(), *(_arrow(line) for line in placed.lines)]
    found: dict[int, Rect] = {}
    for number in order:
        line = placed.lines[number]
        spots = list(_spots(line, own[number]))
        taken = [*fixed, *found.values()]
        found[number] = min(
            enumerate(spots), key=lambda spot: (_in_the_way(spot[1], taken, others[number]), spot[0])
        )[1]
    return tuple(found[number] for number in range(len(own)))


def _others(lines: Sequence[Line]) -> list[list[Rect]]:
    rects = [[piece.rect for piece in pieces(line)] for line in lines]
    return [[r for m, own in enumerate(rects) if m != n for r in own] for n in range(len(lines))]


def _arrow(line: Line) -> Rect:
    """Return where the head of a line's arrow is."""
    end, before = line.points[-1], pieces(line)[-1].start
    towards = Point(end.x + _clipped(before.x - end.x), end.y + _clipped(before.y - end.y))
    return Piece(towards, end).rect


def _clipped(length: float) -> float:
    return max(-_HEAD, min(_HEAD, length))


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
