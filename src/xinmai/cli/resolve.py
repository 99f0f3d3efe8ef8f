"""``xinmai resolve``."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Annotated, Final

import msgspec
import typer

from xinmai.bootstrap import today_of
from xinmai.bootstrap.lookup import open_lookup
from xinmai.cli.options import AsOfOption, StoreOption, day_of
from xinmai.cli.output import note, say, table
from xinmai.cli.progress import Line
from xinmai.cli.resolved import AnswerFile, Journal, Question
from xinmai.cli.running import run
from xinmai.errors import BadArgument
from xinmai.ingest.identity import HASHED, masked
from xinmai.ingest.rowlist import ListRow, RowList, shown
from xinmai.model.dates import iso
from xinmai.model.resolution import Matched, Outcome, Resolution, Several, outcome_of
from xinmai.model.view import Budget, View
from xinmai.ports.store import Reader
from xinmai.service.lookup import scheme_of
from xinmai.service.resolve_list import resolve_list
from xinmai.settings import Settings, read_settings

COLUMNS: Final = (
    "party",
    "party_name",
    "kind",
    "outcome",
    "matched",
    "how",
    "candidates",
    "problem",
)
"""What is written beside each row."""
_NOTHING_ANSWERED = 1
_WITH_INVALID = 3


def resolve(
    *,
    list_: Annotated[
        Path,
        typer.Argument(
            metavar="LIST",
            help="A text file: one name or code a line, or a table with a column of them.",
            show_default=False,
        ),
    ],
    out: Annotated[Path, typer.Option(metavar="FILE", help="File for the answers.")] = Path("resolved.csv"),
    column: Annotated[
        str | None,
        typer.Option(help="Column to look up, named in the first row of a table.", show_default=False),
    ] = None,
    scheme: Annotated[
        str | None,
        typer.Option(help="Of what they are codes: uscc, stock, cn_id …", show_default=False),
    ] = None,
    as_of: AsOfOption = None,
    store: StoreOption = None,
) -> None:
    """Look up each row of a list: one row out for each row in. A run that was ended goes on where it stopped."""
    settings = read_settings(store=store)
    code = None if scheme is None else scheme_of(scheme)
    rows = _rows(list_, column)
    clash = sorted(set(COLUMNS) & set(rows.columns))
    if clash:
        raise BadArgument("LIST", f"has a column {clash[0]}, as the answers have; rename it.")
    if out.exists() and out.samefile(list_):
        raise BadArgument("--out", "is the list itself; name another file.")
    with AnswerFile(out, (*rows.columns, *COLUMNS)) as answers, Line() as line:
        asked = _Asked(settings, list_, rows, column, code, day_of(as_of))
        counts = run(_answer(asked, answers, line))
    _tell(counts, out)
    raise typer.Exit(_status(counts))


def _rows(path: Path, column: str | None) -> RowList:
    """Open the list, and say so where it is read in another encoding than UTF-8: a wrong one makes every name unknown."""
    rows = RowList(path, column)
    if not rows.encoding.startswith("utf-8"):
        note(f"{path} is not UTF-8 as a whole; read as {rows.encoding.upper()}.")
    return rows


class _Asked(msgspec.Struct, frozen=True):
    """One run."""

    settings: Settings
    path: Path
    rows: RowList
    column: str | None
    scheme: str | None
    as_of: date | None


async def _answer(asked: _Asked, answers: AnswerFile, line: Line) -> Counter[str]:
    async with open_lookup(asked.settings) as (store, hasher):
        view = await _view(store, asked, answers.journal)
        journal = answers.begin(await _question(store, asked, view))
        if journal.rows:
            note(f"Going on behind row {journal.rows:,}, as of {iso(view.as_of)}, revision {view.revision}.")
        counts = Counter(journal.counts)
        rows = islice(asked.rows.rows(), journal.rows, None)
        budget = Budget(seconds=asked.settings.max_seconds)
        async for batch in resolve_list(store, view, rows, asked.scheme, hasher, budget):
            counts.update(outcome_of(found).value for _, found in batch)
            answers.write([_cells(row, found, view, asked) for row, found in batch], counts)
            line.show(f"{counts.total():,} rows")
        answers.finish()
        return counts


async def _view(store: Reader, asked: _Asked, earlier: Journal | None) -> View:
    """Return the view of a run: that of the earlier one, so that a file has one answer to everything."""
    stated = None if asked.as_of is None else asked.as_of.toordinal()
    if earlier is None:
        return await store.view(stated or today_of(asked.settings)().toordinal())
    newest = await store.view(stated or earlier.question.as_of)
    return msgspec.structs.replace(newest, revision=min(newest.revision, earlier.question.revision))


async def _question(store: Reader, asked: _Asked, view: View) -> Question:
    revision = (await store.revisions([view.revision])).get(view.revision)
    with asked.path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return Question(
        list_sha256=digest,
        column=asked.column,
        scheme=asked.scheme,
        as_of=view.as_of,
        revision=view.revision,
        recorded_at=revision.recorded_at.isoformat() if revision else "",
    )


def _cells(row: ListRow, found: Resolution, view: View, asked: _Asked) -> Sequence[str]:
    cells = [shown(cell) for cell in row.cells]
    if asked.scheme in HASHED:
        place = asked.rows.asked
        cells[place] = masked(row.cells[place])
    return (*cells, *_meaning(found, view))


def _meaning(found: Resolution, view: View) -> Sequence[str]:
    outcome = outcome_of(found).value
    match found:
        case Matched(party, matched, how):
            return party.id, party.name_on(view.as_of), party.kind, outcome, matched, how, "", ""
        case Several(message, candidates, _):
            return "", "", "", outcome, "", "", ";".join(candidates), message
        case _:
            return "", "", "", outcome, "", "", "", found.message


def _tell(counts: Counter[str], out: Path) -> None:
    table(("outcome", "rows"), [(word.value, counts[word]) for word in Outcome], numbers=("rows",))
    say(f"{counts.total():,} rows answered in {out}")


def _status(counts: Counter[str]) -> int:
    if counts.total() == counts[Outcome.INVALID]:
        return _NOTHING_ANSWERED
    return _WITH_INVALID if counts[Outcome.INVALID] else 0
