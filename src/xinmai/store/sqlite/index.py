"""What stands beside the facts so that they are found: arcs, terms, names. All of it follows from the facts."""

import sqlite3
from collections.abc import Mapping
from typing import Protocol

from xinmai.model.dates import BEGINNING, FOREVER, earliest, latest
from xinmai.model.fact import Fact
from xinmai.model.facts import decode
from xinmai.model.names import grams, normal_form
from xinmai.model.party import Identifier, Party, PartyFact
from xinmai.model.record import CreditRecord
from xinmai.model.relation import Relation
from xinmai.model.vocabulary import Property
from xinmai.store.sqlite.codes import ARC, ERASED, EVERYWHERE, FACT_NAME, IN, OUT, PARTY, RECORD

_NEVER = 1 << 60
"""``rev_to`` of what holds."""


_ARC = "n, kind, dir, other, fid, day_from, day_to, need, rev"
_PLACE = "n = ? AND kind = ? AND dir = ? AND other = ? AND fid = ?"


class _End(Protocol):
    @property
    def fid(self) -> int: ...


class Index:
    """Enters and removes index rows of facts; inserts are collected and written together, sorted by place."""

    def __init__(self, connection: sqlite3.Connection, revision: int) -> None:
        self.connection = connection
        self.revision = revision
        self._arcs: list[tuple[int, ...]] = []
        self._terms: list[tuple[str, int, int, int, int, int, int]] = []
        self._names: list[tuple[int, int, str, str, int, int, int, int]] = []
        self._namespaces: dict[str, int] = dict(connection.execute("SELECT name, ns FROM namespace"))

    def namespace(self, name: str) -> int:
        """Return the number of a namespace; a new one gets the next."""
        found = self._namespaces.get(name)
        if found is None:
            cursor = self.connection.execute("INSERT INTO namespace (name) VALUES (?)", (name,))
            found = self._namespaces[name] = int(cursor.lastrowid or 0)
        return found

    @staticmethod
    def sub(fact: Fact) -> int:
        """Return the code of a fact's finer kind."""
        if isinstance(fact, Party):
            return PARTY[fact.kind]
        return RECORD[fact.kind] if isinstance(fact, CreditRecord) else 0

    def enter(self, fact: Fact, fid: int, need: int, ends: Mapping[str, _End]) -> None:
        """Collect the index rows of a fact."""
        since, until = (fact.first_day, fact.end_day) if type(fact) is Relation else (BEGINNING, EVERYWHERE)
        for kind, start, end in fact.links():
            code = ARC[kind]
            n = fid if start == fact.key else ends[start].fid
            other = 0 if end is None else fid if end == fact.key else ends[end].fid
            self._arcs.append((n, code, OUT, other, fid, since, until, need, self.revision))
            if other:
                self._arcs.append((other, code, IN, n, fid, since, until, need, self.revision))
        if type(fact) is Party:
            self._enter_party(fact, fid)
        elif type(fact) is PartyFact:
            self._enter_party_fact(fact, fid, ends[fact.party].fid)

    def _enter_party(self, party: Party, fid: int) -> None:
        self._names.append(self._name(fid, fid, party.name, BEGINNING, EVERYWHERE))
        for identifier in party.identifiers:
            self._term(identifier.term, fid, fid, BEGINNING, EVERYWHERE)
            self._term(f"#{identifier.value.upper()}", fid, fid, BEGINNING, EVERYWHERE)

    def _enter_party_fact(self, fact: PartyFact, fid: int, n: int) -> None:
        since, until = earliest(fact.valid_from, BEGINNING), latest(fact.valid_to, FOREVER)
        self._term(f"{fact.prop}={fact.value}", n, fid, since, until)
        if fact.prop is Property.IDENTIFIER:
            self._term(fact.value, n, fid, since, until)
            self._term(f"#{fact.value.partition(':')[2].upper()}", n, fid, since, until)
        elif fact.prop is Property.NAME:
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

    def leave(self, fid: int) -> None:
        """Move the index rows of a fact's version that holds to the past."""
        kind, payload = self.connection.execute(
            "SELECT kind, payload FROM fact WHERE fid = ?", (fid,)
        ).fetchone()
        fact = decode(FACT_NAME[kind], payload)
        for place in self.places(fact, fid):
            self.connection.execute(
                f"INSERT INTO arc_past SELECT {_ARC}, ? FROM arc WHERE {_PLACE}", (self.revision, *place, fid)
            )
            self.connection.execute(f"DELETE FROM arc WHERE {_PLACE}", (*place, fid))
        if isinstance(fact, Party | PartyFact):
            n = self._fid(fact.party) if isinstance(fact, PartyFact) else fid
            self._retire_terms(fact, fid, n)

    def places(self, fact: Fact, fid: int) -> set[tuple[int, int, int, int]]:
        """Return where the arcs of a fact stand: (n, kind, dir, other)."""
        found = set()
        for kind, start, end in fact.links():
            n = fid if start == fact.key else self._fid(start)
            other = 0 if end is None else fid if end == fact.key else self._fid(end)
            found.add((n, ARC[kind], OUT, other))
            if other:
                found.add((other, ARC[kind], IN, n))
        return found

    def _fid(self, key: str) -> int:
        return int(self.connection.execute("SELECT fid FROM fact WHERE key = ?", (key,)).fetchone()[0])

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

    def remask(self, fid: int) -> None:
        """Carry a changed visibility of a fact to everything that hangs on it; disclosure is judged by the newest."""
        waiting = [fid]
        while waiting:
            number = waiting.pop()
            need = self._need(number)
            self.connection.execute("UPDATE fact SET need = ? WHERE fid = ?", (need, number))
            for version in self.versions(number):
                for place in self.places(version, number):
                    for table in ("arc", "arc_past"):
                        self.connection.execute(
                            f"UPDATE {table} SET need = ? WHERE {_PLACE}", (need, *place, number)
                        )
            waiting.extend(f for f, stored in self._hanging(number) if self._need(f) != stored)

    def versions(self, fid: int) -> list[Fact]:
        """Return every version of a fact that still has its content, oldest first."""
        rows = self.connection.execute(
            "SELECT f.kind, p.payload, p.rev FROM fact_past p JOIN fact f USING (fid)"
            " WHERE p.fid = :fid AND p.payload IS NOT NULL"
            " UNION ALL SELECT kind, payload, rev FROM fact WHERE fid = :fid AND payload IS NOT NULL ORDER BY 3",
            {"fid": fid},
        )
        return [decode(FACT_NAME[kind], payload) for kind, payload, _ in rows]

    def _hanging(self, number: int) -> list[tuple[int, int]]:
        return self.connection.execute(
            "SELECT fid, need FROM fact WHERE fid IN"
            " (SELECT fid FROM arc WHERE n = :n UNION SELECT fid FROM arc_past WHERE n = :n) AND fid <> :n",
            {"n": number},
        ).fetchall()

    def _need(self, fid: int) -> int:
        """Return the visibility that a fact and the ends of its newest version need."""
        own, need = self.connection.execute("SELECT own, need FROM fact WHERE fid = ?", (fid,)).fetchone()
        result = int(own) | (int(need) & ERASED if self._is_erased(fid) else 0)
        for link in (link for version in self.versions(fid)[-1:] for link in version.links()):
            for end in link[1:]:
                row = self.connection.execute("SELECT fid, need FROM fact WHERE key = ?", (end,)).fetchone()
                if row is not None and row[0] != fid:
                    result |= int(row[1])
        return result

    def _is_erased(self, fid: int) -> bool:
        return self.connection.execute("SELECT 1 FROM erased WHERE fid = ?", (fid,)).fetchone() is not None


def terms_of(fact: Party | PartyFact) -> list[str]:
    """Return the terms under which a party or party fact is found."""
    if isinstance(fact, Party):
        return [term for i in fact.identifiers for term in _identifier_terms(i)]
    own = [f"{fact.prop}={fact.value}"]
    if fact.prop is Property.IDENTIFIER:
        own += [fact.value, f"#{fact.value.partition(':')[2].upper()}"]
    return own


def _identifier_terms(identifier: Identifier) -> list[str]:
    return [identifier.term, f"#{identifier.value.upper()}"]
