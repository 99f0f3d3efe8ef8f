"""``xinmai chart``."""

from pathlib import Path
from typing import Annotated, Final

import typer

from xinmai.cli.options import AsOfOption, LangOption, StoreOption, day_of
from xinmai.cli.output import say, table
from xinmai.cli.running import run
from xinmai.model.chart import EquityChart
from xinmai.model.party import Party
from xinmai.model.vocabulary import Lang, RelationKind
from xinmai.render.chart_words import completeness_sentence, edge_label
from xinmai.service.equity_chart import BOXES, DOWN, UP
from xinmai.settings import read_settings

_MOST: Final = 12


def chart(
    *,
    company: Annotated[
        str, typer.Argument(metavar="COMPANY", help="Public id namespace:id.", show_default=False)
    ],
    out: Annotated[Path, typer.Option(help="New SVG file.", show_default=False)],
    up: Annotated[int, typer.Option(help="Greatest number of steps towards owners.")] = UP,
    down: Annotated[int, typer.Option(help="Greatest number of steps towards holdings.")] = DOWN,
    boxes: Annotated[
        int, typer.Option(help="Greatest number of parties; greater stakes come first.")
    ] = BOXES,
    as_of: AsOfOption = None,
    lang: LangOption = Lang.ZH,
    store: StoreOption = None,
) -> None:
    """Draw who holds a company and whom it holds, up and down, as an SVG that prints."""
    from xinmai.bootstrap.charting import write_chart  # noqa: PLC0415 - the other commands need no layout

    settings = read_settings(store=store)
    drawn = run(
        write_chart(settings, out, company, up=up, down=down, boxes=boxes, as_of=day_of(as_of), lang=lang)
    )
    _show(drawn, lang)
    say(f"{out}: {len(drawn.boxes):,} boxes, {len(drawn.edges):,} edges, {drawn.completeness.state}.")


def _show(drawn: EquityChart, lang: Lang) -> None:
    """Print the greatest direct stakes, who controls, and whether something is not drawn."""
    day = drawn.completeness.as_of
    names = {fact.id: fact.name_on(day) for fact in drawn.facts if isinstance(fact, Party)}
    direct = [e for e in drawn.edges if drawn.of in {e.holder, e.held} and e.ground is RelationKind.HOLDS]
    direct.sort(key=lambda e: (e.held != drawn.of, -e.share.upper if e.share else 0, e.holder, e.held))
    rows = [(names[e.holder], edge_label(e, lang), names[e.held]) for e in direct[:_MOST]]
    if rows:
        table(("holder", "share", "held"), rows)
        if len(direct) > _MOST:
            say(f"… and {len(direct) - _MOST:,} more")
        say()
    if drawn.head is not None and drawn.head != drawn.of:
        say(f"head of the group: {names[drawn.head]} ({drawn.head})")
    say(completeness_sentence(drawn, lang))
