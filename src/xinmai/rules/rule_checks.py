"""What must hold of a rule beyond its form: a rule that the engine would read wrongly never loads."""

import string
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from typing import Final

from xinmai.errors import CatalogueError
from xinmai.model.vocabulary import Capacity, Effect, RelationKind, Tier
from xinmai.rules.rule import Rule, Step
from xinmai.rules.rule_words import Basis, Ending, Responsibility, Target

PERSON_TO_ORGANISATION: Final = frozenset(
    {
        RelationKind.LEGAL_REPRESENTATIVE,
        RelationKind.PRINCIPAL,
        RelationKind.DIRECTOR,
        RelationKind.SUPERVISOR,
        RelationKind.SENIOR_MANAGER,
        RelationKind.FINANCE_HEAD,
        RelationKind.PRACTITIONER,
        RelationKind.EMPLOYEE,
        RelationKind.FOUNDER,
        RelationKind.PROJECT_MANAGER,
    }
)
"""Relations that point from a person to the organisation of a post."""

RULE_PLACES: Final = frozenset({"enterprise", "person", "capacity", "date", "until", "sanction"})
"""Facts that the sentence of a rule may name."""
EMPLOYER_PLACES: Final = RULE_PLACES | {"organisation", "from"}
"""Facts that the sentence of an employer's consequence may name."""

Problems = Iterable[str | None]


def check_rule(file: str, rule: Rule) -> None:
    """Refuse a rule that contradicts itself.

    Raises
    ------
    CatalogueError
        With the rule and the first thing that is wrong in it.
    """
    for check in _CHECKS:
        for problem in check(rule):
            if problem:
                raise CatalogueError(file, f"rule {rule.id} version {rule.version}", problem)


def check_versions(placed: Sequence[tuple[str, Rule]]) -> None:
    """Refuse a version given twice, and two versions of one rule that are in force on one day.

    Raises
    ------
    CatalogueError
        With the file of the later of the two.
    """
    for (_, one), (file, other) in combinations(placed, 2):
        if one.id != other.id:
            continue
        place = f"rule {other.id} version {other.version}"
        if one.version == other.version:
            raise CatalogueError(file, place, "this version is given twice")
        if one.valid.covers(other.valid.start.toordinal()) or other.valid.covers(one.valid.start.toordinal()):
            raise CatalogueError(file, place, f"valid: overlaps with version {one.version}")


def _path_leads_somewhere(rule: Rule) -> Problems:
    if rule.basis is Basis.SELF:
        yield "paths: a rule on the subject itself has none" if rule.paths else None
        yield None if rule.target is Target.THE_SUBJECT else "target: must be the_subject"
        yield None if rule.capacities == (Capacity.SUBJECT,) else "capacities: must be subject"
        return
    yield None if rule.paths else "paths: missing; nobody would be reached"
    yield None if rule.target is Target.RESPONSIBLE_PERSON else "target: must be responsible_person"
    for path in rule.paths:
        yield None if len(path) == 1 else "paths: a path of this version has exactly one step"
        yield from map(_step_problem, path)


def _step_problem(step: Step) -> str | None:
    if step.dir != "in":
        return "paths: nobody responsible stands where the enterprise points to; dir must be in"
    if step.finding == bool(step.relations):
        return "paths: a step goes over finding or over relations, one of them"
    wrong = [kind for kind in step.relations if kind not in PERSON_TO_ORGANISATION]
    return f"paths: {wrong[0]} is no office of a person in an organisation" if wrong else None


def _basis_fits(rule: Rule) -> Problems:
    by_finding = [step.finding for path in rule.paths for step in path]
    if rule.basis is Basis.FINDING:
        yield None if by_finding and all(by_finding) else "paths: a rule on findings goes over finding only"
    if rule.basis is Basis.STATUTORY_ROLE:
        yield "paths: a rule on roles needs a role" if all(by_finding) else None
        yield None if rule.tenure else "tenure: missing; a role counts at the right time only"
    if any(by_finding):
        none_asked = rule.personal_responsibility is Responsibility.NO
        yield "personal_responsibility: a finding must be asked for" if none_asked else None


def _effect_fits(rule: Rule) -> Problems:
    alert = rule.effect is Effect.ALERT
    known = alert or rule.effect is Effect.AUTOMATIC
    yield None if known else f"effect: {rule.effect} is not applied by this version"
    yield None if alert == (rule.tier is Tier.INFORMATIONAL) else "tier: INFORMATIONAL goes with ALERT only"
    if alert:
        yield "term: an alert has none" if rule.term or rule.lifetime else None
        yield "employers: an alert binds no employer" if rule.employers else None


def _end_is_known(rule: Rule) -> Problems:
    start, end = rule.valid.start, rule.valid.end
    yield None if end is None or start < end else "valid: ends before it starts"
    runs_out = Ending.EXPIRY in rule.ends
    yield None if runs_out == (rule.term is not None) else "ends: expiry goes with a term"
    yield "lifetime: excludes a term" if rule.lifetime and rule.term else None
    yield None if (rule.marks.term is None) == (rule.term is None) else "marks: term goes with a term"
    if rule.term is not None:
        yield (
            None
            if rule.term.min == rule.term.max
            else "term: min and max must be equal where no decision fixes it"
        )


def _places_are_known(rule: Rule) -> Problems:
    allowed = RULE_PLACES if rule.term else RULE_PLACES - {"until"}
    yield _place_problem("sentence", (rule.sentence.zh, rule.sentence.en), allowed)
    for employer in rule.employers:
        texts = (employer.sentence.zh, employer.sentence.en)
        yield _place_problem("employers.sentence", texts, EMPLOYER_PLACES)
        yield from (_post_problem(post.relations, post.codes) for post in employer.posts)
        binds = employer.effect in {Effect.DUTY, Effect.INVALIDITY}
        yield None if binds else "employers.effect: an employer has a DUTY, or its act is an INVALIDITY"


def _post_problem(relations: Sequence[RelationKind], codes: Sequence[str]) -> str | None:
    wrong = [kind for kind in relations if kind not in PERSON_TO_ORGANISATION]
    if wrong:
        return f"employers.posts: {wrong[0]} is no post"
    return None if relations or codes else "employers.posts: a post without relation or code is any post"


def _place_problem(key: str, texts: Iterable[str], allowed: frozenset[str]) -> str | None:
    for text in texts:
        try:
            places = {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
        except ValueError as error:
            return f"{key}: {error}"
        if places - allowed:
            return f"{key}: {{{min(places - allowed)}}} is no fact that it may name"
    return None


_CHECKS: tuple[Callable[[Rule], Problems], ...] = (
    _path_leads_somewhere,
    _basis_fits,
    _effect_fits,
    _end_is_known,
    _places_are_known,
)
