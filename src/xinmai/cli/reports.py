"""What a load did, for a person."""

from pathlib import Path

from xinmai.cli.output import say, table
from xinmai.ingest.mapping import MappedSource
from xinmai.ingest.rows import TABLE_ORDER, RowSource
from xinmai.service.load import LoadReport


def show_report(report: LoadReport, source: RowSource, rejects: Path) -> None:
    """Print the counts of one delivery."""
    say(f"{report.namespace}, {source.manifest.mode}, revision {report.revision}")
    rows = [(name, report.by_table[name]) for name in TABLE_ORDER if name in report.by_table]
    table(("table", "rows"), rows, numbers=("rows",))
    if isinstance(source, MappedSource):
        _show_left_out(source)
    say(
        f"{report.rows:,} rows: {report.added:,} facts added, {report.changed:,} changed, {report.unchanged:,} unchanged,"
        f" {report.repeated:,} repeated, {report.closed:,} closed, {report.rejected:,} rejected"
    )
    if report.rejected:
        named = ", ".join(f"{rule} {count:,}" for rule, count in sorted(report.by_rule.items()))
        say(f"rejected: {named}; see {rejects}")
    if report.spared:
        say(f"nothing closed in {', '.join(report.spared)}: what the rejected rows said is not known")


def _show_left_out(source: MappedSource) -> None:
    """Say which foreign rows the mapping left out, and why."""
    tally = source.tally
    rows = [(file, reason, count) for (file, reason), count in sorted(tally.skipped.items())]
    rows += [(name, "said already", count) for name, count in sorted(tally.repeated.items())]
    if rows:
        table(("left out", "why", "rows"), rows, numbers=("rows",))
