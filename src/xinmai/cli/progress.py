"""A line of progress on a terminal; who watches a load also writes refused rows into their file."""

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from xinmai.cli.rejects import RejectFile
from xinmai.ingest.rows import Reject
from xinmai.service.load import LoadReport


class Line:
    """A line that says how far a work is, on a terminal only."""

    def __init__(self) -> None:
        console = Console(stderr=True)
        self._bar = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._task = self._bar.add_task("opening")

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def show(self, text: str) -> None:
        """Say it."""
        self._bar.update(self._task, description=text)


class Watch(Line):
    """Takes note of what a load does."""

    def __init__(self, rejects: RejectFile) -> None:
        super().__init__()
        self._rejects = rejects

    def rejected(self, reject: Reject) -> None:
        """Write a refused row to the file."""
        self._rejects.write(reject)

    def progress(self, report: LoadReport) -> None:
        """Show how far the load is."""
        self.show(f"{report.namespace}: {report.rows:,} rows, {report.rejected:,} rejected")
