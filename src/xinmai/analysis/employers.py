"""What the bar of a person means for organisations where the person holds a post.

Predicates: ``posts`` (relation kind and post code), ``licence`` (a licence of that type in force on the day), ``when``
(against the days of the bar). A shareholding is no post; the enterprise of the record itself is never touched; a person
known by a printed name is touched inside that one organisation only.
"""

from collections.abc import Iterator

import msgspec

from xinmai.analysis.openness import OpenQuestion, both, either
from xinmai.analysis.reach import Reached
from xinmai.analysis.situation import Bar, Situation
from xinmai.analysis.triggers import licence_of
from xinmai.model.dates import FOREVER, bounds, earliest, latest
from xinmai.model.fact import Fact
from xinmai.model.ids import PublicId
from xinmai.model.record import CreditRecord
from xinmai.model.relation import Relation
from xinmai.model.vocabulary import Answer, Capacity, Certainty, RecordKind, SanctionKind
from xinmai.rules.rule import Employer, PostTest, Rule
from xinmai.rules.rule_words import When


class Employed(msgspec.Struct, frozen=True):
    """An organisation that a bar touches, 所涉用人单位."""

    employer: Employer
    post: Relation
    bar: Bar
    """The days on which both the bar runs and the post is held."""
    facts: tuple[Fact, ...]
    """Facts on the licence."""


class Employment(msgspec.Struct, frozen=True):
    """All organisations that a person's bar touches, and what leaves it open."""

    employed: tuple[Employed, ...]
    questions: tuple[OpenQuestion, ...]


def employments(rule: Rule, reached: Reached, bar: Bar, situation: Situation) -> Employment:
    """Return the organisations that the bar of a person touches on the day, ordered by organisation.

    An organisation is listed once for each consequence, with the post that began first.
    """
    found: dict[tuple[PublicId, str], Employed] = {}
    questions: list[OpenQuestion] = []
    for employer, post in _posts(rule, reached, situation):
        answer, facts, open_questions = _touched(employer, post, bar, situation)
        if answer is Answer.UNKNOWN:
            questions.extend(open_questions)
        if answer is not Answer.YES:
            continue
        one = Employed(employer, post, _days(post, bar), facts)
        other = found.setdefault((post.to_id, employer.consequence.code), one)
        if (one.bar.first, one.post.id) < (other.bar.first, other.post.id):
            found[post.to_id, employer.consequence.code] = one
    ordered = (found[key] for key in sorted(found))
    return Employment(tuple(ordered), tuple(dict.fromkeys(questions)))


def candidate_employers(rules: tuple[Rule, ...], posts: tuple[Relation, ...]) -> tuple[PublicId, ...]:
    """Return the organisations whose licences some rule asks for, given persons' posts; ordered."""
    asking = [employer for rule in rules for employer in rule.employers if employer.licence is not None]
    return tuple(sorted({post.to_id for post in posts if any(_is_post(e.posts, post) for e in asking)}))


_FAR = frozenset({Certainty.PROVEN, Certainty.JUDGED})
"""Identities over which effects travel to other organisations (CONTRACT 3)."""


def _posts(rule: Rule, reached: Reached, situation: Situation) -> Iterator[tuple[Employer, Relation]]:
    for employer in rule.employers:
        for post in situation.graph.out_of.get(reached.party, ()):
            organisation = situation.graph.party.get(post.to_id)
            inside = reached.certainty in _FAR or post.to_id == reached.scope
            if (
                organisation is not None
                and post.to_id not in situation.subjects
                and inside
                and (not employer.kinds or organisation.kind in employer.kinds)
                and _is_post(employer.posts, post)
            ):
                yield employer, post


def _is_post(tests: tuple[PostTest, ...], post: Relation) -> bool:
    return any(
        (not test.relations or post.kind in test.relations) and (not test.codes or post.code in test.codes)
        for test in tests
    )


def _touched(
    employer: Employer, post: Relation, bar: Bar, situation: Situation
) -> tuple[Answer, tuple[Fact, ...], tuple[OpenQuestion, ...]]:
    in_time = both((post.held_on(situation.as_of), _began(employer.when, post, bar)))
    if in_time is Answer.NO or employer.licence is None:
        return in_time, (), (OpenQuestion(post.id, "since or until when the post is held is not stated"),)
    licensed, facts = holds_licence(post.to_id, employer.licence, situation)
    missing = f"whether it holds a licence of type {employer.licence} on the day is not stated"
    questions = (
        *((OpenQuestion(post.to_id, missing),) if licensed is Answer.UNKNOWN else ()),
        *(
            (OpenQuestion(post.id, "since or until when the post is held is not stated"),)
            if in_time is Answer.UNKNOWN
            else ()
        ),
    )
    return both((in_time, licensed)), facts, questions


def _began(when: When, post: Relation, bar: Bar) -> Answer:
    if when is When.WHILE_BAR_RUNS:
        return Answer.YES
    if post.valid_from is None:
        return Answer.UNKNOWN
    first, last = bounds(post.valid_from)
    during = when is When.APPOINTED_DURING_BAR
    if first >= bar.first:
        return Answer.YES if during else Answer.NO
    if last < bar.first:
        return Answer.NO if during else Answer.YES
    return Answer.UNKNOWN


def _days(post: Relation, bar: Bar) -> Bar:
    """Return the days that the bar and the post certainly share."""
    ends = [day for day in (bar.until, earliest(post.valid_to, FOREVER) - 1) if day is not None]
    last = min(ends)
    return Bar(max(bar.first, latest(post.valid_from)), None if last >= FOREVER - 1 else last)


def holds_licence(party: PublicId, licence: str, situation: Situation) -> tuple[Answer, tuple[Fact, ...]]:
    """Say whether a party holds a licence on the view's day: a qualification in force and not revoked since.

    UNKNOWN where the data hold no qualification of that type for it at all.
    """
    own = [r for r in situation.graph.records if _is_about(r, party) and not r.is_annulled()]
    licences = [r for r in own if r.kind is RecordKind.QUALIFICATION and r.licence_type == licence]
    if not licences:
        return Answer.UNKNOWN, ()
    answers = [(_in_force(one, licence, own, situation.as_of), one) for one in licences]
    answer = either(one for one, _ in answers)
    return answer, tuple(record for one, record in answers if one is answer)


def _is_about(record: CreditRecord, party: PublicId) -> bool:
    return any(row.party == party and row.capacity is Capacity.SUBJECT for row in record.parties)


def _in_force(one: CreditRecord, licence: str, own: list[CreditRecord], day: int) -> Answer:
    start = one.effective_from or one.decided_on
    if earliest(start) > day or latest(one.effective_to) <= day:
        return Answer.NO
    revoked = either(_revokes(other, one, licence, day) for other in own)
    if revoked is Answer.YES:
        return Answer.NO
    sure = start is not None and latest(start) <= day < earliest(one.effective_to, FOREVER)
    return Answer.YES if sure and revoked is Answer.NO else Answer.UNKNOWN


def _revokes(decision: CreditRecord, one: CreditRecord, licence: str, day: int) -> Answer:
    """Say whether a decision by a day revoked a licence that was given before it.

    Open where the decision states neither itself nor by its sanction which permit it revokes.
    """
    decided = earliest(decision.decided_on, FOREVER)
    if not earliest(one.effective_from or one.decided_on) <= decided <= day:
        return Answer.NO
    holders = {None, *(row.party for row in one.parties)}
    revoked = {
        licence_of(s, decision)
        for s in decision.sanctions
        if s.kind is SanctionKind.PERMIT_REVOKED and s.party in holders
    }
    if licence in revoked:
        return Answer.YES
    return Answer.UNKNOWN if None in revoked else Answer.NO
