"""The equity chart of a party: who holds it and whom it holds, up and down, as boxes and edges."""

import msgspec

from xinmai.model.fact import Fact
from xinmai.model.group import ShareBounds
from xinmai.model.ids import PublicId
from xinmai.model.view import Completeness
from xinmai.model.vocabulary import Bound, CutReason, Direction, Flag, RelationKind


class ChartAsked(msgspec.Struct, frozen=True):
    """What part of the ownership is drawn, 股权穿透范围."""

    of: PublicId
    up: int
    """Steps towards owners."""
    down: int
    """Steps towards holdings."""
    boxes: int
    """Greatest number of boxes, the asked party's among them."""


class ChartCut(msgspec.Struct, frozen=True):
    """Holdings behind a box that are recorded and not drawn, 未绘出."""

    side: Direction
    """``IN``: holders above it; ``OUT``: holdings below it."""
    count: int
    """How many holdings lead there."""
    reason: CutReason


class ChartBox(msgspec.Struct, frozen=True, kw_only=True):
    """A party of the chart, drawn once, 图中主体."""

    party: PublicId
    level: int
    """Negative: so many rows above the asked party, an owner; positive: below it, a holding; by the longest way that is
    drawn and closes no cycle, so that every holder stands above whom it holds."""
    marks: tuple[Flag, ...] = ()
    """What is peculiar about it, in the order of the words."""
    unaccounted: int | None = None
    """Part of its capital that no holding accounts for, in 1e-9 of the whole; None where shares are not stated (the rest may
    be theirs) or its holders were not read."""
    cuts: tuple[ChartCut, ...] = ()
    """What lies behind it and is not drawn."""


class ChartEdge(msgspec.Struct, frozen=True, kw_only=True):
    """Why one box stands above another, 连线: a holding, a declared control, or the membership of a coalition."""

    holder: PublicId
    """Who stands above: the holder 股东, who controls, the coalition."""
    held: PublicId
    """Who stands below: the company held, who is controlled, the member."""
    ground: RelationKind
    """``holds``, ``controls`` or ``member_of``."""
    relations: tuple[PublicId, ...]
    """The relations it is made of, by id."""
    code: str | None = None
    """Finer ground where it is no holding: contract, appointment right, concert …"""
    share: ShareBounds | None = None
    """Share of capital; None where it is no holding. Where it is not stated: what the register leaves, never 0."""
    is_stated: bool = True
    """Whether a share is stated, exactly or as a range."""
    votes: ShareBounds | None = None
    """Share of votes where it differs from that of capital."""
    majority: Bound = Bound.NO
    """Whether it alone gives more than half of the votes; POSSIBLE where unknown shares decide."""
    closes_cycle: bool = False
    """Whether it leads back up and so closes a cycle of holdings, 回购/交叉持股."""


class EquityChart(msgspec.Struct, frozen=True, kw_only=True):
    """The ownership around a party on a day, upwards and downwards, 股权穿透图."""

    of: PublicId
    """Who was asked about."""
    head: PublicId | None = None
    """Head of its group by control, 最终控制人; None where there is none."""
    boxes: tuple[ChartBox, ...]
    """By level from the top, then greater stakes first, then by id."""
    edges: tuple[ChartEdge, ...]
    """By holder, held, ground, code."""
    completeness: Completeness
    """What was cut."""
    facts: tuple[Fact, ...] = ()
    """The parties, then the relations that are drawn, each by id; last the head if it is not among them."""
