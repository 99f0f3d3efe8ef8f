"""The equity chart as SVG: well-formed, whole, nothing over anything else, nothing but text from names, printable."""

import re
from collections.abc import Iterable
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinmai.analysis.chart.boxes import Known
from xinmai.analysis.chart.chart import equity_chart
from xinmai.model.chart import ChartAsked, ChartBox, ChartCut, EquityChart
from xinmai.model.fact import Fact
from xinmai.model.ids import PublicId
from xinmai.model.party import Identifier
from xinmai.model.vocabulary import (
    CutReason,
    Direction,
    Flag,
    IdentifierScheme,
    Lang,
    PartyKind,
    Property,
    RelationKind,
)
from xinmai.render.chart_cards import WIDTH, cards_of
from xinmai.render.chart_geometry import Rect, own_pieces
from xinmai.render.chart_labels import label_places
from xinmai.render.chart_layout import Placed, place
from xinmai.render.chart_sheet import sheet_for
from xinmai.render.chart_words import completeness_sentence, edge_label, notes_of
from xinmai.render.equity_chart import equity_chart_svg
from xinmai.render.text import lines_of, width_of

from support import facts as build
from support.drawn import DAY, drawn, holdings, pyramid

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = (
    "<script>alert(1)</script>",
    '"/><image href="https://evil.example/x"/>',
    "]]></style><svg onload=alert(1)>",
    "{{ 7 * 7 }}{% include 'x' %}",
    "甲\u202e司公乙\u200b",
    "a\x1b[31m\x00b\uffff\ud800",
    "&lt;b&gt; ' ` <!-- -->",
)
ELEMENTS = {"svg", "title", "desc", "style", "rect", "g", "text", "path", "circle"}
PYRAMID = ("P 60 H", "Q 40 H", "H 51 T", "T 30 X", "H 25 X", "W ? X", "X 70 D", "X ? E", "D 10 X", "X 5 X")
WIDE = (
    tuple(f"A{n} {20 - n} X" for n in range(14)) + tuple(f"X {30 + n} D{n}" for n in range(17)) + ("D3 5 D4",)
)
DENSE = (*(f"{a} 9 {b}" for a in "ABC" for b in "FGH"), "F 10 X", "G 11 X", "H 12 X", "X 5 A")


def chart_of(facts: Iterable[Fact], of: str = "t:X", head: str | None = None, **limits: int) -> EquityChart:
    asked = ChartAsked(PublicId(of), limits.get("up", 5), limits.get("down", 2), limits.get("boxes", 60))
    graph = drawn(facts)
    behind = {(p.id, side): 9 for p in graph.parties for side in (Direction.IN, Direction.OUT)}
    known = Known(frozenset(), behind if "cut" in limits else {})
    return equity_chart(graph, asked, DAY, known, None if head is None else PublicId(head))


def of_lines(*lines: str, head: str | None = None) -> EquityChart:
    return chart_of([*holdings(*lines)], head=head)


def read(svg: bytes) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 - our own bytes


def texts(svg: bytes) -> list[str]:
    return [own.text or "" for own in read(svg).iter(f"{SVG}text")]


def placed_of(chart: EquityChart, lang: Lang = Lang.ZH) -> Placed:
    return place(chart, cards_of(chart, lang), {edge: edge_label(edge, lang) for edge in chart.edges})


@pytest.mark.parametrize("lines", [PYRAMID, WIDE, DENSE])
@pytest.mark.parametrize("lang", list(Lang))
def test_every_box_and_every_label_is_there(lines: tuple[str, ...], lang: Lang) -> None:
    chart = of_lines(*lines)
    root = read(equity_chart_svg(chart, lang))
    boxes = [g.get("data-party", "") for g in root.iter(f"{SVG}g") if g.get("data-party")]
    assert sorted(boxes) == sorted(box.party for box in chart.boxes)
    edges = [
        (g.get("data-holder", ""), g.get("data-held", ""))
        for g in root.iter(f"{SVG}g")
        if g.get("data-holder")
    ]
    assert sorted(edges) == sorted((edge.holder, edge.held) for edge in chart.edges)
    labels = [
        g.findtext(f"{SVG}text") for g in root.iter(f"{SVG}g") if g.get("class", "").startswith("label")
    ]
    assert sorted(filter(None, labels)) == sorted(edge_label(edge, lang) for edge in chart.edges)


@pytest.mark.parametrize("lines", [PYRAMID, WIDE, DENSE])
def test_no_two_boxes_overlap_and_no_label_lies_on_a_box_or_another_label(lines: tuple[str, ...]) -> None:
    placed = placed_of(of_lines(*lines))
    spots = label_places(placed)
    assert [pair for pair in combinations(placed.boxes.values(), 2) if pair[0].touches(pair[1])] == []
    assert [spot for spot in spots if any(map(spot.touches, placed.boxes.values()))] == []
    assert [pair for pair in combinations(spots, 2) if pair[0].touches(pair[1])] == []


@pytest.mark.parametrize("lines", [PYRAMID, WIDE, DENSE])
def test_lines_run_at_right_angles_from_holder_to_held(lines: tuple[str, ...]) -> None:
    placed = placed_of(of_lines(*lines))
    for line in placed.lines:
        for a, b in zip(line.points, line.points[1:], strict=False):
            assert a.x == pytest.approx(b.x) or a.y == pytest.approx(b.y)
        for point, party in ((line.points[0], line.edge.holder), (line.points[-1], line.edge.held)):
            left, top, right, bottom = placed.boxes[party]
            assert left - 0.1 <= point.x <= right + 0.1
            assert top - 0.1 <= point.y <= bottom + 0.1


@pytest.mark.parametrize("lines", [PYRAMID, WIDE, DENSE])
def test_each_label_stands_on_or_beside_a_part_that_is_its_lines_own(lines: tuple[str, ...]) -> None:
    placed = placed_of(of_lines(*lines))
    for line, spot in zip(placed.lines, label_places(placed), strict=True):
        near = Rect(spot.left - 3, spot.top - 3, spot.right + 3, spot.bottom + 3)
        assert any(piece.rect.touches(near) for piece in own_pieces(line, placed.lines))


def test_text_stays_inside_its_box() -> None:
    name = "上海国际港务集团（控股）股份有限公司Consolidated International Holdings" * 2
    chart = chart_of([build.party("t:X", name), *holdings("A 60 X")], cut=1)
    card, rect = cards_of(chart, Lang.ZH)[PublicId("t:X")], placed_of(chart).boxes[PublicId("t:X")]
    assert all(width_of(line, 10) <= WIDTH for line in card.name)
    assert all(width_of(line, 8) <= WIDTH for line in card.notes)
    assert card.name[-1].endswith("…")
    root = read(equity_chart_svg(chart))
    own = next(g for g in root.iter(f"{SVG}g") if g.get("data-party") == "t:X")
    feet = [float(text.get("y", "")) for text in own.iter(f"{SVG}text")]
    assert rect.top < min(feet) - 7
    assert max(feet) + 2 < rect.bottom
    assert (own.findtext(f"{SVG}title") or "").startswith(name)


@pytest.mark.parametrize("lang", list(Lang))
def test_no_note_is_cut_short(lang: Lang) -> None:
    everything = ChartBox(
        party=PublicId("t:X"),
        level=0,
        marks=tuple(Flag),
        unaccounted=123_456_789,
        cuts=tuple(ChartCut(side, 1_234, why) for side in (Direction.IN, Direction.OUT) for why in CutReason),
    )
    for note in notes_of(everything, lang, is_head=True, is_asked=True):
        assert lines_of(note, 8, WIDTH - 10, 3)[-1][-1] != "…"


@given(st.text(max_size=80), st.floats(30, 200))
def test_lines_fit_and_lose_nothing_but_what_the_ellipsis_says(text: str, width: float) -> None:
    lines = lines_of(text, 10, width, 100)
    assert all(width_of(line, 10) <= width for line in lines)
    assert "".join("".join(lines).split()).replace("�", "") in "".join(text.split()) or "�" in "".join(lines)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_text_and_nothing_else(name: str) -> None:
    chart = chart_of([build.party("t:X", name), build.person("t:P", name), *holdings("P 60 X")], head="t:P")
    svg = equity_chart_svg(chart)
    root = read(svg)
    assert {own.tag.removeprefix(SVG) for own in root.iter()} <= ELEMENTS
    attributes = {name for own in root.iter() for name in own.attrib}
    assert not {a for a in attributes if a.startswith("on") or "href" in a}
    assert "url(" not in svg.decode()
    assert "@import" not in svg.decode()


def test_what_hides_letters_is_seen() -> None:
    chart = chart_of([build.party("t:X", "甲\u202e司公"), *holdings("P 60 X")])
    assert "甲⟨U+202E⟩司公" in "".join(texts(equity_chart_svg(chart)))


def test_no_identifier_is_drawn() -> None:
    number = Identifier(scheme=IdentifierScheme.CN_ID, value="f" * 64, last4="0017", key="k1")
    chart = chart_of([build.person("t:P", "王五", identifiers=(number,)), *holdings("P 60 X")])
    svg = equity_chart_svg(chart).decode()
    assert "王五" in svg
    assert "0017" not in svg
    assert "ffff" not in svg


def test_equal_charts_give_equal_bytes() -> None:
    for lines in (PYRAMID, WIDE, DENSE):
        assert equity_chart_svg(of_lines(*lines)) == equity_chart_svg(of_lines(*lines))


def test_what_the_labels_say_in_both_languages() -> None:
    facts: list[Fact] = [*holdings("A 51 X", "B 20-30 X", "C ? X", "E 12.5/40 X", "X ? D", "X 5 X")]
    facts.append(build.relation(RelationKind.CONTROLS, "t:V", "t:X", code="contract"))
    facts.append(build.relation(RelationKind.CONTROLS, "t:V", "t:D", code="custody"))
    chart = chart_of(facts)
    said = {f"{e.holder} {e.held}": [edge_label(e, lang) for lang in Lang] for e in chart.edges}
    assert said == {
        "t:A t:X": ["51 %", "51 %"],
        "t:B t:X": ["20–30 %", "20–30 %"],
        "t:C t:X": ["未披露（≤11.5 %）", "not stated (≤11.5 %)"],
        "t:E t:X": ["12.5 %（表决权 40 %）", "12.5 % (votes 40 %)"],
        "t:X t:D": ["未披露", "not stated"],
        "t:X t:X": ["↺ 5 %", "↺ 5 %"],
        "t:V t:X": ["声明控制（合同）", "declared control (contract)"],
        "t:V t:D": ["声明控制（custody）", "declared control (custody)"],
    }


def test_the_sentence_of_completeness() -> None:
    whole, lacking = of_lines("A 60 X"), of_lines("A ? X")
    assert completeness_sentence(whole, Lang.EN) == "Complete as far as the facts go; nothing was cut."
    assert completeness_sentence(lacking, Lang.ZH) == "未作截断，但有事实缺失：1 项比例未披露。"
    cut = chart_of([*holdings("A 60 X", "B ? X")], up=1, down=0, cut=1)
    assert (
        completeness_sentence(cut, Lang.EN)
        == "Incomplete. Not drawn: 27 (depth limit), 7 (not read); 1 share(s) not stated."
    )


def test_head_and_asked_one_are_emphasised_and_kinds_differ_in_shape() -> None:
    facts: list[Fact] = [
        *holdings("P 60 X", "S 20 X", "C 10 X"),
        build.person("t:P"),
        build.party_fact("t:S", Property.CATEGORY, "state_body"),
        build.party_fact("t:C", Property.STATUS, "deregistered"),
        build.party("t:K", None, PartyKind.COALITION),
        build.relation(RelationKind.MEMBER_OF, "t:P", "t:K", code="concert"),
    ]
    root = read(equity_chart_svg(chart_of(facts, head="t:P"), Lang.EN))
    found = {
        build.local(g.get("data-party", "")): (g.get("class"), g.get("data-kind"))
        for g in root.iter(f"{SVG}g")
        if g.get("data-party")
    }
    assert found == {
        "K": ("box", "coalition"),
        "P": ("box head", "person"),
        "S": ("box", "state"),
        "C": ("box dead", "company"),
        "X": ("box asked", "company"),
    }
    assert "Ultimate controller: P" in texts(equity_chart_svg(chart_of(facts, head="t:P"), Lang.EN))


def test_a_reader_without_the_picture_is_told_everything() -> None:
    root = read(equity_chart_svg(of_lines("A 51 X", "X ? D"), Lang.ZH))
    assert root.findtext(f"{SVG}title") == "X 股权穿透图"
    told = root.findtext(f"{SVG}desc") or ""
    assert "A → X: 51 %" in told
    assert "X → D: 未披露" in told
    assert root.get("role") == "img"


def test_sheets_lie_or_stand_and_small_type_can_be_read() -> None:
    assert (sheet_for(500, 300).width, sheet_for(300, 600).width) == (297, 210)
    assert [sheet_for(side, side / 2).name for side in (900, 1500, 2300, 9000)] == ["A4", "A3", "A2", "roll"]
    for side in range(100, 9000, 100):
        sheet = sheet_for(side, side / 3)
        assert 8 * sheet.scale >= 5.5
        wide, high = sheet.view
        assert side <= wide
        assert side / 3 <= high


@pytest.mark.parametrize("lines", [PYRAMID, WIDE, DENSE])
def test_everything_lies_on_the_sheet(lines: tuple[str, ...]) -> None:
    svg = equity_chart_svg(of_lines(*lines)).decode()
    numbers = re.search(r'width="([\d.]+)mm" height="([\d.]+)mm" viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    assert numbers is not None
    width, height, wide, high = map(float, numbers.groups())
    assert width / height == pytest.approx(wide / high, rel=1e-3)
    left, top = map(float, re.findall(r'<g transform="translate\(([-\d.]+) ([-\d.]+)\)">', svg)[0])
    dx, dy = map(float, re.findall(r'<g transform="translate\(([-\d.]+) ([-\d.]+)\)">', svg)[1])
    sheet = Rect(-left - dx, -top - dy, wide - left - dx, high - top - dy)
    for rect in placed_of(of_lines(*lines)).boxes.values():
        assert sheet.left < rect.left < rect.right < sheet.right
        assert sheet.top < rect.top < rect.bottom < sheet.bottom


def test_a_party_alone_is_a_chart() -> None:
    graph = pyramid(alone="X")
    chart = chart_of(graph.parties)
    assert len([g for g in read(equity_chart_svg(chart)).iter(f"{SVG}g") if g.get("data-party")]) == 1
