"""``xinmai paths`` and ``xinmai connections``."""

import asyncio
import csv
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from xinmai.cli.link_answers import show_matrix, show_paths, write_pairs
from xinmai.cli.options import AsOfOption, LangOption, StoreOption, day_of
from xinmai.cli.progress import Line
from xinmai.cli.running import run
from xinmai.errors import BadArgument
from xinmai.model.vocabulary import Lang, RelationKind
from xinmai.settings import Settings, read_settings

_PAUSE: Final = 0.2


class By(StrEnum):
    """Which paths come first."""

    SHORTEST = "shortest"
    STRONGEST = "strongest"


KindsOption = Annotated[
    list[RelationKind] | None,
    typer.Option(
        "--kind",
        metavar="KIND",
        help="Follow only this kind of relation; may be given several times.",
        show_default=False,
    ),
]
HubsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--include-hub",
        metavar="ID",
        help="Follow this hub all the same; may be given several times.",
        show_default=False,
    ),
]


def paths(
    *,
    start: Annotated[str, typer.Argument(metavar="FROM", help="Id of a party.", show_default=False)],
    goal: Annotated[str, typer.Argument(metavar="TO", help="Id of another party.", show_default=False)],
    kind: KindsOption = None,
    by: Annotated[By, typer.Option(help="Which paths come first.")] = By.SHORTEST,
    max_depth: Annotated[int, typer.Option(help="Greatest number of hops, 1 to 12.")] = 6,
    first: Annotated[int, typer.Option(help="Greatest number of paths, 1 to 50.")] = 3,
    suspected: Annotated[bool, typer.Option("--suspected", help="Follow suspected relations too.")] = False,
    include_hub: HubsOption = None,
    as_of: AsOfOption = None,
    lang: LangOption = Lang.ZH,
    store: StoreOption = None,
) -> None:
    """Say how two parties are linked, and what was searched."""
    asked = {
        "from": start,
        "to": goal,
        "by": by.name,
        "maxDepth": max_depth,
        "first": first,
        "includeSuspected": suspected,
        **_common(kind, include_hub, as_of, lang),
    }
    show_paths(run(_asked(read_settings(store=store), "paths", asked))["paths"])


def connections(
    *,
    parties: Annotated[
        list[str],
        typer.Argument(
            metavar="PARTY...",
            help="Ids of parties, or a file with one id a line (of a CSV file the first column).",
            show_default=False,
        ),
    ],
    kind: KindsOption = None,
    max_depth: Annotated[int, typer.Option(help="Greatest number of hops between two, 1 to 6.")] = 4,
    include_hub: HubsOption = None,
    as_of: AsOfOption = None,
    lang: LangOption = Lang.ZH,
    out: Annotated[
        Path | None, typer.Option(help="New CSV file for all linked pairs.", show_default=False)
    ] = None,
    store: StoreOption = None,
) -> None:
    """Say how many parties are linked with one another, pair by pair, and what they share."""
    if out is not None and out.exists():
        raise BadArgument("--out", f"{out} exists; name a new file.")
    among = [public_id for word in parties for public_id in _ids(word)]
    asked = {"among": among, "maxDepth": max_depth, **_common(kind, include_hub, as_of, lang)}
    with Line() as line:
        found = run(_asked(read_settings(store=store), "connections", asked, line))["connections"]
    if out is not None:
        write_pairs(found["cells"], out)
    show_matrix(found, out)


def _common(
    kinds: Sequence[RelationKind] | None, hubs: Sequence[str] | None, as_of: str | None, lang: Lang
) -> dict[str, Any]:
    named, on = [kind.name for kind in kinds] if kinds else None, day_of(as_of)
    return {"kinds": named, "includeHubs": list(hubs or ()), "asOf": on and on.isoformat(), "lang": lang.name}


def _ids(word: str) -> Iterator[str]:
    """Return the ids that an argument means: itself, or those in the file of that name."""
    file = Path(word)
    if not file.is_file():
        if ":" not in word:
            raise BadArgument(
                "parties", f"{word} is no file, and no public id, which has the form namespace:id."
            )
        yield word
        return
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            first = [row[0].strip() for row in csv.reader(stream) if row]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadArgument("parties", f"{word} cannot be read as UTF-8 text.") from error
    yield from (cell for place, cell in enumerate(first) if cell and not (place == 0 and cell == "id"))


async def _asked(
    settings: Settings, operation: str, asked: Mapping[str, Any], line: Line | None = None
) -> dict[str, Any]:
    """Return the answer; ask again while a job runs."""
    from xinmai.bootstrap.application import open_answering  # noqa: PLC0415 - the other commands need no GraphQL
    from xinmai.cli.operations import answer_to  # noqa: PLC0415

    async with open_answering(settings) as answering:
        while True:
            data = await answer_to(answering, operation, asked)
            job = data[operation].get("job")
            if job is None or job["state"] != "RUNNING":
                return data
            if line is not None:
                line.show(f"{job['done']:,} of {job['total']:,} parties")
            await asyncio.sleep(_PAUSE)
