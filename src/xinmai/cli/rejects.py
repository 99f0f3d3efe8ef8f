"""The file of refused rows."""

import csv
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Final, Self

from xinmai.errors import BadArgument
from xinmai.ingest.rows import Reject

COLUMNS: Final = ("file", "line", "column", "rule", "value", "hint", "table")


class RejectFile:
    """Writes refused rows to a CSV file, which is there only if there are any; an older one goes.

    Raises
    ------
    BadArgument
        On entering: if there is a file of that name which is no list of rejects or no regular file, cannot be read, or its
        folder is not there.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._stream: IO[str] | None = None
        self._writer: Any = None

    def __enter__(self) -> Self:
        if not self.path.absolute().parent.is_dir():
            raise BadArgument("--rejects", f"{self.path}: its folder does not exist.")
        if self.path.exists() and not self.path.is_file():
            raise BadArgument("--rejects", f"{self.path} is no regular file; name a file.")
        if self.path.exists():
            try:
                self._remove_older()
            except OSError as error:
                raise BadArgument(
                    "--rejects", f"{self.path}: {error.strerror}; name another file."
                ) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._stream is not None:
            self._stream.close()

    def write(self, reject: Reject) -> None:
        """Write a line."""
        if self._stream is None:
            self._stream = self.path.open("w", encoding="utf-8", newline="")
            self._writer = csv.writer(self._stream, lineterminator="\n")
            self._writer.writerow(COLUMNS)
        self._writer.writerow([getattr(reject, column) for column in COLUMNS])

    def _remove_older(self) -> None:
        with self.path.open("rb") as stream:
            first = stream.readline()
        if first.rstrip(b"\r\n") != ",".join(COLUMNS).encode():
            raise BadArgument(
                "--rejects", f"{self.path} exists and is no list of rejects; name another file."
            )
        self.path.unlink()
