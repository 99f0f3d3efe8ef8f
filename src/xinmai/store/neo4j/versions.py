"""How a fact with all its versions stands in the graph: what writes leave behind that come one after another (docs/neo4j.md)."""

from collections.abc import Iterator

from xinmai.model.fact import Fact
from xinmai.model.facts import decode
from xinmai.model.stored import StoredFact, StoredVersion
from xinmai.store.neo4j.order import sort_form
from xinmai.store.neo4j.server import Row
from xinmai.store.neo4j.shape import (
    NODES,
    Properties,
    given_by,
    identifier_of,
    labels_of,
    node_of,
    places_of,
    relationship_of,
)
from xinmai.store.neo4j.vocabulary import SUPERSEDED

_ONLY_OF_FACTS = frozenset({"number", "visibility", "sortKey"})
"""Properties that a version of its own does not have."""


def node_row(stored: StoredFact) -> Row:
    """Return labels and properties of the node that a fact has for life."""
    last = stored.versions[-1]
    if stored.erased is not None:
        return {"labels": ["Erased"], "properties": _of_erased(stored)}
    fact = _fact(stored, last)
    properties = _node(stored, fact, last) | {"need": stored.need}
    if last.recorded_to is None:
        return {"labels": labels_of(fact), "properties": properties}
    del properties["payload"]
    is_dated_name = stored.kind == "party_fact" and "Named" in labels_of(fact)
    return {"labels": ["Closed", "Named"] if is_dated_name else ["Closed"], "properties": properties}


def _of_erased(stored: StoredFact) -> Properties:
    left, order = stored.erased, sort_form(stored.key)
    return {
        "id": stored.key,
        "number": stored.number,
        "kind": stored.kind,
        "namespace": stored.namespace,
        "visibility": stored.own,
        "need": stored.need,
        "recordedFrom": stored.versions[-1].recorded_from,
        **({"sortKey": order} if stored.kind in NODES or order != stored.key else {}),
        **(
            {"erasedDigest": left.digest, "erasedReason": left.reason, "erasedRevision": left.revision}
            if left
            else {}
        ),
    }


def version_rows(stored: StoredFact) -> Iterator[Row]:
    """Yield the nodes of versions that hold no longer, and of what is left of erased ones."""
    for version in stored.versions:
        ended = {} if version.recorded_to is None else {"recordedTo": version.recorded_to}
        if version.payload is None:
            left = {"id": stored.key, "kind": stored.kind, "need": stored.need, "digest": version.digest}
            kept = {**left, "recordedFrom": version.recorded_from, **ended}
            yield {"id": stored.key, "labels": [], "properties": kept}
        elif ended:
            every = _node(stored, _fact(stored, version), version) | ended
            properties = {name: value for name, value in every.items() if name not in _ONLY_OF_FACTS}
            yield {
                "id": stored.key,
                "labels": ["Named"] if stored.kind == "party" else [],
                "properties": properties,
            }


def link_rows(stored: StoredFact) -> Iterator[Row]:
    """Yield the relationships of all versions to other facts, those of the past under the types of the past."""
    for version, fact in _versions(stored):
        for place in places_of(fact, fact.links()).values():
            properties = relationship_of(
                fact, place, version.need, version.recorded_from, version.payload or ""
            )
            yield _dated(
                {"from": place.start, "to": place.end, "type": place.type, "properties": properties}, version
            )


def identifier_rows(stored: StoredFact) -> Iterator[Row]:
    """Yield what joins parties with identifiers in all versions."""
    for version, fact in _versions(stored):
        for given in given_by(fact):
            row = identifier_of(fact, given, version.need, version.recorded_from)
            yield _dated(row, version)


def _dated(row: Row, version: StoredVersion) -> Row:
    if version.recorded_to is not None:
        row["type"] = SUPERSEDED + row["type"]
        row["properties"]["recordedTo"] = version.recorded_to
    return row


def _versions(stored: StoredFact) -> Iterator[tuple[StoredVersion, Fact]]:
    return ((version, _fact(stored, version)) for version in stored.versions if version.payload is not None)


def _fact(stored: StoredFact, version: StoredVersion) -> Fact:
    return decode(stored.kind, version.payload or "")


def _node(stored: StoredFact, fact: Fact, version: StoredVersion) -> Properties:
    return node_of(fact, stored.number, version.need, version.recorded_from, version.payload or "")
