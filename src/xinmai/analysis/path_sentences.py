"""Tells a path in one sentence, in both languages, as an official would write it; all words come from the phrasebook."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

import msgspec

from xinmai.analysis.sentences import Place, filled, joined
from xinmai.model.case import Case
from xinmai.model.consequence import Wording
from xinmai.model.dates import bounds
from xinmai.model.fact import Fact
from xinmai.model.party import ContactValue, Party
from xinmai.model.path import Hop, Path
from xinmai.model.record import CreditRecord
from xinmai.model.relation import Relation
from xinmai.model.shares import WHOLE, percent
from xinmai.model.vocabulary import Certainty, RelationKind
from xinmai.rules.phrases import Phrasebook
from xinmai.rules.risk_weights import SUSPECTED

_NOTHING: Final = Wording("", "")
_MONTH: Final = len("2014-04")
_DAY: Final = len("2014-04-28")
_YUAN: Final = "CNY"
_MOST_OTHERS: Final = 3
"""Further relations of a step that a sentence names."""


class Told(msgspec.Struct, frozen=True):
    """What a sentence needs to know: the nodes and facts of a path, the words, the view's day."""

    nodes: Mapping[str, Fact]
    """The nodes of the path by id; one that is missing is called by its id."""
    facts: Mapping[str, Fact]
    """The relations and record parties that are crossed, other relations of the same steps, records of findings; by key."""
    words: Phrasebook
    day: int


def sentence_of(path: Path, told: Told) -> Wording:
    """Return the sentence of a path. Linear in its length."""
    steps = [_step(start, hop, told) for start, hop in zip(path.nodes[:-1], path.hops, strict=True)]
    if not steps:
        return name_of(path.start, told)
    return _filled(
        told.words.sentence,
        day=_date(date.fromordinal(told.day).isoformat(), told.words),
        steps=joined(steps, told.words.join),
        notes=joined(tuple(_notes(path, told)), _NOTHING),
    )


def name_of(node: str, told: Told) -> Wording:
    """Return what a node is called on the view's day."""
    found = told.nodes.get(node)
    name = node
    if isinstance(found, Party):
        name = found.name_on(told.day)
    elif isinstance(found, Case):
        name = found.name or node
    elif isinstance(found, ContactValue):
        name = node.partition(":")[2]
    return Wording(name, name)


def _step(start: str, hop: Hop, told: Told) -> Wording:
    """Return one step: its phrase, and the details in brackets."""
    first, last = (start, hop.node) if hop.forward else (hop.node, start)
    fact = told.facts.get(hop.fact)
    said = _phrase(hop.kind, fact, first, last, told, forward=hop.forward)
    details = tuple(_details(hop, fact, last, told)) if isinstance(fact, Relation) else ()
    if not details:
        return said
    inside = _filled(told.words.brackets, details=joined(details, told.words.details))
    return joined((said, inside), _NOTHING)


def _phrase(kind: str, fact: Fact | None, first: str, last: str, told: Told, *, forward: bool) -> Wording:
    phrase = told.words.of_kind[kind]
    return _filled(
        phrase.forward if forward else phrase.backward,
        **{"from": name_of(first, told), "to": name_of(last, told)},
        share=_share(fact, told.words) if isinstance(fact, Relation) else told.words.share.unstated,
        record=_record(fact, told),
    )


def _record(fact: Fact | None, told: Told) -> Wording:
    """Return what the decision of a finding is called."""
    key = getattr(fact, "record", "")
    record = told.facts.get(key)
    name = (record.document_no or record.title or key) if isinstance(record, CreditRecord) else key
    return Wording(name, name)


def _details(hop: Hop, relation: Relation, organisation: str, told: Told) -> Iterator[Wording]:
    words = told.words.detail
    if relation.title:
        yield _filled(words.title, title=relation.title)
    if relation.kind is RelationKind.HOLDS and _has_votes(relation):
        low, high = relation.vote_bounds()
        yield _filled(words.votes, share=_bounds(low, high, relation.vote_share is not None, told.words))
    if relation.amount is not None:
        yield _filled(words.amount, amount=relation.amount, currency=_currency(relation, told.words))
    yield from _period(relation, told.words)
    name = name_of(organisation, told).zh
    basis = next((b for b in told.words.of_kind[hop.kind].basis if b.fits(told.day, name)), None)
    if basis is not None:
        yield _filled(words.basis, basis=basis)
    if hop.others:
        yield _filled(words.others, count=len(hop.others), relations=_others(hop.others, told))


def _currency(relation: Relation, words: Phrasebook) -> Wording:
    code = relation.currency or _YUAN
    return words.currency.yuan if code == _YUAN else Wording(code, code)


def _has_votes(relation: Relation) -> bool:
    return (relation.vote_share, relation.vote_min, relation.vote_max) != (None, None, None)


def _others(keys: Sequence[str], told: Told) -> Wording:
    """Return the first of the further relations of a step, each read from its start to its end."""
    found = [told.facts.get(key) for key in keys[:_MOST_OTHERS]]
    relations = [fact for fact in found if isinstance(fact, Relation)]
    said = [_phrase(r.kind, r, r.from_id, r.to_id, told, forward=True) for r in relations]
    return joined(said, told.words.list)


def _period(relation: Relation, words: Phrasebook) -> Iterator[Wording]:
    since, until = relation.valid_from, relation.valid_to
    if since and until:
        yield _filled(words.detail.period, since=_date(since, words), until=_date(until, words))
    elif since:
        yield _filled(words.detail.since, since=_date(since, words))
    elif until:
        yield _filled(words.detail.until, until=_date(until, words))
    if relation.ended and until is None:
        yield words.detail.ended


def _share(relation: Relation, words: Phrasebook) -> Wording:
    if (relation.share, relation.share_min, relation.share_max) == (None, None, None):
        return words.share.unstated
    low, high = relation.share_bounds()
    if relation.share is None and relation.share_min is None:
        return _filled(words.share.at_most, high=percent(high))
    if relation.share is None and relation.share_max is None:
        return _filled(words.share.at_least, low=percent(low))
    return _bounds(low, high, relation.share is not None, words)


def _bounds(low: int, high: int, exact: bool, words: Phrasebook) -> Wording:
    if exact or low == high:
        return _filled(words.share.exact, share=percent(low))
    if high >= WHOLE:
        return _filled(words.share.at_least, low=percent(low))
    return _filled(words.share.range, low=percent(low), high=percent(high))


def _notes(path: Path, told: Told) -> Iterator[Wording]:
    """Return what must be known with the sentence: missing days, mere leads, weak identities."""
    words = told.words.note
    crossed = [(str(place), told.facts.get(hop.fact)) for place, hop in enumerate(path.hops, 1)]
    relations = [(place, fact) for place, fact in crossed if isinstance(fact, Relation)]
    for wording, places in (
        (words.undated, [place for place, relation in relations if relation.valid_from is None]),
        (words.suspected, [place for place, relation in relations if relation.kind in SUSPECTED]),
    ):
        if places:
            yield _filled(wording, steps=_list(places, told.words))
    for wording, certainty in (
        (words.known_by_name, Certainty.NAME_ONLY),
        (words.known_inside, Certainty.SCOPED),
        (words.known_by_judgement, Certainty.JUDGED),
    ):
        names = [name_of(node, told).zh for node in path.nodes if _identity(node, told) is certainty]
        if names:
            yield _filled(wording, names=_list(dict.fromkeys(names), told.words))


def _identity(node: str, told: Told) -> Certainty:
    found = told.nodes.get(node)
    return found.identity if isinstance(found, Party) else Certainty.PROVEN


def _date(text: str, words: Phrasebook) -> Wording:
    """Return a date with its precision as each language writes it."""
    first = date.fromordinal(bounds(text)[0])
    wording = {_DAY: words.day.day, _MONTH: words.day.month}.get(len(text), words.day.year)
    return _filled(wording, year=first.year, month=first.month, day=first.day)


def _list(texts: Iterable[str], words: Phrasebook) -> Wording:
    return joined([Wording(text, text) for text in texts], words.list)


def _filled(wording: Wording, **places: Place) -> Wording:
    return filled(wording, places)
