"""Lines of a text file in bounded memory: decoding, byte-order marks, over-long lines, NUL bytes."""

import io
from collections.abc import Callable, Iterator
from typing import IO, Final

from xinmai.errors import EncodingFault
from xinmai.ingest.rows import Reject, RejectSink

LINE_LIMIT: Final = 1 << 20
"""Longest line in bytes; a longer one is rejected without being held in memory."""

_BLOCK: Final = LINE_LIMIT
_UTF8_MARK: Final = b"\xef\xbb\xbf"
_UTF16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
_UTF8_NAMES: Final = frozenset({"utf-8", "utf8", "utf-8-sig", "utf_8", "utf_8_sig"})
_SAMPLE: Final = 1 << 16
_TELLING: Final = 4
"""Chinese characters that make it certain that bytes are UTF-8: GBK text hardly ever is valid UTF-8 by accident."""


class LineBlocks:
    """Iterate over blocks of decoded lines; each block is itself an iterator of lines with their ends.

    A line that cannot be given is replaced by an empty one, so that line numbers stay right.
    """

    count: Callable[[], int]
    """How many lines the consumer has taken; a block is asked for only when all before it are used up."""

    def __init__(self, stream: IO[bytes], file: str, encoding: str, reject: RejectSink) -> None:
        self._stream = stream
        self._file = file
        self._is_utf8 = encoding.lower() in _UTF8_NAMES
        self._encoding = "utf-8" if self._is_utf8 else encoding
        self._reject = reject
        self.given = 0
        """Bytes handed out so far."""
        self._proven = False
        """Whether text beyond ASCII was decoded: then the encoding is right, and a bad line is only a bad line."""
        self.count = lambda: 0

    def __iter__(self) -> Iterator[io.StringIO]:
        """Yield the blocks."""
        rest, skipping = b"", False
        for block in self._blocks():
            cut = block.rfind(b"\n") + 1
            if not cut:
                rest = b"" if skipping else rest + block
                if len(rest) > LINE_LIMIT:
                    skipping, rest = True, b""
                continue
            head = block.find(b"\n") + 1
            if skipping or len(rest) + head > LINE_LIMIT:
                yield self._too_long()
                skipping, rest = False, b""
            else:
                head = 0
            if cut > head:
                yield self._text(rest + block[head:cut])
            rest = block[cut:]
        if skipping or len(rest) > LINE_LIMIT:
            yield self._too_long()
        elif rest:
            yield self._text(rest)

    def prove(self) -> None:
        """Read as far as the first text beyond ASCII, so that a wrong encoding shows before anything is used."""
        lines = 0
        self.count = lambda: lines
        for block in self:
            if self._proven:
                return
            lines += block.getvalue().count("\n")

    def _blocks(self) -> Iterator[bytes]:
        """Yield blocks of bytes without the byte-order mark."""
        block = self._stream.read(_BLOCK)
        if block.startswith(_UTF16_MARKS):
            raise EncodingFault(self._file, 1, self._encoding, "It is UTF-16: save it as UTF-8.")
        if block.startswith(_UTF8_MARK):
            if not self._is_utf8:
                raise self._is_really_utf8(1)
            block = block.removeprefix(_UTF8_MARK) or self._stream.read(_BLOCK)
        while block:
            yield block
            block = self._stream.read(_BLOCK)

    def _too_long(self) -> io.StringIO:
        hint = f"The line is longer than {LINE_LIMIT:,} bytes and was not read; look for missing line ends."
        self._reject(Reject(self._file, self.count() + 1, "", "line_too_long", "", hint))
        return io.StringIO("\n")

    def _text(self, data: bytes) -> io.StringIO:
        self.given += len(data)
        try:
            text = data.decode(self._encoding)
        except UnicodeDecodeError:
            self._deny_utf8(data)
            return io.StringIO(self._mend(data), newline="")
        if not self._proven and not text.isascii():
            self._deny_utf8(data)
            self._proven = True
        return io.StringIO(self._mend(data) if "\0" in text else text, newline="")

    def _deny_utf8(self, data: bytes) -> None:
        """Notice UTF-8 that passes for something else, before any of it is used: gb18030 decodes almost any bytes."""
        if self._is_utf8 or self._proven:
            return
        sample = data[:_SAMPLE]
        text = sample[: sample.rfind(b"\n") + 1 or len(sample)].decode("utf-8", errors="replace")
        if "\ufffd" not in text and sum("\u2e80" <= letter <= "\u9fff" for letter in text) >= _TELLING:
            raise self._is_really_utf8(self.count() + 1)

    def _is_really_utf8(self, line: int) -> EncodingFault:
        return EncodingFault(self._file, line, self._encoding, 'It is UTF-8: state encoding = "utf-8".')

    def _mend(self, data: bytes) -> str:
        first = self.count() + 1
        return "".join(
            self._mended_line(line, number)
            for number, line in enumerate(data.splitlines(keepends=True), first)
        )

    def _mended_line(self, data: bytes, line: int) -> str:
        if b"\0" in data:
            self._reject(Reject(self._file, line, "", "nul_byte", "", "Remove the NUL bytes from the line."))
            return "\n"
        try:
            text = data.decode(self._encoding)
        except UnicodeDecodeError as error:
            if not self._proven:
                raise EncodingFault(self._file, line, self._encoding, self._remedy(data)) from error
            hint = (
                f"The line holds bytes that are no {self._encoding}; write it again, or correct the encoding."
            )
            self._reject(Reject(self._file, line, "", "encoding", "", hint))
            return "\n"
        self._proven = self._proven or not text.isascii()
        return text

    def _remedy(self, data: bytes) -> str:
        other = "gb18030" if self._is_utf8 else "utf-8"
        try:
            data.decode(other)
        except UnicodeDecodeError:
            return "Save it as UTF-8, or state its encoding in a mapping."
        advice = "Save it as UTF-8, or load it through a mapping that says" if self._is_utf8 else "State"
        return f'{advice} encoding = "{other}".'
