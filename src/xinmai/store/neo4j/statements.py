"""The statements of ``cypher/``: one a file; where a file has a mark, the asked types and an arrow's head are written there."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Final

from xinmai.model.vocabulary import Direction, RelationKind
from xinmai.resources import resource
from xinmai.store.neo4j.vocabulary import RELATION_TYPE, SUPERSEDED

_SUSPECTED = (RelationKind.CONTACT, RelationKind.POSSIBLY_SAME)
FOLLOWED = tuple(kind for kind in RelationKind if kind not in _SUSPECTED)
"""Kinds that a walk follows which was asked for none by name."""

_PARAMETER: Final = re.compile(r"\$(?=[a-zA-Z])")
"""Where a parameter is named; ``$(…)`` is none."""


@cache
def statement(folder: str, name: str) -> str:
    """Return the text of ``cypher/<folder>/<name>.cypher`` without its head, for the parameters of :func:`given`."""
    lines = resource("cypher", folder, f"{name}.cypher").read_text(encoding="utf-8").splitlines()
    text = "\n".join(line for line in lines if not line.startswith("//"))
    return _PARAMETER.sub("$given.", text)


def given(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parameters of a statement as one map.

    The rough size of a list that is a parameter of its own is part of the key of the server's cache of plans: one
    statement is planned anew for 1, 10 and 100 ids, half a second each time. A map has no size.
    """
    return {"given": dict(parameters)}


@cache
def schema() -> tuple[str, ...]:
    """Return the statements that make constraints and indexes, in order."""
    files = sorted(resource("cypher", "schema").glob("*.cypher"))
    return tuple(statement("schema", file.stem) for file in files)


def framed(
    name: str,
    *,
    past: bool,
    direction: Direction,
    slots: Mapping[str, str] | None = None,
    each: Iterable[RelationKind] = (),
    **marks: Iterable[RelationKind],
) -> str:
    """Return ``cypher/read/<name>.cypher`` in the frame that says whether the past was being moved.

    ``slots`` are texts of ours for its slots (see :func:`slotted`). With ``each`` it is asked once for each of these kinds, in
    one statement: planned once.
    """
    body = slotted(statement("read", name), slots or {})
    columns = ", ".join(f"{column}: {column}" for column in columns_of(body))
    frame = statement("read", "settled").replace("row: row", columns)
    texts = [marked(body, past=past, direction=direction, kinds=(kind,)) for kind in each]
    text = "\nUNION ALL\n".join(texts) or marked(body, past=past, direction=direction, **marks)
    return frame.replace("RETURN 'any statement' AS row", text)


def columns_of(body: str) -> list[str]:
    """Return the names of the columns of a statement's last RETURN, which begins a line."""
    returned = (
        body[body.rindex("\nRETURN ") + len("\nRETURN ") :].removeprefix("DISTINCT ").split("\nORDER BY")[0]
    )
    while (flat := _NESTED.sub("", returned)) != returned:
        returned = flat
    return [item.split()[-1] for item in returned.split(",")]


def slotted(text: str, slots: Mapping[str, str]) -> str:
    """Write texts at the slots of a statement.

    A slot is ``/*name*/``, or ``/*name*/…/*end*/`` around what stands there if nothing else is written.
    """

    def filled(slot: re.Match[str]) -> str:
        return slots.get(slot["name"] or slot["empty"], slot["usual"] or "")

    return _SLOT.sub(filled, text)


_SLOT: Final = re.compile(
    r"/\*(?P<name>begin|keys|order|listed|behind|beyond|currency|amount|day)\*/(?P<usual>.*?)/\*end\*/"
    r"|/\*(?P<empty>where)\*/",
    re.DOTALL,
)
_NESTED = re.compile(r"[(\[{][^()\[\]{}]*[)\]}]")


def marked(
    text: str, *, past: bool, direction: Direction = Direction.BOTH, **marks: Iterable[RelationKind]
) -> str:
    """Write types of relations and the arrow's head where a statement has its marks.

    Parameters
    ----------
    past
        Whether relations whose version holds no longer are followed too: for a revision that was swept.
    direction
        Seen from the node that a walk stands on.
    marks
        Kinds for each mark: ``kinds`` is written at ``/*:kinds*/``. The names are our own vocabulary, never input.
    """
    for mark, kinds in marks.items():
        text = text.replace(f"/*:{mark}*/", f":{types(kinds, past=past)}")
    head_in = "<" if direction is Direction.IN else ""
    head_out = ">" if direction is Direction.OUT else ""
    return text.replace("/*in*/", head_in).replace("/*out*/", head_out)


def types(kinds: Iterable[RelationKind], *, past: bool) -> str:
    """Return the alternatives of types for kinds of relation; ``NOTHING`` for none, which no relationship has."""
    named = sorted(RELATION_TYPE[kind] for kind in kinds)
    every = named + [SUPERSEDED + name for name in named] if past else named
    return "|".join(every) or "NOTHING"
