"""Whom a rule reaches from the enterprise of a record: the holder of a role at the right time, or who was found responsible.

A role and a finding are two things. A finding carries the office in which the decision found the person; relations that
certainly say otherwise contradict it, and then nobody is reached and the contradiction is named. A finding inside one
organisation says nothing about another subject of the same record.
"""

from collections import defaultdict
from collections.abc import Iterator

import msgspec

from xinmai.analysis.naming import Named, bind, identity_of
from xinmai.analysis.openness import OpenQuestion, either
from xinmai.analysis.situation import Situation
from xinmai.analysis.tenure import Held, conduct_of, covers, judge_tenure, most_fitting
from xinmai.analysis.triggers import Hit, live_subjects
from xinmai.model.ids import PublicId
from xinmai.model.path import Hop, Path
from xinmai.model.proof import ProofStep, use_of
from xinmai.model.record import RecordParty
from xinmai.model.relation import Relation
from xinmai.model.vocabulary import Answer, Certainty, RelationKind
from xinmai.rules.rule import Rule, Step
from xinmai.rules.rule_checks import PERSON_TO_ORGANISATION
from xinmai.rules.rule_words import Basis, Responsibility

_OFFICES = frozenset(str(kind) for kind in RelationKind)


class Reached(msgspec.Struct, frozen=True):
    """Somebody whom a rule reaches, and how, 所及者."""

    party: PublicId
    certainty: Certainty
    path: Path
    steps: tuple[ProofStep, ...] = ()
    capacity: str = "subject"
    """Word for the capacity in which it is reached."""
    scope: PublicId | None = None
    """For a printed name: the organisation inside which alone it counts."""


class _Attempt(msgspec.Struct, frozen=True):
    party: PublicId | None
    answer: Answer
    reached: Reached | None = None
    questions: tuple[OpenQuestion, ...] = ()


class Reach(msgspec.Struct, frozen=True):
    """All whom a rule reaches by one subject of the record, and what leaves it open."""

    reached: tuple[Reached, ...]
    questions: tuple[OpenQuestion, ...] = ()


def reach(rule: Rule, hit: Hit, situation: Situation) -> Reach:
    """Return whom a rule reaches from one subject of the record, ordered by id."""
    if rule.basis is Basis.SELF:
        return _itself(hit, situation)
    attempts = [attempt for path in rule.paths for attempt in _attempts(rule, path[0], hit, situation)]
    by_party: defaultdict[PublicId | None, list[_Attempt]] = defaultdict(list)
    for attempt in attempts:
        by_party[attempt.party].append(attempt)
    reached: list[Reached] = []
    questions: list[OpenQuestion] = []
    for several in by_party.values():
        certain = next((attempt.reached for attempt in several if attempt.reached is not None), None)
        if certain is not None:
            reached.append(certain)
        else:
            questions.extend(question for attempt in several for question in attempt.questions)
    return Reach(tuple(sorted(reached, key=lambda r: r.party)), tuple(dict.fromkeys(questions)))


def _itself(hit: Hit, situation: Situation) -> Reach:
    row = hit.subject
    if row.party is not None:
        certainty = identity_of(row.party, situation.graph)
        return Reach((Reached(row.party, certainty, Path(row.party, (), certainty)),))
    link = bind(row, situation.graph)
    if link is None:
        missing = "the subject has no id; a name alone reaches nobody"
        return Reach((), (OpenQuestion(row.party_name or row.key, missing),))
    path = Path(link.from_id, (), Certainty.SCOPED)
    step = ProofStep("same name inside", Answer.YES, {"name": row.party_name or ""}, (use_of(link),))
    return Reach((Reached(link.from_id, Certainty.SCOPED, path, (step,), scope=row.party_scope),))


def _attempts(rule: Rule, step: Step, hit: Hit, situation: Situation) -> Iterator[_Attempt]:
    if hit.subject.party is None:
        return iter(())
    if step.finding:
        return _by_finding(rule, hit.subject.party, situation)
    return _by_role(rule, step, hit.subject.party, situation)


def _by_role(rule: Rule, step: Step, enterprise: PublicId, situation: Situation) -> Iterator[_Attempt]:
    if rule.tenure is None:
        return
    roles = _roles(enterprise, step.relations, situation)
    for person, held_roles in sorted(roles.items()):
        finding = situation.names.finding_on(person, enterprise)
        if rule.without_finding and finding not in rule.without_finding:
            continue
        held = judge_tenure(rule.tenure, held_roles, situation.record, situation.decided)
        if held.answer is not Answer.YES:
            yield _Attempt(person, held.answer, None, held.questions)
            continue
        role = most_fitting(rule.tenure, held_roles, situation.record, situation.decided)
        steps = [_tenure_step(held, held_roles, situation)]
        if rule.without_finding:
            steps.append(ProofStep("without_finding", Answer.YES, {"finding": finding}))
        certainty = identity_of(person, situation.graph)
        path = Path(enterprise, (Hop(role.id, role.kind, forward=False, node=person),), certainty)
        yield _Attempt(person, Answer.YES, Reached(person, certainty, path, tuple(steps), role.kind))


def _roles(
    enterprise: PublicId, kinds: tuple[RelationKind, ...], situation: Situation
) -> dict[PublicId, list[Relation]]:
    roles: defaultdict[PublicId, list[Relation]] = defaultdict(list)
    for relation in situation.graph.into.get(enterprise, ()):
        if relation.kind in kinds:
            roles[relation.from_id].append(relation)
    return roles


def _tenure_step(held: Held, roles: list[Relation], situation: Situation) -> ProofStep:
    record = situation.record
    values = {
        **held.days,
        "conduct": f"{record.act_from or ''}…{record.act_to or ''}",
        "decided_on": record.decided_on or "",
        "held": "; ".join(f"{role.valid_from or ''}…{role.valid_to or ''}" for role in roles),
    }
    return ProofStep("tenure", held.answer, values, tuple(use_of(role) for role in roles))


def _by_finding(rule: Rule, enterprise: PublicId, situation: Situation) -> Iterator[_Attempt]:
    for row, question in situation.names.questions:
        if (
            row.capacity in rule.capacities
            and row.personal_responsibility is not Answer.NO
            and not _is_of_another(row, enterprise, situation)
        ):
            yield _Attempt(None, Answer.UNKNOWN, None, (question,))
    for named in situation.names.named:
        if named.row.capacity not in rule.capacities or _is_of_another(named.row, enterprise, situation):
            continue
        answer = _found(rule, named)
        if answer is Answer.UNKNOWN:
            missing = "whether the decision finds the person responsible is not stated"
            yield _Attempt(named.party, answer, None, (OpenQuestion(named.party, missing),))
        elif answer is Answer.YES:
            yield _found_person(rule, enterprise, named, situation)


def _is_of_another(row: RecordParty, enterprise: PublicId, situation: Situation) -> bool:
    return row.party_scope != enterprise and row.party_scope in situation.subjects


def _found(rule: Rule, named: Named) -> Answer:
    said = named.row.personal_responsibility
    if rule.personal_responsibility is Responsibility.YES and said is Answer.UNKNOWN:
        return Answer.NO
    return said


def _found_person(rule: Rule, enterprise: PublicId, named: Named, situation: Situation) -> _Attempt:
    row = named.row
    doubt = _contradiction(rule, enterprise, named, situation) or _elsewhere(enterprise, named, situation)
    if doubt is not None:
        return _Attempt(named.party, Answer.UNKNOWN, None, (doubt,))
    values = {"capacity": row.capacity, "personal_responsibility": row.personal_responsibility}
    facts = (use_of(row), *(() if named.link is None else (use_of(named.link),)))
    step = ProofStep("finding", Answer.YES, {key: str(value) for key, value in values.items()}, facts)
    hop = Hop(row.key, "finding", forward=True, node=named.party)
    path = Path(enterprise, (hop,), named.certainty)
    reached = Reached(named.party, named.certainty, path, (step,), row.capacity, row.party_scope)
    return _Attempt(named.party, Answer.YES, reached)


def _elsewhere(enterprise: PublicId, named: Named, situation: Situation) -> OpenQuestion | None:
    """Return a question where nothing says that a finding concerns this subject of the record and no other.

    A finding without an organisation concerns the only subject, or one in which the person certainly stood at the time.
    """
    scope = named.row.party_scope
    if scope == enterprise:
        return None
    if scope is not None:
        return OpenQuestion(
            named.party, f"{scope}, inside which it is found responsible, is no subject of the record"
        )
    if len({row.party or row.party_name for row in live_subjects(situation.record)}) == 1:
        return None
    roles = _roles(enterprise, tuple(PERSON_TO_ORGANISATION), situation).get(named.party, [])
    conduct = conduct_of(situation.record, situation.decided)
    answers = (answer for r in roles for answer in (covers(r, conduct), r.held_on(situation.decided)))
    if either(answers) is Answer.YES:
        return None
    return OpenQuestion(
        named.party, f"whether the decision finds it responsible inside {enterprise} is not stated"
    )


def _contradiction(
    rule: Rule, enterprise: PublicId, named: Named, situation: Situation
) -> OpenQuestion | None:
    """Return a question where a rule on findings asks for the office and all stated terms of it lie elsewhere."""
    office = str(named.row.capacity)
    if rule.basis is not Basis.FINDING or rule.tenure is None or office not in _OFFICES:
        return None
    roles = _roles(enterprise, (RelationKind(office),), situation).get(named.party, [])
    if (
        not roles
        or judge_tenure(rule.tenure, roles, situation.record, situation.decided).answer is not Answer.NO
    ):
        return None
    return OpenQuestion(named.party, f"the decision finds it {office} at the time, the register does not")
