"""``xinmai load``."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from xinmai.bootstrap import Desk, Identity, now, open_desk
from xinmai.cli.options import StoreOption
from xinmai.cli.output import note
from xinmai.cli.progress import Watch
from xinmai.cli.rejects import RejectFile
from xinmai.cli.reports import show_report
from xinmai.cli.running import run
from xinmai.ingest.bundle.source import BundleSource
from xinmai.ingest.mapping import MappedSource, load_mapping
from xinmai.ingest.rows import RowSource
from xinmai.service.load import LoadReport
from xinmai.service.load import load as load_source
from xinmai.settings import read_settings

_NOTHING_LOADED = 1
_WITH_REJECTS = 3


class Mode(StrEnum):
    """What a delivery says about what it does not say."""

    SNAPSHOT = "snapshot"
    DELTA = "delta"


def load(
    *,
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="PATH...",
            help="Bundles (folders or .zip), loaded in this order; with --mapping, foreign files or their folder.",
            show_default=False,
        ),
    ],
    mapping: Annotated[
        Path | None,
        typer.Option(help="TOML file that says how foreign files become facts.", show_default=False),
    ] = None,
    mode: Annotated[
        Mode | None,
        typer.Option(help="Overrides the mode that the bundle or mapping states.", show_default=False),
    ] = None,
    store: StoreOption = None,
    rejects: Annotated[Path, typer.Option(help="File for the rows that are refused.")] = Path("rejects.csv"),
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Check everything, write nothing to the store.")
    ] = False,
) -> None:
    """Load bundles, or foreign files through a mapping. Loading the same again changes nothing."""
    settings = read_settings(store=store)
    sources = _sources(paths, mapping, mode)
    with RejectFile(rejects) as refused, Watch(refused) as watch:
        reports = run(_load(open_desk(settings, rehearsal=dry_run), sources, watch))
    for source, report in zip(sources, reports, strict=True):
        show_report(report, source, rejects)
    if dry_run:
        note("Dry run: nothing was written to the store.")
    raise typer.Exit(_status(reports))


def _sources(paths: Sequence[Path], mapping: Path | None, mode: Mode | None) -> list[RowSource]:
    """Open every delivery, which checks manifests, headers and names, before anything is written."""
    if mapping is None:
        return [BundleSource(path, mode) for path in paths]
    rules = load_mapping(mapping)
    if mode is not None:
        rules = msgspec.structs.replace(rules, bundle=msgspec.structs.replace(rules.bundle, mode=mode.value))
    return [MappedSource(rules, paths)]


async def _load(desk: Desk, sources: Sequence[RowSource], watch: Watch) -> list[LoadReport]:
    async with desk as (store, identity):
        note_new_key(identity)
        return [await load_source(store, source, identity.hasher, now, watch) for source in sources]


def note_new_key(identity: Identity) -> None:
    """Say that a key was made, and what depends on it."""
    if identity.is_new:
        note(
            f"Made a key for identity numbers: {identity.origin}. Keep a copy; without it nobody is found by number."
        )


def _status(reports: Sequence[LoadReport]) -> int:
    rejected = sum(report.rejected for report in reports)
    taken = sum(report.added + report.changed + report.unchanged + report.repeated for report in reports)
    if not rejected:
        return 0
    return _WITH_REJECTS if taken else _NOTHING_LOADED
