"""The equity chart as an SVG that prints: black on white, no script, nothing to fetch, told apart without colour."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import msgspec

from xinmai.model.chart import ChartEdge, EquityChart
from xinmai.model.dates import iso
from xinmai.model.ids import PublicId
from xinmai.model.party import Party
from xinmai.model.vocabulary import Bound, Lang, RelationKind
from xinmai.render.chart_cards import LEADING, NAME, NOTE, PADDING, Card, cards_of
from xinmai.render.chart_geometry import Line, Piece, Point, Rect, apart, pieces
from xinmai.render.chart_labels import label_places
from xinmai.render.chart_layout import LABEL, Placed, place
from xinmai.render.chart_sheet import MARGIN, sheet_for
from xinmai.render.chart_words import Words, completeness_sentence, edge_label, words_of
from xinmai.render.page import page, seen
from xinmai.render.text import lines_of, width_of, xml_text

TITLE: Final = 15.0
SMALL: Final = 9.0
_ASCENT: Final = 0.86
"""Part of a line above the foot of its letters."""
_NARROWEST: Final = 470.0
_AIR: Final = 16.0
_ARROW: Final = (7.0, 3.0)
_SHAPES: Final = ("person", "company", "state", "coalition")
_STYLES: Final = ("majority", "holding", "uncertain", "declared", "cycle")
_SAMPLE: Final = 30.0


class Text(msgspec.Struct, frozen=True):
    """A line of text and where its foot stands, 文字."""

    x: str
    y: str
    size: str
    text: str
    style: str = ""


class Key(msgspec.Struct, frozen=True):
    """One sample of the legend, 图例."""

    word: str
    x: float
    y: float
    label: Text


def equity_chart_svg(chart: EquityChart, lang: Lang = Lang.ZH) -> bytes:
    """Return an equity chart as an SVG document in UTF-8, on the smallest sheet on which it can be read.

    Equal charts give equal bytes. Names are shown as they are, with what would hide or turn letters made visible; no
    identifier but the public id stands in it.
    """
    words, cards = words_of(lang), cards_of(chart, lang)
    labels = {edge: edge_label(edge, lang) for edge in chart.edges}
    placed = place(chart, cards, labels)
    spots = label_places(placed)
    frame = _frame(placed, spots)
    width = max(frame.right - frame.left, _NARROWEST)
    head = list(_head(chart, words, lang, width))
    foot = list(_legend(words, width))
    above = float(head[-1].y) + _AIR
    below = above + frame.bottom - frame.top + _AIR
    sheet = sheet_for(width, below + foot[-1].y + _AIR)
    wide, high = sheet.view
    names = {party: " ".join(card.name) for party, card in cards.items()}
    text = page(
        "equity_chart.svg",
        sheet=sheet,
        view=(_number(wide), _number(high)),
        left=_number((wide - width) / 2),
        top=_number(MARGIN / sheet.scale),
        shift=(_number((width - frame.left - frame.right) / 2), _number(above - frame.top)),
        below=_number(below),
        lang=lang.value,
        title=_title(chart, words),
        told=[f"{names[e.holder]} → {names[e.held]}: {labels[e]}" for e in chart.edges],
        head=head,
        edges=list(_edges(placed.lines, names)),
        dots=[(_number(x), _number(y)) for x, y in _junctions(placed)],
        boxes=[_box(cards[party], rect) for party, rect in placed.boxes.items()],
        labels=[_label(line, spot) for line, spot in zip(placed.lines, spots, strict=True)],
        legend=[_sample(key) for key in foot],
    )
    return text.encode()


def style_of(edge: ChartEdge) -> str:
    """Return how an edge is drawn: one of the words of the legend."""
    if edge.closes_cycle:
        return "cycle"
    if edge.ground is not RelationKind.HOLDS:
        return "declared"
    if not edge.is_stated or edge.majority is Bound.POSSIBLE:
        return "uncertain"
    return "majority" if edge.majority is Bound.CERTAIN else "holding"


def _weight(line: Line) -> bool:
    """Draw thick lines last: where lines run into one another they stay seen."""
    return style_of(line.edge) == "majority"


def _frame(placed: Placed, spots: tuple[Rect, ...]) -> Rect:
    rects = [*placed.boxes.values(), *spots, *(piece.rect for line in placed.lines for piece in pieces(line))]
    return Rect(
        min(r.left for r in rects),
        min(r.top for r in rects),
        max(r.right for r in rects),
        max(r.bottom for r in rects),
    )


def _title(chart: EquityChart, words: Words) -> str:
    return xml_text(words["title"].format(name=_name(chart, chart.of)))


def _name(chart: EquityChart, party: PublicId) -> str:
    found = next(fact for fact in chart.facts if isinstance(fact, Party) and fact.id == party)
    return seen(found.name_on(chart.completeness.as_of))


def _head(chart: EquityChart, words: Words, lang: Lang, width: float) -> Iterator[Text]:
    """Yield the lines above the drawing: whose chart, of which day, who controls, whether it is whole."""
    said = chart.completeness
    view = words["view"].format(day=iso(said.as_of), revision=said.revision, id=chart.of)
    nobody = chart.head is None or chart.head == chart.of
    control = words["no head"] if nobody else words["head"].format(name=_name(chart, chart.head or chart.of))
    y = 0.0
    for text, size, style in (
        (_title(chart, words), TITLE, "title"),
        (view, SMALL, ""),
        (control, SMALL, ""),
        (completeness_sentence(chart, lang), SMALL, ""),
    ):
        for line in lines_of(text, size, width, 4):
            y += size * LEADING
            yield Text("0", _number(y), _number(size), line, style)


def _legend(words: Words, width: float) -> Iterator[Key]:
    """Yield the samples of the legend in rows that fit, then the line that says what the numbers are."""
    x, y = 0.0, SMALL * LEADING
    for word in (*_SHAPES, "dead", *_STYLES):
        needed = _SAMPLE + 6 + width_of(words[word], NOTE)
        if x and x + needed > width:
            x, y = 0.0, y + 2 * NOTE
        label = Text(_number(x + _SAMPLE + 5), _number(y), _number(NOTE), words[word])
        yield Key(word, x, y, label)
        x += needed + 12
    y += 2 * NOTE
    yield Key("basis", 0.0, y, Text("0", _number(y), _number(NOTE), words["basis"]))


def _sample(key: Key) -> dict[str, object]:
    top, middle = key.y - NOTE, key.y - NOTE / 2 + 1
    rect = Rect(key.x + 2, top, key.x + _SAMPLE - 2, top + NOTE + 2)
    line = (Point(key.x, middle), Point(key.x + _SAMPLE, middle))
    is_line = key.word in _STYLES
    return {
        "label": key.label,
        "outline": "" if is_line or key.word == "basis" else _outline(key.word, rect),
        "inner": _outline("company", _inset(rect)) if key.word == "state" else "",
        "style": key.word,
        "path": _path(line) if is_line else "",
    }


def _box(card: Card, rect: Rect) -> dict[str, object]:
    x, y = (rect.left + rect.right) / 2, rect.top + PADDING
    lines: list[Text] = []
    sized = [(line, NAME, "name") for line in card.name] + [(line, NOTE, "note") for line in card.notes]
    for line, size, style in sized:
        lines.append(Text(_number(x), _number(y + size * _ASCENT), _number(size), line, style))
        y += size * LEADING
    return {
        "card": card,
        "outline": _outline(card.shape, rect),
        "inner": _outline("company", _inset(rect)) if card.shape == "state" else "",
        "lines": lines,
        "classes": " ".join(
            ["box", *["asked"] * card.is_asked, *["head"] * card.is_head, *["dead"] * card.is_closed]
        ),
    }


def _inset(rect: Rect) -> Rect:
    return Rect(rect.left + 2.5, rect.top + 2.5, rect.right - 2.5, rect.bottom - 2.5)


def _outline(shape: str, rect: Rect) -> str:
    """Return the outline that tells what a party is: round ends, right angles, cut corners."""
    left, top, right, bottom = rect
    if shape == "person":
        r = min(14.0, (bottom - top) / 2)
        return (
            f"M{_xy(left + r, top)}H{_number(right - r)}{_arc(r, right, top + r)}V{_number(bottom - r)}"
            f"{_arc(r, right - r, bottom)}H{_number(left + r)}{_arc(r, left, bottom - r)}"
            f"V{_number(top + r)}{_arc(r, left + r, top)}Z"
        )
    if shape == "coalition":
        c = min(9.0, (bottom - top) / 2)
        corners = (
            (left + c, top),
            (right - c, top),
            (right, top + c),
            (right, bottom - c),
            (right - c, bottom),
            (left + c, bottom),
            (left, bottom - c),
            (left, top + c),
        )
        return f"M{'L'.join(_xy(*corner) for corner in corners)}Z"
    return f"M{_xy(left, top)}H{_number(right)}V{_number(bottom)}H{_number(left)}Z"


def _arc(radius: float, x: float, y: float) -> str:
    return f"A{_number(radius)} {_number(radius)} 0 0 1 {_xy(x, y)}"


def _edges(lines: Iterable[Line], names: Mapping[PublicId, str]) -> Iterator[dict[str, object]]:
    """Yield the lines, thick ones last; what lines of one style share is drawn once, or it would look thick too."""
    drawn: defaultdict[str, list[Piece]] = defaultdict(list)
    for line in sorted(lines, key=_weight):
        style = style_of(line.edge)
        own = apart(line, drawn[style])
        drawn[style] += own
        yield _edge(line, own, names)


def _edge(line: Line, own: Iterable[Piece], names: Mapping[PublicId, str]) -> dict[str, object]:
    edge = line.edge
    return {
        "edge": edge,
        "style": style_of(edge),
        "path": "".join(map(_path, own)),
        "arrow": "" if edge.ground is RelationKind.MEMBER_OF else _arrow(line.points),
        "title": f"{names[edge.holder]} → {names[edge.held]} {line.label}",
    }


def _path(points: Iterable[Point]) -> str:
    return f"M{'L'.join(_xy(*point) for point in points)}"


def _arrow(points: tuple[Point, ...]) -> str:
    (x1, y1), (x, y) = points[-2:]
    length, half = _ARROW
    dx, dy = (x > x1) - (x < x1), (y > y1) - (y < y1)
    bx, by = x - dx * length, y - dy * length
    return f"M{_xy(x, y)}L{_xy(bx - dy * half, by + dx * half)}L{_xy(bx + dy * half, by - dx * half)}Z"


def _junctions(placed: Placed) -> list[Point]:
    """Return where a line leaves another that begins or ends with it: a dot tells that from a crossing."""
    found: set[Point] = set()
    for line in placed.lines:
        for other in placed.lines:
            ends = {line.edge.holder, line.edge.held} & {other.edge.holder, other.edge.held}
            if line is not other and ends:
                found.update(bend for bend in line.points[1:-1] if _is_inside(bend, other))
    return sorted(found)


def _is_inside(point: Point, line: Line) -> bool:
    """Say whether a point lies on a line and is neither an end nor a bend of it."""
    return point not in line.points and any(
        piece.rect.left <= point.x <= piece.rect.right and piece.rect.top <= point.y <= piece.rect.bottom
        for piece in pieces(line)
    )


def _label(line: Line, spot: Rect) -> dict[str, object]:
    middle = (spot.left + spot.right) / 2
    foot = (spot.top + spot.bottom) / 2 + LABEL * 0.36
    return {
        "rect": [_number(v) for v in (spot.left, spot.top, spot.right - spot.left, spot.bottom - spot.top)],
        "text": Text(_number(middle), _number(foot), _number(LABEL), line.label),
        "bold": style_of(line.edge) == "majority",
    }


def _xy(x: float, y: float) -> str:
    return f"{_number(x)} {_number(y)}"


def _number(value: float) -> str:
    """Return a length with two decimals at most, without a sign before zero."""
    return f"{round(value, 2) + 0:.2f}".rstrip("0").rstrip(".")
