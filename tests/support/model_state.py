"""What the model store knows: a list of versions, and what a view shows of it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, TypeVar

import msgspec

from xinmai.model.answers import Change, Erased, Revision
from xinmai.model.fact import Fact
from xinmai.model.facts import KIND_OF, encode
from xinmai.model.party import ContactValue, Party
from xinmai.model.record import CreditRecord
from xinmai.model.relation import Relation
from xinmai.model.view import Page, Slice, View
from xinmai.model.vocabulary import RelationKind, Visibility

T = TypeVar("T")

NODES = frozenset({"source", "party", "contact_value", "case", "system", "task", "record"})
SUSPECTED = frozenset({RelationKind.CONTACT, RelationKind.POSSIBLY_SAME})


@dataclass
class Version:
    """One version of one fact. Erased: ``fact`` is gone, the digest stays."""

    key: str
    kind: str
    visibility: Visibility
    digest: str
    fact: Fact | None
    recorded_from: int
    recorded_to: int | None = None

    def is_recorded_at(self, revision: int) -> bool:
        return self.recorded_from <= revision and (self.recorded_to is None or revision < self.recorded_to)


@dataclass
class State:
    """Everything that was ever written, in the order in which it was written."""

    versions: list[Version] = field(default_factory=list)
    revisions: list[Revision] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    write_keys: dict[str, int] = field(default_factory=dict)
    rejects: dict[str, dict[tuple[str, str, str], int]] = field(default_factory=dict)
    erased: dict[str, Erased] = field(default_factory=dict)
    _visible: dict[tuple[int, int, int], dict[str, Fact]] = field(default_factory=dict)

    @property
    def newest(self) -> int:
        """Number of the newest revision; 0 = nothing was ever written."""
        return len(self.revisions)

    def live(self) -> dict[str, Version]:
        """Return what is neither closed nor erased, by key."""
        return {v.key: v for v in self.versions if v.recorded_to is None and v.fact is not None}

    def add(self, fact: Fact, revision: int) -> None:
        """Append a version."""
        fact = bare(fact)
        digest = sha256(encode(fact)).hexdigest()
        self.versions.append(Version(fact.key, KIND_OF[type(fact)], fact.visibility, digest, fact, revision))

    def disclosure(self) -> dict[str, Visibility]:
        """Return the visibility of each key: that of its newest version, whatever day or revision is asked for."""
        return {v.key: v.visibility for v in self.versions}

    def visible(self, view: View) -> dict[str, Fact]:
        """Return what a view shows, of any day: recorded at its revision, and it and all it hangs on may be seen.

        A node is judged by its newest version: its own visibility and what that version hangs on. A link (relation,
        finding, sanction …) by the visibility of its newest version and by the ends of the version that is read. What hangs
        on something hidden or erased is hidden too; a contact value is shown only where a relation to it is. Kept until the
        next revision, because each read begins here.
        """
        asked = (self.newest, view.revision, view.hidden)
        if asked not in self._visible:
            self._visible[asked] = self._visible_anew(view)
        return self._visible[asked]

    def _visible_anew(self, view: View) -> dict[str, Fact]:
        opened = self._open(view.hidden)
        disclosure = self.disclosure()
        shown = {
            v.key: _as_read(v, view.revision)
            for v in self.versions
            if v.fact is not None
            and v.is_recorded_at(view.revision)
            and not disclosure[v.key] & view.hidden
            and (v.key in opened if v.kind in NODES else all(end in opened for end in ends(v.fact)))
        }
        reached = {fact.to_id for fact in shown.values() if isinstance(fact, Relation)}
        return {
            key: fact for key, fact in shown.items() if key in reached or not isinstance(fact, ContactValue)
        }

    def _open(self, hidden: int) -> set[str]:
        """Return the keys whose newest versions may be seen: they themselves, and what these hang on."""
        newest = {v.key: v for v in self.versions}
        found = {key: v.fact for key, v in newest.items() if v.fact is not None and not v.visibility & hidden}
        while True:
            kept = {key: fact for key, fact in found.items() if all(end in found for end in ends(fact))}
            if len(kept) == len(found):
                return set(kept)
            found = kept

    def on_the_day(self, view: View) -> dict[str, Fact]:
        """Return what a view shows on its day: relations that cannot hold then are left out."""
        return {key: fact for key, fact in self.visible(view).items() if _may_hold(fact, view)}

    def history(self, view: View, key: str) -> tuple[Fact, ...]:
        """Return the versions of a fact, each of which the caller could see in its own last revision, oldest first."""
        found = []
        for version in self.versions:
            if version.key == key and version.fact is not None and version.recorded_from <= view.revision:
                last = view.revision if version.recorded_to is None else version.recorded_to - 1
                then = msgspec.structs.replace(view, revision=min(last, view.revision))
                if key in self.visible(then):
                    found.append(_as_read(version, view.revision))
        return tuple(found)


def bare(fact: Fact) -> Fact:
    """Return the content of a fact: without record time and without what reads attach."""
    attached: dict[str, Any] = {}
    if isinstance(fact, Party):
        attached = {"facts": ()}
    elif isinstance(fact, CreditRecord):
        attached = {"parties": (), "sanctions": (), "events": (), "record_links": ()}
    return msgspec.structs.replace(fact, recorded_from=0, recorded_to=None, **attached)


def ends(fact: Fact) -> list[str]:
    """Return the ids that a fact hangs on, in the order of its links; not itself."""
    found = [end for link in fact.links() for end in (link.from_id, link.to_id)]
    return [end for end in found if end is not None and end != fact.key]


def _as_read(version: Version, revision: int) -> Fact:
    """Return a version as it is read at a revision, which does not know that it was closed later."""
    assert version.fact is not None
    closed = version.recorded_to is not None and version.recorded_to <= revision
    return msgspec.structs.replace(
        version.fact,
        recorded_from=version.recorded_from,
        recorded_to=version.recorded_to if closed else None,
    )


def _may_hold(fact: Fact, view: View) -> bool:
    return view.every_day or not isinstance(fact, Relation) or fact.may_hold_on(view.as_of)


def is_asked(kind: RelationKind, kinds: Iterable[RelationKind] | None) -> bool:
    """Say whether a relation kind is asked for; None asks for all but the suspected ones."""
    return kind not in SUSPECTED if kinds is None else kind in kinds


def page_of(items: Iterable[T], order: Callable[[T], str], page: Page) -> Slice[T]:
    """Return a page of a list; the cursor of an item is the text by which the list is ordered."""
    whole = sorted(items, key=order)
    rest = [item for item in whole if page.after is None or order(item) > page.after]
    chosen = tuple(rest[: page.first])
    return Slice(
        items=chosen,
        cursors=tuple(order(item) for item in chosen),
        total=len(whole),
        has_next=len(rest) > len(chosen),
    )


def listed(whole: Sequence[T], page: Page) -> Slice[T]:
    """Return a page of an ordered list; the cursor of an item is its place."""
    start = 0 if page.after is None else int(page.after)
    chosen = tuple(whole[start : start + page.first])
    cursors = tuple(str(start + number) for number in range(1, len(chosen) + 1))
    total = len(whole) if page.count else None
    return Slice(chosen, cursors, total, has_next=start + len(chosen) < len(whole))
