"""The file of answers to a list: written beside its place, batch by batch, and put there when it is whole.

A run that was ended goes on: the *journal* says how many rows and bytes of the part are whole, and to which list and view they
are the answers.
"""

import csv
import fcntl
import io
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import msgspec

from xinmai.cli.output import cell
from xinmai.errors import BadArgument


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """What a file of answers answers: equal questions, equal files."""

    list_sha256: str
    column: str | None
    scheme: str | None
    as_of: int
    revision: int
    recorded_at: str
    """Instant of the revision: tells stores apart."""


class Journal(msgspec.Struct, frozen=True, kw_only=True):
    """How far a run came."""

    question: Question
    rows: int = 0
    bytes: int = 0
    counts: dict[str, int] = {}
    """Rows by outcome."""


class AnswerFile:
    """Writes answers so that a killed run can go on; only one run at a time.

    Raises
    ------
    BadArgument
        On entering: if another run writes there, or something stands in its place that no run wrote.
    """

    def __init__(self, out: Path, columns: Sequence[str]) -> None:
        self.out = out
        self._part = out.parent / f"{out.name}.part"
        self._state = out.parent / f"{out.name}.part.json"
        self._head = _line(columns)
        self._stream: IO[bytes]
        self.journal: Journal | None = None
        """How far an earlier run came; None: there was none."""

    def __enter__(self) -> Self:
        if not self.out.name:
            raise BadArgument("--out", f"{self.out} is a folder; name a new file.")
        try:
            self._refuse_other_file()
            self._stream = self._part.open("a+b")
        except OSError as error:
            raise BadArgument("--out", f"{self.out} cannot be written ({error.strerror}).") from error
        try:
            fcntl.flock(self._stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self._stream.close()
            raise BadArgument("--out", f"another run is writing {self._part}; wait for it.") from None
        self.journal = self._earlier()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stream.close()
        if kind is not None and self.journal is None:
            self._part.unlink(missing_ok=True)

    def begin(self, question: Question) -> Journal:
        """Start, or go on behind the last whole batch of an earlier run of the same question.

        Raises
        ------
        BadArgument
            If the earlier run was of another question.
        """
        if self.journal is None:
            self.journal = Journal(question=question)
            self._stream.truncate(0)
            self._stream.write(self._head)
            self._keep(question, 0, {})
        elif self.journal.question != question:
            problem = (
                f"{self._part} was begun for another list, day or store; delete it, or name another file."
            )
            raise BadArgument("--out", problem)
        self._stream.truncate(self.journal.bytes)
        return self.journal

    def write(self, lines: Iterable[Sequence[str]], counts: dict[str, int]) -> None:
        """Write one batch, whole or not at all; ``counts`` are those of all rows so far."""
        assert self.journal is not None  # noqa: S101 - begun
        self._stream.write(b"".join(map(_line, lines)))
        self._keep(self.journal.question, sum(counts.values()), counts)

    def finish(self) -> None:
        """Put the whole file into its place."""
        self._part.replace(self.out)
        self._state.unlink(missing_ok=True)

    def _keep(self, question: Question, rows: int, counts: dict[str, int]) -> None:
        self._stream.flush()
        os.fsync(self._stream.fileno())
        self.journal = Journal(question=question, rows=rows, bytes=self._stream.tell(), counts=dict(counts))
        draft = self._state.with_name(f"{self._state.name}.new")
        with draft.open("wb") as stream:
            stream.write(msgspec.json.encode(self.journal))
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(self._state)

    def _earlier(self) -> Journal | None:
        """Return how far an earlier run came, if what it wrote is still there."""
        with suppress(OSError, msgspec.DecodeError):
            found = msgspec.json.decode(self._state.read_bytes(), type=Journal)
            if found.bytes and self._part.stat().st_size >= found.bytes:
                return found
        return None

    def _refuse_other_file(self) -> None:
        if not self.out.exists():
            return
        if not self.out.is_file():
            raise BadArgument("--out", f"{self.out} is no regular file; name a file.")
        with self.out.open("rb") as stream:
            if stream.read(len(self._head)) != self._head:
                raise BadArgument(
                    "--out", f"{self.out} exists and holds no answers to such a list; name another file."
                )


def _line(cells: Sequence[str]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(map(cell, cells))
    return text.getvalue().encode(errors="replace")
