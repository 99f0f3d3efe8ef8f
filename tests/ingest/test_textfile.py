"""The shared reader of separated text files: right line numbers, bounded lines, told encodings."""

import io
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from xinmai.errors import EncodingFault
from xinmai.ingest.rows import Reject
from xinmai.ingest.textfile import LINE_LIMIT, TextForm, open_rows, read_batches, read_table

Rows = list[tuple[int, list[str]]]


def read(data: bytes, **form: str) -> tuple[Rows, list[Reject]]:
    rejects: list[Reject] = []
    batches = read_batches(io.BytesIO(data), "f.csv", TextForm(**form), rejects.append)
    return [pair for lines, rows in batches for pair in zip(lines, rows, strict=True)], rejects


def test_rows_come_with_their_line_numbers(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("名,码\r\n甲,1\r\n乙,2".encode())
    rejects: list[Reject] = []
    assert list(open_rows(path, reject=rejects.append)) == [
        (1, ["名", "码"]),
        (2, ["甲", "1"]),
        (3, ["乙", "2"]),
    ]
    assert rejects == []


def test_a_quoted_cell_may_hold_line_breaks_and_later_lines_keep_their_number() -> None:
    rows, rejects = read(b'a,"x\ny"\nb,"p\r\nq"\nc,z\n')
    assert rows == [(1, ["a", "x\ny"]), (3, ["b", "p\r\nq"]), (5, ["c", "z"])]
    assert rejects == []


def test_blank_lines_are_left_out_and_counted() -> None:
    assert read(b"a\n\n\nb\n")[0] == [(1, ["a"]), (4, ["b"])]


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_every_kind_of_line_end(end: bytes) -> None:
    assert read(end.join([b"a,1", b"b,2", b""]))[0] == [(1, ["a", "1"]), (2, ["b", "2"])]


def test_unicode_line_separators_do_not_end_a_line() -> None:
    assert read("a\u2028b\x85c\x0bd\n".encode())[0] == [(1, ["a\u2028b\x85c\x0bd"])]


def test_separator_quote_and_no_quote() -> None:
    assert read(b'a\t"b\tc"\n', separator="\t")[0] == [(1, ["a", "b\tc"])]
    assert read(b'"a\tb"\n', separator="\t", quote="")[0] == [(1, ['"a', 'b"'])]
    assert read(b"'a,b'|c\n", separator="|", quote="'")[0] == [(1, ["a,b", "c"])]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "UTF8"])
def test_a_byte_order_mark_is_no_part_of_the_first_cell(encoding: str) -> None:
    assert read(b"\xef\xbb\xbfid\n", encoding=encoding)[0] == [(1, ["id"])]
    assert read(b"\xef\xbb\xbf", encoding=encoding)[0] == []


def test_gb18030_is_read() -> None:
    assert read("甲𠮷\n".encode("gb18030"), encoding="gb18030")[0] == [(1, ["甲𠮷"])]


def test_gbk_read_as_utf8_names_file_line_and_remedy() -> None:
    with pytest.raises(EncodingFault, match=r'f\.csv, near line 3: .*encoding = "gb18030"') as fault:
        read(b"id,name\n1,a\n" + "2,公司\n".encode("gb18030"))
    assert fault.value.line == 3


def test_utf8_read_as_gb18030_names_the_remedy() -> None:
    text = "甲乙丙丁股份有限公司,北京\n"
    with pytest.raises(EncodingFault, match='encoding = "utf-8"'):
        read(b"id\n" + text.encode(), encoding="gb18030")
    with pytest.raises(EncodingFault, match='encoding = "utf-8"'):
        read(b"\xef\xbb\xbfid\n", encoding="gb18030")


def test_utf16_and_unknown_bytes_are_told() -> None:
    with pytest.raises(EncodingFault, match="UTF-16"):
        read("id\n".encode("utf-16"))
    with pytest.raises(EncodingFault, match="Save it as UTF-8"):
        read(b"\xff\n")


def test_one_bad_line_in_a_good_file_is_rejected_alone() -> None:
    rows, rejects = read("公司,1\n".encode() + b"\xe5\x85,2\n" + "公司,3\n".encode())
    assert [line for line, _ in rows] == [1, 3]
    assert [(r.line, r.rule, r.value) for r in rejects] == [(2, "encoding", "")]


def test_a_nul_byte_rejects_its_line() -> None:
    rows, rejects = read(b"a\nb\0\nc\n")
    assert [line for line, _ in rows] == [1, 3]
    assert [(r.line, r.rule) for r in rejects] == [(2, "nul_byte")]


class LongLine(io.RawIOBase):
    """A file with one line of 50 MB between two good ones, made as it is read."""

    def __init__(self) -> None:
        self.parts = self.make()
        self.longest = 0

    def make(self) -> Iterator[bytes]:
        yield b"a,1\n"
        for _ in range(50):
            yield b"x" * 1_000_000
        yield b"\nb,2\n"

    def read(self, size: int = -1) -> bytes:
        self.longest = max(self.longest, size)
        return next(self.parts, b"")


def test_a_line_of_50_mb_is_rejected_and_never_held() -> None:
    rejects: list[Reject] = []
    tracemalloc.start()
    stream = LongLine()
    batches = read_batches(stream, "f.csv", TextForm(), rejects.append)  # type: ignore[arg-type]
    rows = [pair for lines, rows in batches for pair in zip(lines, rows, strict=True)]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert rows == [(1, ["a", "1"]), (3, ["b", "2"])]
    assert [(r.line, r.rule) for r in rejects] == [(2, "line_too_long")]
    assert peak < 8 * LINE_LIMIT


@pytest.mark.parametrize("ends", [b"", b"\n", b"\nb\n"])
def test_a_long_line_at_the_end(ends: bytes) -> None:
    rows, rejects = read(b"a\n" + b"x" * (2 * LINE_LIMIT + 5) + ends)
    assert rows == ([(1, ["a"]), (3, ["b"])] if b"b" in ends else [(1, ["a"])])
    assert [(r.line, r.rule) for r in rejects] == [(2, "line_too_long")]


def test_lines_across_blocks_are_whole() -> None:
    data = b"".join(b"%d,%s\n" % (n, b"y" * 1000) for n in range(3000))
    rows, rejects = read(data)
    assert rejects == []
    assert [(line, row[0], len(row[1])) for line, row in rows] == [(n + 1, str(n), 1000) for n in range(3000)]


def test_a_stray_quotation_mark_is_rejected_and_reading_goes_on() -> None:
    rows, rejects = read(b'a,1\nb,"x"y\nc,3\n')
    assert rows == [(1, ["a", "1"]), (3, ["c", "3"])]
    assert [(r.line, r.rule) for r in rejects] == [(2, "quotation")]
    assert 'quote = ""' in rejects[0].hint


def test_a_quotation_mark_that_is_never_closed_is_told_with_the_lines_lost() -> None:
    rows, rejects = read(b'a,1\nb,"x\nc,3\nd,4\n')
    assert rows == [(1, ["a", "1"])]
    assert (rejects[0].line, rejects[0].rule) == (2, "quotation")
    assert "lines 2 to 4 were not read" in rejects[0].hint


def test_a_cell_beyond_the_limit_is_rejected() -> None:
    rows, rejects = read(b"a\n" + b"x" * 200_000 + b"\nb\n")
    assert rows == [(1, ["a"]), (3, ["b"])]
    assert [(r.line, r.rule) for r in rejects] == [(2, "cell_too_long")]


def test_a_table_has_columns_and_rows_that_fit() -> None:
    rejects: list[Reject] = []
    table = read_table(io.BytesIO(b"\n id , n\n1,a\n2\n3,b\n4,c,d\n"), "f.csv", TextForm(), rejects.append)
    assert table.columns == ("id", "n")
    assert [pair for lines, rows in table.batches for pair in zip(lines, rows, strict=True)] == [
        (3, ["1", "a"]),
        (5, ["3", "b"]),
    ]
    assert [(r.line, r.rule, r.value) for r in rejects] == [(4, "cell_count", "1"), (6, "cell_count", "3")]


def test_a_table_without_header_and_an_empty_one() -> None:
    rejects: list[Reject] = []
    table = read_table(io.BytesIO(b"1,a\n"), "f.csv", TextForm(), rejects.append, columns=("id", "n"))
    assert list(table.batches) == [(range(1, 2), [["1", "a"]])]
    empty = read_table(io.BytesIO(b""), "f.csv", TextForm(), rejects.append)
    assert (empty.columns, list(empty.batches), rejects) == ((), [], [])


def test_a_batch_is_bounded_in_bytes_too() -> None:
    rejects: list[Reject] = []
    data = (b"x" * 100_000 + b"\n") * 500
    sizes = [len(rows) for _, rows in read_batches(io.BytesIO(data), "f.csv", TextForm(), rejects.append)]
    assert sum(sizes) == 500
    assert max(sizes) <= 150
    assert [
        len(rows)
        for _, rows in read_batches(io.BytesIO(b"a\n" * 101), "f.csv", TextForm(), rejects.append, 50)
    ] == [
        50,
        50,
        1,
    ]
