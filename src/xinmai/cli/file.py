"""``xinmai file``."""

from collections.abc import Mapping
from typing import Annotated, Any, Final

import typer

from xinmai.cli.options import AsOfOption, StoreOption, day_of
from xinmai.cli.output import note, say, table
from xinmai.cli.running import run
from xinmai.errors import UnknownId
from xinmai.model.ids import PublicId
from xinmai.settings import Settings, read_settings

_COLUMNS: Final = ("what", "state", "since", "may be shown until", "source")
_WHY: Final = {"KNOWN_NONE": "Known none", "NOT_COLLECTED": "Not collected"}

Answer = Mapping[str, Any]


def file(
    *,
    party: Annotated[
        str, typer.Argument(metavar="PARTY", help="Public id namespace:id.", show_default=False)
    ],
    as_of: AsOfOption = None,
    why: Annotated[bool, typer.Option("--why", help="Say of each section what is missing, and why.")] = False,
    store: StoreOption = None,
) -> None:
    """Show the credit file of a party on a day."""
    on = day_of(as_of)
    data = run(_ask(read_settings(store=store), {"id": party} | ({"asOf": on.isoformat()} if on else {})))
    found = data["party"].get("creditFile")
    if found is None:
        raise UnknownId(PublicId(party))
    say(f"{data['party']['name']}, credit file of {found['asOf']}")
    for section in found["sections"]:
        _show(section, why=why)
    if found["completeness"]["reason"]:
        note(found["completeness"]["reason"])


async def _ask(settings: Settings, given: dict[str, str]) -> dict[str, Any]:
    from xinmai.bootstrap.application import open_answering  # noqa: PLC0415 - the other commands need no GraphQL
    from xinmai.cli.operations import answer_to  # noqa: PLC0415

    async with open_answering(settings) as answering:
        return await answer_to(answering, "credit-file", given)


def _show(section: Answer, *, why: bool) -> None:
    """Print a section: its first page, and why it is empty."""
    entries, edges = section["entries"], section["entries"]["edges"]
    say(f"\n{section['name']} {section['code']}, {section['category']}")
    if edges:
        table(_COLUMNS, [_row(edge["node"]) for edge in edges])
    if entries["totalCount"] > len(edges):
        say(f"… and {entries['totalCount'] - len(edges):,} more")
    for gap in section["gaps"]:
        if gap["absence"] in _WHY and (why or not edges):
            say(f"{_WHY[gap['absence']]}. {gap['because']}" if why else f"{_WHY[gap['absence']]}.")


def _row(entry: Answer) -> tuple[str, ...]:
    what, since = _stated(entry)
    sources = ", ".join(source["source"]["id"] for source in entry["sources"])
    return what, entry["state"], since or "", ", ".join(map(_until, entry["disclosureEnds"])), sources


def _stated(entry: Answer) -> tuple[str, str | None]:
    """Return what an entry says in a few words, and its first date."""
    if entry["record"]:
        record = entry["record"]
        return record["title"] or record["kind"].lower(), record["decidedOn"]
    if entry["relation"]:
        tie = entry["relation"]
        ends = tie["from"]["name"], tie["to"].get("name", tie["to"]["id"])
        return f"{ends[0]} → {tie['kind'].lower()} → {ends[1]}", tie["validFrom"]
    if entry["fact"]:
        return f"{entry['fact']['property']}: {entry['fact']['value']}", entry["fact"]["validFrom"]
    return entry["statement"]["name"], entry["statement"]["foundedOn"]


def _until(end: Answer) -> str:
    """Return the last day of one profile, or the word for why there is none."""
    if end["profile"] is None:
        return ""
    last = end["latest"] or end["ground"].lower().replace("_", " ")
    return f"{end['profile']['purpose']} {last}"
