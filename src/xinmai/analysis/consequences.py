"""Puts a consequence together: its sentence, its dates, its proof."""

import msgspec

from xinmai.analysis.employers import Employed
from xinmai.analysis.reach import Reached
from xinmai.analysis.sentences import CRIMINAL_PENALTY, day_text, filled, listed, name_text
from xinmai.analysis.situation import Bar, Situation
from xinmai.analysis.terms import days_left
from xinmai.analysis.triggers import Hit
from xinmai.model.consequence import Consequence, Marks, Wording
from xinmai.model.dates import iso
from xinmai.model.ids import PublicId
from xinmai.model.path import Hop, Path
from xinmai.model.proof import Proof, ProofStep, use_of
from xinmai.model.vocabulary import Answer, Certainty, Effect, Tier
from xinmai.rules.rule import ConsequenceWord, Rule
from xinmai.rules.rule_words import Status


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """What is said of one party before it is sealed."""

    party: PublicId
    effect: Effect
    word: ConsequenceWord
    text: Wording
    bar: Bar
    marks: Marks
    path: Path
    steps: tuple[ProofStep, ...]
    actor: PublicId | None = None
    concerns: PublicId | None = None


def own_draft(rule: Rule, hit: Hit, reached: Reached, bar: Bar, situation: Situation) -> Draft:
    """Return what a rule attaches to somebody whom it reaches."""
    return Draft(
        party=reached.party,
        effect=rule.given_effect,
        word=rule.consequence,
        text=filled(rule.sentence, _places(hit, reached, bar, situation)),
        bar=bar,
        marks=rule.marks,
        path=reached.path,
        steps=(_trigger_step(hit, situation), _version_step(rule), *reached.steps, *_term_steps(rule, bar)),
    )


def employer_draft(
    rule: Rule, hit: Hit, reached: Reached, bar: Bar, employed: Employed, situation: Situation
) -> Draft:
    """Return what the bar of a person means for an organisation where the person holds a post."""
    post, employer = employed.post, employed.employer
    places = {
        **_places(hit, reached, bar, situation),
        "organisation": name_text(post.to_id, situation.graph, situation.as_of),
        "from": day_text(employed.bar.first),
    }
    hops = (*reached.path.hops, Hop(post.id, post.kind, forward=True, node=post.to_id))
    own = own_draft(rule, hit, reached, bar, situation)
    return Draft(
        party=post.to_id,
        effect=employer.effect,
        word=employer.consequence,
        text=filled(employer.sentence, places),
        bar=employed.bar,
        marks=msgspec.structs.replace(rule.marks, target=employer.mark_target or rule.marks.target),
        path=msgspec.structs.replace(reached.path, hops=hops),
        steps=(*own.steps, _employer_step(employed)),
        actor=post.to_id,
        concerns=reached.party,
    )


def sealed(draft: Draft, rule: Rule, situation: Situation) -> Consequence:
    """Return a draft as a consequence with its proof."""
    until = draft.bar.until
    by_name = draft.path.certainty is Certainty.NAME_ONLY
    return Consequence(
        party=draft.party,
        effect=effect_of(draft),
        tier=Tier.INFORMATIONAL if by_name else rule.given_tier,
        code=draft.word.code,
        meaning=Wording(draft.word.zh, draft.word.en),
        text=draft.text,
        from_day=draft.bar.first,
        until=until,
        lifetime=rule.lifetime,
        ends=tuple(str(ending) for ending in rule.ends),
        days_left=days_left(situation.as_of, until),
        scope=rule.scope,
        rule=rule.id,
        version=rule.version,
        marks=draft.marks,
        certainty=draft.path.certainty,
        actor=draft.actor,
        concerns=draft.concerns,
        disputed=(rule.note or rule.status) if rule.status is Status.DISPUTED else None,
        record=situation.record.id,
        path=draft.path,
        proof=_proof(draft, rule, situation),
    )


def effect_of(draft: Draft) -> Effect:
    """Return the effect of a draft: over a name alone nothing is more than an alert (CONTRACT 3)."""
    return Effect.ALERT if draft.path.certainty is Certainty.NAME_ONLY else draft.effect


def _proof(draft: Draft, rule: Rule, situation: Situation) -> Proof:
    conclusion = {
        "party": draft.party,
        "effect": str(effect_of(draft)),
        "code": draft.word.code,
        "certainty": str(draft.path.certainty),
        "from": iso(draft.bar.first),
        "until": "" if draft.bar.until is None else iso(draft.bar.until),
    }
    proof = Proof(
        rule=rule.id,
        version=rule.version,
        rule_pack=situation.rules.digest,
        cause=situation.record.id,
        as_of=iso(situation.as_of),
        conclusion=conclusion,
        steps=draft.steps,
    )
    return proof.sealed()


def _places(hit: Hit, reached: Reached, bar: Bar, situation: Situation) -> dict[str, Wording]:
    graph, day, rules = situation.graph, situation.as_of, situation.rules
    kinds = dict.fromkeys(sanction.kind for sanction in hit.sanctions)
    imposed = listed([rules.label(kind) for kind in kinds]) if kinds else CRIMINAL_PENALTY
    return {
        "enterprise": name_text(hit.subject.party or reached.party, graph, day),
        "person": name_text(reached.party, graph, day),
        "capacity": rules.label(reached.capacity),
        "date": day_text(situation.decided),
        "sanction": imposed,
        "until": Wording("", "") if bar.until is None else day_text(bar.until),
    }


def _trigger_step(hit: Hit, situation: Situation) -> ProofStep:
    record = situation.record
    values = {
        "kind": str(record.kind),
        "decided_on": record.decided_on or "",
        "state": str(record.state_on(situation.as_of)),
        "sanctions": "; ".join(
            f"{s.kind} {s.licence_type or ''} large={s.large}".replace("  ", " ") for s in hit.sanctions
        ),
    }
    facts = (use_of(record), use_of(hit.subject), *(use_of(sanction) for sanction in hit.sanctions))
    return ProofStep("trigger", Answer.YES, values, facts)


def _version_step(rule: Rule) -> ProofStep:
    end = "" if rule.valid.end is None else rule.valid.end.isoformat()
    values = {"chosen_by": str(rule.chosen_by), "from": rule.valid.start.isoformat(), "to": end}
    return ProofStep("version", Answer.YES, values)


def _term_steps(rule: Rule, bar: Bar) -> tuple[ProofStep, ...]:
    if rule.term is None or bar.until is None:
        return ()
    values = {
        "anchors": "; ".join(rule.term.anchors),
        "term": f"{rule.term.max} {rule.term.unit}",
        "from": iso(bar.first),
        "until": iso(bar.until),
    }
    return (ProofStep("term", Answer.YES, values),)


def _employer_step(employed: Employed) -> ProofStep:
    post = employed.post
    values = {
        "when": str(employed.employer.when),
        "post": f"{post.kind} {post.code or ''}".strip(),
        "held": f"{post.valid_from or ''}…{post.valid_to or ''}",
        "licence": employed.employer.licence or "",
    }
    return ProofStep(
        "employer", Answer.YES, values, (use_of(post), *(use_of(fact) for fact in employed.facts))
    )
