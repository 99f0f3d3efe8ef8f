"""From which day until which day a consequence holds."""

from xinmai.analysis.openness import OpenQuestion
from xinmai.analysis.situation import Bar, Situation
from xinmai.analysis.terms import last_day
from xinmai.analysis.triggers import Hit
from xinmai.model.dates import bounds
from xinmai.model.record import CreditRecord, RecordParty, Sanction
from xinmai.model.vocabulary import EventKind, SanctionKind
from xinmai.rules.rule import Rule
from xinmai.rules.rule_words import Anchor, Ending

_ANCHOR_SANCTION = {
    Anchor.LICENCE_REVOKED: SanctionKind.LICENCE_REVOKED,
    Anchor.PERMIT_REVOKED: SanctionKind.PERMIT_REVOKED,
    Anchor.CLOSURE_ORDERED: SanctionKind.CLOSURE,
}
_ENDING_EVENT = {
    Ending.REPAIR: EventKind.REPAIRED,
    Ending.REMOVAL: EventKind.REMOVED,
    Ending.PERFORMANCE: EventKind.PERFORMED,
}


def bar_of(rule: Rule, hit: Hit, situation: Situation) -> Bar | OpenQuestion:
    """Return on which days the rule holds for a subject; a question where its anchor has no exact day."""
    if rule.term is None:
        return Bar(situation.decided, None)
    anchor = _anchor(rule.term.anchors, hit.subject, situation)
    return anchor if isinstance(anchor, OpenQuestion) else term_from(rule, anchor, situation.decided)


def term_from(rule: Rule, anchor: int, decided: int) -> Bar:
    """Return the days of a rule that runs from an anchor; nothing holds before the decision."""
    until = None if rule.term is None else last_day(anchor, rule.term.max, rule.term.unit)
    return Bar(max(anchor, decided), until)


def has_ended(rule: Rule, record: CreditRecord, day: int) -> bool:
    """Say whether an event that ends the rule's consequence had happened by a day."""
    return any(record.happened(_ENDING_EVENT[e], day) for e in rule.ends if e in _ENDING_EVENT)


def _anchor(anchors: tuple[Anchor, ...], subject: RecordParty, situation: Situation) -> int | OpenQuestion:
    for anchor in anchors:
        if anchor is Anchor.DECIDED_ON:
            return situation.decided
        sanction = _sanction(_ANCHOR_SANCTION[anchor], subject, situation.record)
        if sanction is not None:
            return _begin(sanction, situation.decided)
    days = " or ".join(anchors)
    return OpenQuestion(
        situation.record.id, f"the text lets the term run from {days}; the record has no such day"
    )


def _sanction(kind: SanctionKind, subject: RecordParty, record: CreditRecord) -> Sanction | None:
    of_kind = (s for s in record.sanctions if s.kind is kind and s.party in {None, subject.party})
    return next(of_kind, None)


def _begin(sanction: Sanction, decided: int) -> int | OpenQuestion:
    if sanction.from_date is None:
        return decided
    first, last = bounds(sanction.from_date)
    if first != last:
        return OpenQuestion(sanction.id, f"its first day is stated as {sanction.from_date} only")
    return first
