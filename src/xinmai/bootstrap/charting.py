"""An equity chart on disk: one SVG file."""

from datetime import date
from pathlib import Path
from typing import Final

from xinmai.bootstrap.application import budget_of, read_catalogue
from xinmai.bootstrap.clock import today_of
from xinmai.bootstrap.identity import find_hasher
from xinmai.bootstrap.stores import open_configured
from xinmai.bootstrap.writing import new_file
from xinmai.errors import BadArgument
from xinmai.model.chart import ChartAsked, EquityChart
from xinmai.model.ids import PublicId
from xinmai.model.vocabulary import Lang
from xinmai.render.equity_chart import equity_chart_svg
from xinmai.service.equity_chart import equity_chart
from xinmai.service.ownership_choices import control_options
from xinmai.settings import Settings

MOST_LINES: Final = 300
"""More can be told apart by nobody, and take minutes to lay out."""


async def write_chart(
    settings: Settings,
    out: Path,
    party: str,
    *,
    up: int,
    down: int,
    boxes: int,
    as_of: date | None = None,
    lang: Lang = Lang.ZH,
) -> EquityChart:
    """Draw the equity chart of a party and write it as an SVG file that only its owner may read, whole or not at all.

    Raises
    ------
    BadArgument
        If the file is there already or cannot be written, a number is out of range, or there are too many lines to draw.
    UnknownId
        If no party has this id in this view.
    """
    asked = ChartAsked(PublicId(find_hasher(settings).pseudonym(party)), up, down, boxes)
    with new_file(out) as stream:
        store = await open_configured(settings)
        try:
            view = await store.view((as_of or today_of(settings)()).toordinal())
            options = control_options(read_catalogue())
            chart = await equity_chart(store, view, asked, budget_of(settings), options)
        finally:
            await store.close()
        if len(chart.edges) > MOST_LINES:
            problem = (
                f"of {boxes} gives {len(chart.edges):,} lines, {MOST_LINES} can be drawn: ask for fewer."
            )
            raise BadArgument("boxes", problem)
        stream.write(equity_chart_svg(chart, lang).decode())
    return chart
