"""One run over the foreign files: where rejects go, and what is counted."""

from collections import Counter

from xinmai.ingest.rows import Reject, RejectSink


class Tally:
    """What a run did, counted."""

    def __init__(self) -> None:
        self.read: Counter[str] = Counter()
        """Rows by foreign file (after splitting packed cells)."""
        self.skipped: Counter[tuple[str, str]] = Counter()
        """Rows left out, by file section and reason."""
        self.repeated: Counter[str] = Counter()
        """Output rows said already (``distinct`` and ``group``), by table."""
        self.made: Counter[str] = Counter()
        """Output rows, by table."""


class Session:
    """The state of a run. Files are read once for each table, but what is wrong with a line is told once."""

    def __init__(self) -> None:
        self.tally = Tally()
        self._sink: RejectSink = lambda _reject: None
        self._told: set[str] = set()

    def begin(self, sink: RejectSink) -> None:
        """Start over: nothing counted, nothing told."""
        self.tally = Tally()
        self._sink = sink
        self._told = set()

    def is_first_reading(self, name: str) -> bool:
        """Say whether a file section is read for the first time in this run."""
        first = name not in self._told
        self._told.add(name)
        return first

    def reject(self, reject: Reject) -> None:
        """Hand on a reject."""
        self._sink(reject)


def ignore(_reject: Reject) -> None:
    """Take a reject that was told before."""
