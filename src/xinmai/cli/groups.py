"""``xinmai groups``."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Final

import typer

from xinmai.bootstrap import new_file, open_configured, today_of
from xinmai.bootstrap.application import read_catalogue
from xinmai.cli.options import AsOfOption, StoreOption, day_of
from xinmai.cli.output import cell, one_line, say, table
from xinmai.cli.progress import Line
from xinmai.cli.running import run
from xinmai.model.dates import iso
from xinmai.model.group_list import GroupSummary, Membership
from xinmai.model.shares import percent
from xinmai.rules.control_grounds import conferring
from xinmai.settings import Settings, read_settings

COLUMNS: Final = (
    "group",
    "head",
    "head_kind",
    "party",
    "kind",
    "name",
    "role",
    "ground",
    "strength",
    "joint_parents",
)


def groups(
    *,
    out: Annotated[Path, typer.Option(metavar="FILE", help="CSV file that is made.", show_default=False)],
    as_of: AsOfOption = None,
    store: StoreOption = None,
) -> None:
    """Write every group of the whole graph: who belongs to it, and who in the end controls it."""
    settings = read_settings(store=store)
    day = day_of(as_of)
    with Line() as line:
        summary = run(_write(settings, out, day, line))
    _tell(summary, out)


async def _write(settings: Settings, out: Path, day: date | None, line: Line) -> GroupSummary:
    from xinmai.service.whole_groups import whole_groups  # noqa: PLC0415 - only this command needs arrays

    with new_file(out) as stream:
        store = await open_configured(settings)
        try:
            view = await store.view((day or today_of(settings)()).toordinal())
            grounds = conferring(read_catalogue().grounds)
            found = await whole_groups(
                store, view, grounds, lambda what, number: line.show(f"{what}: {number:,}")
            )
        finally:
            await store.close()
        line.show(f"writing {found.summary.members:,} rows")
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(map(_cells, found.rows))
    return found.summary


def _cells(row: Membership) -> Sequence[str]:
    return (
        row.group,
        row.head or "",
        row.head_kind,
        row.party,
        row.kind or "",
        cell(row.name),
        row.role,
        row.ground or "",
        "" if row.strength is None else percent(row.strength),
        ";".join(row.joint_parents),
    )


def _tell(summary: GroupSummary, out: Path) -> None:
    table(("groups headed by", "groups"), _kinds(summary), numbers=("groups",))
    say()
    say(
        f"{summary.parties:,} parties that hold or are held, {summary.holdings:,} holdings, as of {iso(summary.as_of)}, "
        f"revision {summary.revision}."
    )
    if summary.largest is not None:
        say(f"The largest group: {one_line(summary.largest[0])}, {summary.largest[1]:,} parties.")
    say(f"{out}: {summary.groups:,} groups, {summary.members:,} rows.")


def _kinds(summary: GroupSummary) -> Iterable[tuple[str, int]]:
    return summary.by_head_kind.items()
