"""The network around subjects as columns, for drawing: the JSON twin of the typed answer.

The shape, with one entry a node or edge in every column, in the order of the typed answer::

    {"nodes": {"id", "kind", "name", "status", "flags"},
     "edges": {"id", "kind", "from", "to", "validFrom", "validTo", "ended", "code", "title",
               "share", "shareMin", "shareMax", "votes"},
     "completeness": {"state", "reason", "depthReached", "nodesSeen", "hubsExcluded", "asOf", "revision"}}

``from`` and ``to`` are places in the node columns. ``kind`` is a word of PartyKind, or ``CASE`` or ``CONTACT``. Shares are
exact decimal strings in percent. What is not stated is null.
"""

from typing import Any

from xinmai.model.case import Case
from xinmai.model.dates import iso
from xinmai.model.party import ContactValue, Party
from xinmai.model.relation import Relation
from xinmai.model.shares import percent
from xinmai.model.subgraph import Subgraph
from xinmai.model.view import Completeness
from xinmai.model.vocabulary import Property

CASE = "CASE"
CONTACT = "CONTACT"


def columns(found: Subgraph) -> dict[str, Any]:
    """Return a subgraph as columns of plain values."""
    nodes: list[Party | Case | ContactValue] = [*found.parties, *found.others]
    place = {node.id: index for index, node in enumerate(nodes)}
    return {
        "nodes": _nodes(nodes, found.completeness.as_of),
        "edges": _edges(found.relations, place),
        "completeness": _completeness(found.completeness),
    }


def _nodes(nodes: list[Party | Case | ContactValue], day: int) -> dict[str, list[Any]]:
    rows = [_node(node, day) for node in nodes]
    return dict(zip(("id", "kind", "name", "status", "flags"), _turned(rows, 5), strict=True))


def _node(node: Party | Case | ContactValue, day: int) -> tuple[Any, ...]:
    if isinstance(node, Party):
        flags = [flag.name for flag in node.flags_on(day)]
        return node.id, node.kind.name, node.name_on(day), node.value_on(day, Property.STATUS), flags
    if isinstance(node, Case):
        return node.id, CASE, node.name or node.id, node.stage, []
    return node.id, CONTACT, node.id, None, []


def _edges(relations: tuple[Relation, ...], place: dict[Any, int]) -> dict[str, list[Any]]:
    names = ("id", "kind", "from", "to", "validFrom", "validTo", "ended", "code", "title")
    rows = [
        (
            r.id,
            r.kind.name,
            place[r.from_id],
            place[r.to_id],
            r.valid_from,
            r.valid_to,
            r.ended,
            r.code,
            r.title,
        )
        for r in relations
    ]
    shares = [tuple(map(_percent, (r.share, r.share_min, r.share_max, r.vote_share))) for r in relations]
    stated = dict(zip(names, _turned(rows, len(names)), strict=True))
    return stated | dict(zip(("share", "shareMin", "shareMax", "votes"), _turned(shares, 4), strict=True))


def _percent(share: int | None) -> str | None:
    return None if share is None else percent(share)


def _turned(rows: list[tuple[Any, ...]], width: int) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)] if rows else [[] for _ in range(width)]


def _completeness(whole: Completeness) -> dict[str, Any]:
    return {
        "state": whole.state.value,
        "reason": whole.reason,
        "depthReached": whole.depth_reached,
        "nodesSeen": whole.nodes_seen,
        "hubsExcluded": list(whole.hubs_excluded),
        "asOf": iso(whole.as_of),
        "revision": str(whole.revision),
    }
