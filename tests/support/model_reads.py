"""Reads of the model store that do not walk: facts, parties, lists, search, the plan, the feed."""

from array import array
from collections import Counter
from collections.abc import AsyncIterator, Collection, Sequence
from datetime import datetime
from hashlib import sha256

from xinmai.errors import BudgetExceeded
from xinmai.model.answers import Change, Degree, Erased, Hit, Namesakes, RejectCount, Revision
from xinmai.model.case import Case
from xinmai.model.fact import Fact
from xinmai.model.facts import KIND_OF
from xinmai.model.filters import Condition, Thing
from xinmai.model.ids import PublicId
from xinmai.model.names import normal_form
from xinmai.model.ownership_columns import OwnershipColumns, PartyColumns
from xinmai.model.party import ContactValue, Party
from xinmai.model.relation import Relation
from xinmai.model.view import Budget, Page, Slice, View
from xinmai.model.vocabulary import Direction, PartyKind, RelationKind, Visibility

from support.attached import all_names, all_parties, whole_records
from support.model_state import State, listed, page_of
from support.naive import Naive, ordered, terms_of
from support.ownership import columns_of

HOW = ("IDENTIFIER", "EXACT", "PREFIX", "CONTAINS")


class ModelReads:
    """Facts, parties and lists, each by its definition."""

    def __init__(self) -> None:
        self.state = State()

    async def view(
        self, as_of: int, known_at: datetime | None = None, sees: Visibility = Visibility.PUBLIC
    ) -> View:
        """The greatest revision number whose instant is not after ``known_at``; 0 if there is none."""
        known = [r.number for r in self.state.revisions if known_at is None or r.recorded_at <= known_at]
        return View(as_of=as_of, revision=max(known, default=0), sees=sees)

    async def revisions(self, numbers: Sequence[int]) -> dict[int, Revision]:
        """Numbers that no revision has are left out."""
        return {r.number: r for r in self.state.revisions if r.number in numbers}

    async def facts(self, view: View, keys: Sequence[str]) -> dict[str, Fact]:
        """A relation is shown with its days, whatever the view's day."""
        return {key: fact for key, fact in self.state.visible(view).items() if key in set(keys)}

    async def listing(self, view: View, kind: str, page: Page) -> Slice[Fact]:
        return page_of(self._of_kind(view, kind), lambda fact: fact.key, page)

    def _of_kind(self, view: View, kind: str) -> list[Fact]:
        return [fact for fact in self.state.visible(view).values() if KIND_OF[type(fact)] == kind]

    async def scan(self, view: View, kind: str) -> AsyncIterator[tuple[Fact, ...]]:
        """Batches of at most ten; no empty one."""
        found = self._of_kind(view, kind)
        for start in range(0, len(found), 10):
            yield tuple(found[start : start + 10])

    async def histories(self, view: View, keys: Sequence[str]) -> dict[str, tuple[Fact, ...]]:
        """A closed version carries ``recorded_to`` if the view's revision knows of it; no filter by day."""
        return {key: self.state.history(view, key) for key in keys}

    async def parties(self, view: View, ids: Sequence[PublicId]) -> dict[PublicId, Party]:
        return {key: party for key, party in all_parties(self.state.visible(view)).items() if key in set(ids)}

    async def resolve(self, view: View, terms: Sequence[str]) -> dict[str, tuple[PublicId, ...]]:
        """The term as stated, character by character; one that nobody has gives an empty tuple."""
        parties = all_parties(self.state.visible(view)).values()
        return {term: tuple(sorted(p.id for p in parties if term in terms_of(p))) for term in terms}

    async def named(self, view: View, texts: Sequence[str], first: int) -> dict[str, Namesakes]:
        """The stated name and all dated ones, whatever their days. A party counts once, whether or not the name holds."""
        parties = all_parties(self.state.visible(view)).values()
        found = {
            name: sorted(p.id for p in parties if name in map(normal_form, all_names(p))) for name in texts
        }
        return {name: Namesakes(tuple(ids[:first]), len(ids)) for name, ids in found.items()}

    async def find(self, view: View, where: Condition, page: Page) -> Slice[Party]:
        """What a condition means stands in ``support.naive``."""
        naive = self.naive(view)
        found = [p for p in naive.parties.values() if naive.holds(Thing.PARTY, where, p)]
        return listed(ordered(naive, Thing.PARTY, page.order, found), page)

    def naive(self, view: View) -> Naive:
        """Return what judges conditions over all that a view shows."""
        seen = self.state.visible(view)
        return Naive(all_parties(seen), whole_records(seen), self._relations(view), view.as_of)

    async def search(
        self, view: View, text: str, kinds: Sequence[PartyKind] | None, page: Page, budget: Budget
    ) -> Slice[Hit]:
        """Names: the stated one and all dated ones, whatever their days, in normal form; a text without a normal form
        finds no name. Identifiers: stated and dated, the value without its scheme, upper and lower case alike; the text
        without space around it. Of several matches of one rank the first by code points is named, as stated.
        """
        spend(budget)
        wanted = [
            p for p in all_parties(self.state.visible(view)).values() if kinds is None or p.kind in kinds
        ]
        hits = [hit for party in wanted if (hit := _best(party, text)) is not None]
        return page_of(hits, lambda hit: f"{HOW.index(hit.how)}\x1f{hit.party.id}", page)

    async def relations(
        self, view: View, parties: Sequence[PublicId], where: Condition, page: Page
    ) -> dict[PublicId, Slice[Relation]]:
        """Parties, cases and contact values that the view shows; a relation of a party to itself is one relation."""
        naive, seen = self.naive(view), self.state.visible(view)
        answer = {}
        for party in parties:
            if isinstance(seen.get(party), Party | Case | ContactValue):
                own = [(r, party) for r in naive.relations if party in (r.from_id, r.to_id)]
                found = [standing for standing in own if naive.holds(Thing.RELATION, where, standing)]
                pairs = ordered(naive, Thing.RELATION, page.order, found)
                answer[party] = listed([relation for relation, _ in pairs], page)
        return answer

    def _relations(self, view: View) -> list[Relation]:
        return [fact for fact in self.state.on_the_day(view).values() if isinstance(fact, Relation)]

    async def relation_kinds(
        self, view: View, kinds: Sequence[RelationKind], budget: Budget
    ) -> frozenset[RelationKind]:
        """Relations of the view's window only; kinds asked for twice count once."""
        spend(budget)
        return frozenset(r.kind for r in self._relations(view) if r.kind in kinds)

    async def ownership(self, view: View, grounds: Collection[str]) -> AsyncIterator[OwnershipColumns]:
        """All in one batch; a number is the place of the key among all that was ever said."""
        seen = self.state.visible(view)
        relations = [fact for fact in seen.values() if isinstance(fact, Relation)]
        yield columns_of(all_parties(seen), relations, self._numbers(), view.as_of, grounds)

    async def described(self, view: View, numbers: Sequence[int]) -> PartyColumns:
        """A number that stands twice is described once."""
        number, seen = self._numbers(), self.state.visible(view)
        keys, parties = [key for key in seen if number[key] in set(numbers)], all_parties(seen)
        found = [parties.get(PublicId(key)) for key in keys]
        return PartyColumns(
            numbers=array("q", [number[key] for key in keys]),
            ids=keys,
            kinds=[None if party is None else party.kind for party in found],
            names=["" if party is None else party.name_on(view.as_of) for party in found],
        )

    def _numbers(self) -> dict[str, int]:
        return {key: place for place, key in enumerate(dict.fromkeys(v.key for v in self.state.versions))}

    async def degrees(self, view: View, parties: Sequence[PublicId]) -> dict[PublicId, tuple[Degree, ...]]:
        """Suspected kinds too. Directions are ``IN`` and ``OUT``; a relation to itself counts in both. No zero counts: a
        node without relations has none.
        """
        seen = self.state.visible(view)
        return {party: self._degrees(view, party) for party in parties if party in seen}

    def _degrees(self, view: View, party: PublicId) -> tuple[Degree, ...]:
        count = Counter(
            (relation.kind, direction)
            for relation in self._relations(view)
            for direction in (Direction.IN, Direction.OUT)
            if stands_at(relation, party, direction)
        )
        return tuple(Degree(kind, direction, count[kind, direction]) for kind, direction in sorted(count))

    async def rejects(self) -> tuple[RejectCount, ...]:
        return tuple(
            RejectCount(namespace, agency, table, kind, count)
            for namespace, counts in sorted(self.state.rejects.items())
            for (agency, table, kind), count in sorted(counts.items())
        )

    async def erased(self, key: str) -> Erased | None:
        return self.state.erased.get(key)

    async def changes(self, since: int, first: int) -> tuple[Change, ...]:
        """By revision, then key. A key appears once in a revision."""
        feed: list[Change] = []
        for number in range(since + 1, self.state.newest + 1):
            if len(feed) >= first:
                break
            feed += sorted((c for c in self.state.changes if c.revision == number), key=lambda c: c.key)
        return tuple(feed)

    async def digest(self) -> str:
        """SHA-256, hexadecimal, over one line a version (closed and erased ones too), by key and recorded_from: key,
        recorded_from, recorded_to or nothing, SHA-256 of the content (``model.facts.encode`` without record time and
        attachments), between them U+001E, at the end a newline.
        """
        lines = [
            "\x1e".join((v.key, str(v.recorded_from), str(v.recorded_to or ""), v.digest))
            for v in sorted(self.state.versions, key=lambda v: (v.key, v.recorded_from))
        ]
        return sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()

    async def counts(self) -> dict[str, int]:
        """Neither closed nor erased, seen by everyone or not; kinds without facts are left out."""
        return dict(Counter(version.kind for version in self.state.live().values()))


def spend(budget: Budget) -> None:
    """Refuse a budget of no time at all; the model has no clock."""
    if budget.seconds <= 0:
        raise BudgetExceeded(budget.seconds)


def _best(party: Party, text: str) -> Hit | None:
    values = [term.partition(":")[2] for term in terms_of(party)]
    matches = [(0, value) for value in values if value.upper() == text.strip().upper()]
    for name in all_names(party):
        rank = _rank(normal_form(name), normal_form(text))
        if rank is not None:
            matches.append((rank, name))
    if not matches:
        return None
    best, matched = min(matches)
    return Hit(party=party, matched=matched, how=HOW[best])


def _rank(name: str, text: str) -> int | None:
    if not text or text not in name:
        return None
    if name == text:
        return 1
    return 2 if name.startswith(text) else 3


def stands_at(relation: Relation, node: str, direction: Direction) -> bool:
    """Say whether a node stands at the asked end of a relation."""
    starts = relation.from_id == node and direction is not Direction.IN
    return starts or (relation.to_id == node and direction is not Direction.OUT)
