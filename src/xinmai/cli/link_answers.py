"""What ``xinmai paths`` and ``xinmai connections`` print and write."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from xinmai.cli.output import cell, note, one_line, say, table
from xinmai.errors import BadArgument

COLUMNS: Final = ("a", "a_name", "b", "b_name", "length", "certainty", "path")
_SHOWN: Final = 50
"""Linked pairs that are printed; --out writes all."""

Answer = Mapping[str, Any]


def show_paths(found: Answer) -> None:
    """Print paths as sentences, folded hubs, and what was searched."""
    for number, path in enumerate(found["paths"], 1):
        product = "" if path["product"] is None else f", product {path['product']}"
        say(f"{number}. {one_line(path['sentence'])}")
        say(f"   length {path['length']}, certainty {path['certainty']}{product}")
    if not found["paths"]:
        say("No link found.")
    if found["folded"]:
        say("\nNot passed, for it links nobody:")
    for hub in found["folded"]:
        say(f"{hub['hub']['id']} {hub['reason']}: {hub['label']}")
        say(f"   {one_line(hub['touchesFrom']['sentence'])}")
        say(f"   {one_line(hub['touchesTo']['sentence'])}")
    _show_searched(found)


def show_matrix(found: Answer, out: Path | None) -> None:
    """Print linked pairs, what several parties share, folded hubs, and what was searched."""
    rows = [(c["a"]["name"], c["b"]["name"], c["length"], c["path"]["certainty"]) for c in found["cells"]]
    table(("a", "b", "length", "certainty"), rows[:_SHOWN], numbers=("length",))
    if len(rows) > _SHOWN:
        say(f"… and {len(rows) - _SHOWN:,} more pairs{'' if out else '; --out FILE.csv writes all'}")
    if found["unlinked"] is not None:
        say(f"\n{len(rows):,} pairs linked, {found['unlinked']:,} not.")
    for title, key in (
        ("Common neighbours", "commonNeighbours"),
        ("Shared third persons", "sharedThirdPersons"),
    ):
        if found[key]:
            say(f"\n{title}:")
            table(("who", "linked to"), [(n["node"]["id"], _linked(n)) for n in found[key]])
    if found["folded"]:
        say("\nNot passed, for it links nobody:")
        table(
            ("hub", "why", "touches"),
            [(h["hub"]["id"], h["reason"], h["count"]) for h in found["folded"]],
            ("touches",),
        )
    _show_searched(found)


def _linked(neighbour: Answer) -> str:
    return ", ".join(
        f"{own['party']['id']} ({'/'.join(k.lower() for k in own['kinds'])})" for own in neighbour["links"]
    )


def _show_searched(found: Answer) -> None:
    whole = found["completeness"]
    say(f"\nSearched as of {whole['asOf']}, up to {whole['depthReached']} hops: {whole['state']}")
    if whole["reason"]:
        say(f"   {whole['reason']}")
    say(f"   kinds: {', '.join(kind.lower() for kind in found['kindsSearched'])}")
    for use in found["searched"]:
        age = use["retrievedOn"] or "a day that is not stated"
        say(f"   {use['source']['id']} of {age}{', stale' if use['stale'] else ''}")


def write_pairs(cells: Sequence[Answer], out: Path) -> None:
    """Write all linked pairs into a new CSV file.

    Raises
    ------
    BadArgument
        If it cannot be written.
    """
    try:
        with out.open("x", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(COLUMNS)
            for pair in cells:
                a, b, path = pair["a"], pair["b"], pair["path"]
                row = (
                    a["id"],
                    a["name"],
                    b["id"],
                    b["name"],
                    pair["length"],
                    path["certainty"],
                    path["sentence"],
                )
                writer.writerow(cell(str(value)) for value in row)
    except OSError as error:
        raise BadArgument("--out", f"{out} cannot be written ({error.strerror}).") from error
    note(f"Wrote {out}: {len(cells):,} pairs.")
