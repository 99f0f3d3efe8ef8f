"""Disclosure: what happens to all that hangs on a fact when its visibility changes.

Disclosure is judged today, whatever revision is read. A node is judged by its *newest* version: its own visibility and that
of what this hangs on, so it is seen at every revision or at none. A link (relation, finding, sanction …) needs the
visibility of its newest version and both ends of the version read.
"""

from typing import NamedTuple

from neo4j import AsyncManagedTransaction

from xinmai.model.fact import Fact
from xinmai.model.facts import decode
from xinmai.store.neo4j.server import Row, ask
from xinmai.store.neo4j.shape import NODES, given_by, places_of


class Version(NamedTuple):
    """One version of a fact that still has its content."""

    fact: Fact
    rev: int


class Stated(NamedTuple):
    """A fact with every version of it that still has its content, oldest first."""

    kind: str
    own: int
    need: int
    versions: tuple[Version, ...]

    def ends(self) -> set[str]:
        """Return what its newest version hangs on."""
        return ends_of(self.versions[-1].fact) if self.versions else set()


def ends_of(fact: Fact) -> set[str]:
    """Return the keys that a version hangs on, other than its own."""
    return {end for link in fact.links() for end in link[1:] if end is not None and end != fact.key}


async def remask(tx: AsyncManagedTransaction, keys: list[str]) -> None:
    """Bring what facts need, and all that hangs on them, to where the newest versions stand."""
    waiting, roots = keys, set(keys)
    while waiting:
        stated: dict[str, Stated] = {}
        await _reach(tx, waiting, stated)
        needs = {key: _newest_need(key, stated) for key in waiting}
        await _mark(tx, waiting, stated, needs)
        moved = [key for key in waiting if key in roots or needs[key] != stated[key].need]
        roots = set()
        rows = await ask(tx, "hanging", keys=moved)
        waiting = sorted({row["hanging"] for row in rows})


async def _reach(tx: AsyncManagedTransaction, keys: list[str], stated: dict[str, Stated]) -> None:
    """Read facts, and by their newest or any version all that these hang on, near and far."""
    missing = set(keys)
    while missing:
        found = await stated_of(tx, sorted(missing))
        stated.update(found)
        ends = {end for each in found.values() for version in each.versions for end in ends_of(version.fact)}
        missing = ends - stated.keys()


async def stated_of(tx: AsyncManagedTransaction, keys: list[str]) -> dict[str, Stated]:
    """Return facts with their versions."""
    found: dict[str, Stated] = {}
    for row in await ask(tx, "versions", keys=keys):
        before = found[row["key"]].versions if row["key"] in found else ()
        payload = row["payload"]
        now = () if payload is None else (Version(decode(row["kind"], payload), row["recordedFrom"]),)
        found[row["key"]] = Stated(row["kind"], row["visibility"], row["factNeed"], before + now)
    return found


def _newest_need(key: str, stated: dict[str, Stated]) -> int:
    return _need(stated[key].own, stated[key].ends(), {key}, stated)


def _need(own: int, waiting: set[str], seen: set[str], stated: dict[str, Stated]) -> int:
    """Return what a version needs: its own, and that of all it hangs on, near and far; nodes may hang on one another."""
    waiting = waiting - seen
    while waiting:
        key = waiting.pop()
        seen.add(key)
        if key in stated:
            own |= stated[key].own
            waiting |= stated[key].ends() - seen
    return own


async def _mark(
    tx: AsyncManagedTransaction, keys: list[str], stated: dict[str, Stated], needs: dict[str, int]
) -> None:
    facts: list[Row] = []
    links: list[Row] = []
    identifiers: list[Row] = []
    for key in keys:
        every = stated[key]
        for version in every.versions:
            same = every.kind in NODES or version is every.versions[-1]
            need = needs[key] if same else _need(every.own, ends_of(version.fact), {key}, stated)
            at = {"id": key, "recordedFrom": version.rev, "need": need}
            facts.append({"key": key, "recordedFrom": version.rev, "need": need})
            places = {place[:2] for place in places_of(version.fact, version.fact.links())}
            links.extend({**at, "from": start, "to": end} for start, end in places)
            identifiers.extend({**at, "party": party} for party in {g.party for g in given_by(version.fact)})
    await ask(tx, "mask_facts", needs=facts)
    await ask(tx, "mask_closed", needs=[{"key": key, "need": needs[key]} for key in keys])
    await ask(tx, "mask_links", links=links)
    await ask(tx, "mask_identifiers", links=identifiers)
