"""What stands beside the facts so that they are found: arcs, terms, names. All of it follows from the facts."""

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Protocol

from xinmai.model.dates import BEGINNING, FOREVER, earliest, latest
from xinmai.model.fact import Fact, Link
from xinmai.model.names import grams, normal_form
from xinmai.model.party import Identifier, Party, PartyFact
from xinmai.model.record import CreditRecord
from xinmai.model.relation import Relation
from xinmai.model.vocabulary import Certainty, Property
from xinmai.store.sqlite.codes import ARC, EVERYWHERE, IN, OUT, PARTY, RECORD
from xinmai.store.sqlite.mask import PLACE, number_of, places

_NEVER = 1 << 60
"""``rev_to`` of what holds."""


_ARC = "n, kind, dir, other, fid, day_from, day_to, need, rev"


class _End(Protocol):
    @property
    def number(self) -> int: ...


class Index:
    """Enters and removes index rows of facts; inserts are collected and written together, sorted by place."""

    def __init__(self, connection: sqlite3.Connection, revision: int) -> None:
        self.connection = connection
        self.revision = revision
        self._arcs: list[tuple[int, ...]] = []
        self._terms: list[tuple[str, int, int, int, int, int, int]] = []
        self._names: list[tuple[int, int, str, str, int, int, int, int]] = []
        self._namespaces: dict[str, int] = dict(connection.execute("SELECT name, ns FROM namespace"))
        self._speakers: dict[str, int] = {}

    def namespace(self, fact: Fact) -> int:
        """Return the number of the namespace that speaks; a new one gets the next."""
        found = self._speakers.get(fact.source)
        if found is None:
            found = self._speakers[fact.source] = self.namespace_number(fact.namespace)
        return found

    def namespace_number(self, name: str) -> int:
        """Return the number of a namespace; a new one gets the next."""
        found = self._namespaces.get(name)
        if found is None:
            cursor = self.connection.execute("INSERT INTO namespace (name) VALUES (?)", (name,))
            found = self._namespaces[name] = int(cursor.lastrowid or 0)
        return found

    @staticmethod
    def sub(fact: Fact) -> int:
        """Return the code of a fact's finer kind."""
        if type(fact) is Party:
            return PARTY[fact.kind]
        return RECORD[fact.kind] if type(fact) is CreditRecord else 0

    def enter(self, fact: Fact, links: Sequence[Link], fid: int, need: int, ends: Mapping[str, _End]) -> None:
        """Collect the index rows of a fact; ``ends`` holds what its links name, itself included."""
        since, until = (fact.first_day, fact.end_day) if type(fact) is Relation else (BEGINNING, EVERYWHERE)
        for kind, start, end in links:
            code, n = ARC[kind], ends[start].number
            other = 0 if end is None else ends[end].number
            self._arcs.append((n, code, OUT, other, fid, since, until, need, self.revision))
            if other:
                self._arcs.append((other, code, IN, n, fid, since, until, need, self.revision))
        if type(fact) is Party:
            self._enter_party(fact, fid)
        elif type(fact) is PartyFact:
            self._enter_party_fact(fact, fid, ends[fact.party].number)

    def _enter_party(self, party: Party, fid: int) -> None:
        self._names.append(self._name(fid, fid, party.name, BEGINNING, EVERYWHERE))
        for term in terms_of(party):
            self._term(term, fid, fid, BEGINNING, EVERYWHERE)

    def _enter_party_fact(self, fact: PartyFact, fid: int, n: int) -> None:
        since, until = earliest(fact.valid_from, BEGINNING), latest(fact.valid_to, FOREVER)
        for term in terms_of(fact):
            self._term(term, n, fid, since, until)
        if fact.prop is Property.NAME:
            self._names.append(self._name(n, fid, fact.value, since, until))

    def _term(self, term: str, n: int, fid: int, since: int, until: int) -> None:
        self._terms.append((term, n, fid, since, until, self.revision, _NEVER))

    def _name(
        self, n: int, fid: int, text: str, since: int, until: int
    ) -> tuple[int, int, str, str, int, int, int, int]:
        return (n, fid, normal_form(text), text, since, until, self.revision, _NEVER)

    def flush(self) -> None:
        """Write what was collected, in the order of the clustered tables."""
        if self._arcs:
            self._arcs.sort()
            self.connection.executemany(
                "INSERT OR IGNORE INTO arc VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", self._arcs
            )
            self._arcs.clear()
        if self._terms:
            self._terms.sort()
            self.connection.executemany(
                "INSERT OR IGNORE INTO term VALUES (?, ?, ?, ?, ?, ?, ?)", self._terms
            )
            self._terms.clear()
        if self._names:
            self._flush_names()

    def _flush_names(self) -> None:
        nid = int(self.connection.execute("SELECT coalesce(max(nid), 0) + 1 FROM name").fetchone()[0])
        rows = [(number, *name) for number, name in enumerate(self._names, nid)]
        self.connection.executemany("INSERT INTO name VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        self.connection.executemany(
            "INSERT INTO name_gram (rowid, grams) VALUES (?, ?)",
            [(row[0], " ".join(grams(row[3]))) for row in rows],
        )
        self._names.clear()

    def leave(self, fact: Fact, fid: int) -> None:
        """Move the index rows of the version of a fact that holds to the past."""
        for place in places(self.connection, fact, fid):
            self.connection.execute(
                f"INSERT INTO arc_past SELECT {_ARC}, ? FROM arc WHERE {PLACE}", (self.revision, *place, fid)
            )
            self.connection.execute(f"DELETE FROM arc WHERE {PLACE}", (*place, fid))
        if isinstance(fact, Party | PartyFact):
            n = number_of(self.connection, fact.party) if isinstance(fact, PartyFact) else fid
            self._retire_terms(fact, fid, n)

    def _retire_terms(self, fact: Party | PartyFact, fid: int, n: int) -> None:
        self.connection.execute(
            "UPDATE name SET rev_to = ? WHERE n = ? AND fid = ? AND rev_to = ?",
            (self.revision, n, fid, _NEVER),
        )
        for term in terms_of(fact):
            self.connection.execute(
                "UPDATE term SET rev_to = ? WHERE term = ? AND n = ? AND fid = ? AND rev_to = ?",
                (self.revision, term, n, fid, _NEVER),
            )


def terms_of(fact: Party | PartyFact) -> list[str]:
    """Return the terms under which a party or party fact is found."""
    if isinstance(fact, Party):
        known = [] if fact.identity is Certainty.PROVEN else [f"identity={fact.identity}"]
        return known + [term for i in fact.identifiers for term in _identifier_terms(i)]
    own = [f"{fact.prop}={fact.value}"]
    if fact.prop is Property.IDENTIFIER:
        own += [fact.value, f"#{fact.value.partition(':')[2].upper()}"]
    return own


def _identifier_terms(identifier: Identifier) -> list[str]:
    return [identifier.term, f"#{identifier.value.upper()}"]
