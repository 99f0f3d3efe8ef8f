"""Chooses the conditions that are worth asking: an engine that takes one for another would answer them otherwise."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from xinmai.model.filters import (
    FIELDS,
    LINKS,
    ONE,
    OPERATORS,
    Compare,
    Condition,
    Every,
    Linked,
    Op,
    Quantifier,
    Sort,
    Thing,
)

from support.conditions_facts import LISTS, FromFacts

TRIES = 3_000
"""Draws until one is found that shows what it should: a filter in Python answers thousands a second."""
DRAWS = 6
"""Values of which one comparison is asked at least: they are parameters, a server plans their text once."""
FRUITLESS = 30
"""Draws after which a comparison is believed to have no more answers."""
_SOME = "some, not all"


def ways_to(thing: Thing) -> list[tuple[Thing, list[str]]]:
    """Return the lists, and the links that lead from each to a thing."""
    if thing in LISTS:
        return [(thing, [])]
    return [(Thing.RECORD, [link]) for link, far in LINKS[Thing.RECORD].items() if far is thing]


def reached(links: Sequence[str], where: Condition) -> Condition:
    """Return the condition that links lead to something of which another holds."""
    for link in reversed(links):
        where = Linked(link, Quantifier.SOME, where)
    return where


class Asked(NamedTuple):
    """One comparison, and the list in which it is asked about."""

    thing: Thing
    field: str
    op: Op
    start: Thing
    links: Sequence[str]

    def __str__(self) -> str:
        return f"{self.thing}.{self.field} {self.op}"

    def where(self, own: Compare) -> Condition:
        return reached(self.links, own)


def comparisons(thing: Thing) -> list[Asked]:
    """Return every comparison of every field of a thing."""
    return [
        Asked(thing, field, op, start, links)
        for field, sort in FIELDS[thing].items()
        for op in sorted(OPERATORS[sort])
        for start, links in ways_to(thing)
    ]


def rivals(asked: Asked, own: Compare) -> Iterator[Compare]:
    """Yield what an engine may mistake a comparison for: another one with the same value."""
    sort = FIELDS[asked.thing][asked.field]
    if own.op is Op.IN:
        yield Compare(own.field, Op.EQ, own.values[0])
    elif own.op is Op.STATED or sort is Sort.FLAG:
        yield Compare(own.field, own.op, not own.value)
    else:
        others = OPERATORS[sort] - {own.op, Op.IN, Op.STATED}
        yield from (Compare(own.field, other, own.value) for other in sorted(others))


def worth_asking(draw: FromFacts, asked: Asked) -> tuple[list[Condition], set[str]]:
    """Return conditions of one comparison with different answers, and what none of them shows: that it holds of some things
    only, and that it is no other comparison.
    """
    chosen: list[Condition] = []
    answers: set[tuple[bool, ...]] = set()
    missing = {_SOME, *(str(other.op) for other in rivals(asked, draw.compare(*asked[:3])))}
    for tried in range(TRIES // 10):
        own = draw.compare(*asked[:3])
        answer = draw.answer(asked.start, asked.where(own))
        shown = _shown(draw, asked, own, missing)
        if shown or (answer not in answers and len(chosen) < DRAWS):
            chosen.append(asked.where(own))
            answers.add(answer)
            missing -= shown
        if not missing and (len(chosen) >= DRAWS or tried > FRUITLESS):
            break
    return chosen, missing


def _shown(draw: FromFacts, asked: Asked, own: Compare, missing: set[str]) -> set[str]:
    """Return what is missing and a comparison shows: which rivals answer otherwise, and that its answer is mixed."""
    answer = draw.answer(asked.start, asked.where(own))
    others = [other for other in rivals(asked, own) if other.op in missing]
    shown = {str(other.op) for other in others if draw.answer(asked.start, asked.where(other)) != answer}
    return shown | (missing & {_SOME} if len(set(answer)) > 1 else set())


def together(
    draw: FromFacts, thing: Thing, pair: Callable[[], tuple[Condition, ...]]
) -> tuple[Thing, Condition]:
    """Return some conditions that all must hold, and the list in which they are asked: neither is enough."""
    ((start, links),) = ways_to(thing)
    for _ in range(TRIES):
        drawn = pair()
        alone = [draw.answer(start, reached(links, own)) for own in drawn]
        found = reached(links, Every(drawn))
        if draw.answer(start, found) not in alone:
            return start, found
    raise AssertionError(pair())


def quantified(draw: FromFacts, thing: Thing, link: str, depth: int) -> tuple[Thing, list[Condition]]:
    """Return a condition of a link with each quantifier, and the list in which they are asked: each holds of other things
    of it than the others do, of some and not of all.
    """
    quantifiers = [Quantifier.SOME] if link in ONE else list(Quantifier)
    ((start, links),) = ways_to(thing)
    for _ in range(TRIES):
        inner = draw.of(LINKS[thing][link], depth)
        if isinstance(inner, Compare) == (depth == 0):
            found = [reached(links, Linked(link, quantifier, inner)) for quantifier in quantifiers]
            answers = {draw.answer(start, own) for own in found}
            if len(answers) == len(found) and all(len(set(answer)) > 1 for answer in answers):
                return start, found
    raise AssertionError((thing, link, depth))
