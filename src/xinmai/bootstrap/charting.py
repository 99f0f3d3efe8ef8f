"""An equity chart on disk: one SVG file."""

from datetime import date
from pathlib import Path

from xinmai.bootstrap.application import budget_of, read_catalogue
from xinmai.bootstrap.clock import today_of
from xinmai.bootstrap.identity import find_hasher
from xinmai.bootstrap.stores import open_configured
from xinmai.bootstrap.writing import write_new
from xinmai.errors import BadArgument
from xinmai.model.chart import ChartAsked, EquityChart
from xinmai.model.ids import PublicId
from xinmai.model.vocabulary import Lang
from xinmai.render.equity_chart import equity_chart_svg
from xinmai.service.equity_chart import equity_chart
from xinmai.service.ownership_choices import control_options
from xinmai.settings import Settings

_EVERYBODY: int = 0o644


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
    """Draw the equity chart of a party and write it as an SVG file, whole or not at all.

    Raises
    ------
    BadArgument
        If the file is there already or cannot be written, or a number is out of range.
    UnknownId
        If no party has this id in this view.
    """
    _refuse(out)
    asked = ChartAsked(PublicId(find_hasher(settings).pseudonym(party)), up, down, boxes)
    store = await open_configured(settings)
    try:
        view = await store.view((as_of or today_of(settings)()).toordinal())
        chart = await equity_chart(store, view, asked, budget_of(settings), control_options(read_catalogue()))
    finally:
        await store.close()
    try:
        is_written = write_new(out, equity_chart_svg(chart, lang), _EVERYBODY)
    except OSError as error:
        raise BadArgument("--out", f"{out} cannot be written ({error.strerror}).") from error
    if not is_written:
        _refuse(out)
    return chart


def _refuse(out: Path) -> None:
    if out.exists():
        raise BadArgument("--out", f"{out} exists; name a new file.")
