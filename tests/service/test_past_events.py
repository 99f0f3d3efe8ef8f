"""On made-up worlds: kind, day and words of the events of a party are those that its facts give by hand."""

from collections import Counter
from collections.abc import Collection, Iterator
from decimal import Decimal
from itertools import combinations
from random import Random
from typing import Any, NamedTuple

from xinmai.model.dates import BEGINNING, FOREVER, PartialDate, earliest, latest
from xinmai.model.fact import Fact
from xinmai.model.ids import PublicId
from xinmai.model.party import PartyFact
from xinmai.model.record import Sanction
from xinmai.model.relation import Relation
from xinmai.model.view import Page, View
from xinmai.model.vocabulary import Property
from xinmai.ports.store import Store
from xinmai.service.diff import diff

from support import facts as build
from support.contract_base import BUDGET, at, snapshot
from support.graphs import DATES, DAYS, LOCALS, NAMESPACES, World
from support.model_store import ModelStore

PARTIES = [PublicId(f"a:{own}") for own in LOCALS]
CASES = [build.case(f"{namespace}:{own}") for namespace in NAMESPACES for own in ("c1", "c2")]
"""What a relation may belong to: one whose case nobody states is not shown."""
PAGE = Page(first=500, of="diff")


class Edge(NamedTuple):
    """Where a fact begins or ends."""

    fact: Any
    word: str
    day: int
    """First day on which it may hold, or on which it certainly no longer does: never before it began."""
    on: PartialDate | None
    """The day as stated."""


class Told(NamedTuple):
    """What an event says."""

    kind: str
    key: str
    day: int
    on: PartialDate | None
    before: str | None
    after: str | None


def world_of(random: Random) -> list[list[Fact]]:
    """Draw two states of what one source says about the same parties, with sanctions that end."""
    world = World(random, hidden=0)
    parties = [*world.all_parties("a"), *CASES, build.record("a:e9")]
    parties += [build.record_party("a:e9", party) for party in PARTIES]
    sets = []
    for _ in range(2):
        drawn = [fact for fact in world.batch("a", 0, 90) if is_told(fact)]
        drawn += [maker(random, number) for number in range(12) for maker in (sanction, holding, name)]
        sets.append([*parties, *{fact.key: fact for fact in drawn}.values()])
    return sets


def dates(random: Random) -> Iterator[PartialDate | None]:
    """Draw two dates of few, so that one fact ends on the day on which another begins."""
    return (None if text is None else PartialDate(text) for text in random.choices(DATES, k=2))


def sanction(random: Random, number: int) -> Fact:
    first, last = dates(random)
    who = random.choice(PARTIES)
    return build.sanction(f"a:y{number}", "a:e9", who, from_date=first, to_date=last)


def holding(random: Random, number: int) -> Fact:
    first, last = dates(random)
    percent = random.choice(("0", "12.5", "100"))
    return build.holds("a:1", "a:2", percent, public_id=f"a:h{number}", valid_from=first, valid_to=last)


def name(random: Random, number: int) -> Fact:
    first, last = dates(random)
    return build.name_fact("a:1", f"{number}号公司", valid_from=first, valid_to=last)


def is_told(fact: Any) -> bool:
    """Say whether a fact is of those that are derived here: a name, a relation of two parties, a sanction of our record."""
    if isinstance(fact, Relation):
        return {fact.from_id, fact.to_id} <= set(PARTIES)
    if isinstance(fact, Sanction):
        return fact.record == "a:e9"
    return isinstance(fact, PartyFact) and fact.prop is Property.NAME


def concerns(fact: Any, party: PublicId) -> bool:
    ends = (fact.from_id, fact.to_id) if isinstance(fact, Relation) else (fact.party,)
    return party in ends


def edges(fact: Any) -> tuple[Edge, Edge]:
    """Return where a fact begins and where it ends."""
    begin, end, unsaid = getattr(fact, "valid_from", None), getattr(fact, "valid_to", None), FOREVER
    if isinstance(fact, Sanction):
        begin, end = fact.from_date, fact.to_date
    if isinstance(fact, Relation):
        end, unsaid = end or fact.over_by, BEGINNING if fact.ended else FOREVER
    first = earliest(begin, BEGINNING)
    over = max(first, unsaid if end is None else latest(end))
    return Edge(fact, "BEGAN", first, begin), Edge(fact, "ENDED", over, end)


def word_of(fact: Any) -> str:
    """Return the name, the kind of sanction, or of a relation the first of share, title, code and kind that is stated."""
    if isinstance(fact, PartyFact):
        return fact.value
    if isinstance(fact, Sanction):
        return fact.kind.value
    if fact.share is not None:
        return f"{Decimal(fact.share).scaleb(-7).normalize():f} %"
    return str(fact.title or fact.code or fact.kind.value)


def derived(facts: Collection[Fact], first: int, last: int) -> Counter[Told]:
    """Return what happened to facts in ``first < day <= last``; who takes the place of another on its day is told with it."""
    found = {fact.key: [edge for edge in edges(fact) if first < edge.day <= last] for fact in facts}
    single = [own[0] for own in found.values() if len(own) == 1 and own[0].on is not None]
    places = Counter((place(edge), edge.word) for edge in single if place(edge))
    told: Counter[Told] = Counter()
    pairs = {
        place(edge) for edge in single if places[place(edge), "BEGAN"] == places[place(edge), "ENDED"] == 1
    }
    ended = {place(edge): edge for edge in single if edge.word == "ENDED"}
    for edge in (edge for own in found.values() for edge in own):
        if edge not in single or place(edge) not in pairs:
            told[alone(edge)] += 1
        elif edge.word == "BEGAN":
            told[
                alone(edge)._replace(
                    kind=kind_of(edge.fact, "CHANGED"), before=word_of(ended[place(edge)].fact)
                )
            ] += 1
    return told


def place(edge: Edge) -> tuple[object, ...]:
    """Return what only one fact can fill at a time, with the day on which it changes hands; of a sanction nothing."""
    fact = edge.fact
    if isinstance(fact, Relation):
        return edge.on, fact.kind, fact.from_id, fact.to_id, fact.case
    return (edge.on, "name") if isinstance(fact, PartyFact) else ()


def alone(edge: Edge) -> Told:
    word, ended = word_of(edge.fact), edge.word == "ENDED"
    before, after = (word, None) if ended else (None, word)
    day = FOREVER if edge.on is None else edge.day  # an end of which no day is stated comes last
    return Told(kind_of(edge.fact, edge.word), edge.fact.key, day, edge.on, before, after)


def kind_of(fact: Any, word: str) -> str:
    if isinstance(fact, PartyFact):
        return "NAME_CHANGED"
    return f"{'RELATION' if isinstance(fact, Relation) else 'SANCTION'}_{word}"


def learned(old: dict[str, Fact], new: dict[str, Fact]) -> Iterator[Told]:
    """Yield what became known, was corrected and was withdrawn on one and the same day."""
    for key in old.keys() | new.keys():
        before, after = (None if key not in facts else word_of(facts[key]) for facts in (old, new))
        if before is None:
            on = next((edge.on for edge in edges(new[key]) if edge.on is not None), None)
            yield Told("LEARNED", key, earliest(on, FOREVER), on, None, after)
        elif old.get(key) != new.get(key):
            yield Told("WITHDRAWN" if after is None else "CORRECTED", key, FOREVER, None, before, after)


async def shown(store: Store, party: PublicId, before: View, after: View) -> Counter[Told]:
    """Return what the product tells of the same facts."""
    found = await diff(store, party, before, after, (None, None), PAGE, BUDGET)
    events = [change.event for change in found.changes.items if is_told(change.event.fact)]
    return Counter(Told(e.kind.name, e.key, e.day, e.on, e.before, e.after) for e in events)


async def compared(seed: int) -> Counter[str]:
    """Compare what is told of every party of one world, and return how often each kind of event was told."""
    store, sets, seen = ModelStore(), world_of(Random(seed)), Counter[str]()  # noqa: S311 - made-up facts, not secrets
    for minute, facts in enumerate(sets, 1):
        await snapshot(store, *facts, minute=minute)
    for party in PARTIES:
        own = [{f.key: f for f in facts if is_told(f) and concerns(f, party)} for facts in sets]
        for first, last in combinations(DAYS, 2):
            for minute, of_party in enumerate(own, 1):
                views = await store.view(first, at(minute)), await store.view(last, at(minute))
                told = await shown(store, party, *views)
                assert told == derived(of_party.values(), first, last), (party, first, last)
                seen.update(kind_seen(one) for one in told)
        told = await shown(store, party, await store.view(DAYS[2], at(1)), await store.view(DAYS[2], at(2)))
        assert told == Counter(learned(*own)), party
        seen.update(kind_seen(one) for one in told)
    return seen


def kind_seen(told: Told) -> str:
    """Return the kind of an event; of a name, whether one took the place of another."""
    return f"{told.kind} of two" if told.kind == "NAME_CHANGED" and told.before and told.after else told.kind


async def test_events_are_those_that_the_facts_give_by_hand() -> None:
    seen = sum([await compared(seed) for seed in range(8)], Counter[str]())
    assert {kind for kind, count in seen.items() if count > 5} == {
        *("NAME_CHANGED", "NAME_CHANGED of two", "RELATION_BEGAN", "RELATION_ENDED", "RELATION_CHANGED"),
        *("SANCTION_BEGAN", "SANCTION_ENDED", "LEARNED", "CORRECTED", "WITHDRAWN"),
    }
