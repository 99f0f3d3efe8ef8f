"""Whom does a record reach, by which rule, until when? Complete in one run, computed on read, with proof.

Default is no propagation: only a rule creates a consequence, and a consequence is no trigger. Whatever a missing fact
leaves open is named in ``unmatched`` and reaches nobody.
"""

from collections.abc import Iterator

import msgspec

from xinmai.analysis.consequences import employer_draft, own_draft, sealed
from xinmai.analysis.employers import employments
from xinmai.analysis.openness import OpenQuestion, merged
from xinmai.analysis.periods import bar_of, has_ended, term_from
from xinmai.analysis.reach import reach
from xinmai.analysis.situation import Bar, Situation
from xinmai.analysis.triggers import Hit, read_triggers
from xinmai.model.consequence import Consequence, ConsequenceList
from xinmai.model.dates import bounds
from xinmai.model.record import CreditRecord
from xinmai.model.subgraph import Subgraph
from xinmai.model.vocabulary import Effect
from xinmai.rules.rule import Rule
from xinmai.rules.rulebook import RuleBook

Result = Consequence | OpenQuestion


def propagate(record: CreditRecord, graph: Subgraph, rules: RuleBook, as_of: int) -> ConsequenceList:
    """Return everything that follows from a record on a day.

    Parameters
    ----------
    record
        The record with its parties, sanctions and events.
    graph
        Its surroundings on every day: relations into its subjects and into the organisations inside which it names
        somebody; posts of the persons so found; qualification records of the organisations where they hold them.
    rules
        The catalogue. An empty one gives nothing.
    as_of
        The day of the question.

    Notes
    -----
    An annulled record gives nothing on any day. Nothing holds before the decision or after the last day, which is
    inclusive. Linear in rules times relations around the record; the order of facts plays no part.
    """
    applied = () if record.is_annulled() else rules.rules
    results = [(rule, result) for rule in applied for result in _apply(rule, record, graph, rules, as_of)]
    found = _distinct([result for _, result in results if isinstance(result, Consequence)])
    questions = ((rule.id, x) for rule, x in results if isinstance(x, OpenQuestion))
    return ConsequenceList(
        items=tuple(c for c in found if c.effect is not Effect.ALERT),
        alerts=tuple(c for c in found if c.effect is Effect.ALERT),
        unmatched=merged(questions),
        completeness=msgspec.structs.replace(graph.completeness, rule_pack=rules.digest),
    )


def _distinct(found: list[Consequence]) -> list[Consequence]:
    """Return each consequence once, in order, however many subjects of the record lead to it."""
    once: dict[tuple[str, str, str, str, str], Consequence] = {}
    for c in found:
        once.setdefault((c.rule, c.party, c.effect, c.code, c.concerns or ""), c)
    return sorted(once.values(), key=_order)


def _order(consequence: Consequence) -> tuple[str, str, int, str, str]:
    c = consequence
    return c.rule, c.party, c.from_day, c.code, c.concerns or ""


def _apply(
    rule: Rule, record: CreditRecord, graph: Subgraph, rules: RuleBook, as_of: int
) -> Iterator[Result]:
    triggered = read_triggers(rule, record)
    if not (triggered.hits or triggered.questions) or has_ended(rule, record, as_of):
        return
    decided = _decided(rule, record, as_of)
    if isinstance(decided, OpenQuestion):
        yield decided
    elif decided is not None:
        if term_from(rule, decided, decided).holds_on(as_of):
            yield from triggered.questions
        situation = Situation(record, graph, rules, as_of, decided)
        for hit in triggered.hits:
            yield from _on_subject(rule, hit, situation)


def _decided(rule: Rule, record: CreditRecord, as_of: int) -> int | OpenQuestion | None:
    """Return the day of the decision; None where this version does not speak for it, or not yet or no longer."""
    if record.decided_on is None:
        return OpenQuestion(record.id, "the day of the decision is not stated")
    first, last = bounds(record.decided_on)
    if as_of < first or not any(rule.is_chosen(day, as_of) for day in (first, last)):
        return None
    if first == last:
        return first
    over = not Bar(first, term_from(rule, last, last).until).holds_on(as_of)
    return (
        None
        if over
        else OpenQuestion(record.id, f"the day of the decision is stated as {record.decided_on} only")
    )


def _on_subject(rule: Rule, hit: Hit, situation: Situation) -> Iterator[Result]:
    bar = bar_of(rule, hit, situation)
    if isinstance(bar, OpenQuestion):
        yield bar
        return
    if not bar.holds_on(situation.as_of):
        return
    found = reach(rule, hit, situation)
    yield from found.questions
    for reached in found.reached:
        yield sealed(own_draft(rule, hit, reached, bar, situation), rule, situation)
        employment = employments(rule, reached, bar, situation)
        yield from employment.questions
        for employed in employment.employed:
            draft = employer_draft(rule, hit, reached, bar, employed, situation)
            yield sealed(draft, rule, situation)
