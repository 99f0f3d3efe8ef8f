"""What follows from a record as evidence: each consequence with its rule, its proof and the facts that the proof read."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from xinmai.analysis.absence import absent_fields
from xinmai.analysis.evidence import Answered
from xinmai.analysis.evidence_parts import Ground, path_content, sentence
from xinmai.analysis.sentences import day_text
from xinmai.model.absence import Absence, Gap
from xinmai.model.consequence import Consequence, ConsequenceList, Wording
from xinmai.model.dates import PartialDate, iso
from xinmai.model.evidence import Claim, Question, RuleCited
from xinmai.model.ids import PublicId
from xinmai.model.record import CreditRecord
from xinmai.model.subgraph import Subgraph
from xinmai.model.vocabulary import RelationKind
from xinmai.rules.evidence_words import EvidenceWords
from xinmai.rules.record_fields import RecordField
from xinmai.rules.risk_weights import SUSPECTED
from xinmai.rules.rule import Rule
from xinmai.rules.rulebook import RuleBook


def consequence_answered(
    record: CreditRecord,
    found: ConsequenceList,
    graph: Subgraph,
    day: int,
    rules: RuleBook,
    words: EvidenceWords,
    fields: Iterable[RecordField],
) -> Answered:
    """Return what follows from a record as claims, each with its facts.

    Parameters
    ----------
    record, found, graph
        The record, what follows from it, and the surroundings by which that was judged.
    day, rules
        The day of the question; the rules that were applied.
    words, fields
        The sentences; the fields that records have, for what the record leaves out.
    """
    title = _title(record)
    ground = Ground(graph, day)
    every = [("consequence", c) for c in found.items] + [("alert", c) for c in found.alerts]
    claims = [_claim(ground, kind, consequence, record) for kind, consequence in every]
    nothing = "nothing_told" if found.unmatched else "nothing_follows"
    applied = sorted({(c.rule, c.version) for _, c in every})
    return Answered(
        question=Question(
            "consequence", {"record": record.id}, sentence(words, "question_consequence", record=title)
        ),
        claims=tuple(claims)
        or (
            _about(
                ground,
                nothing,
                {"record": record.id},
                record,
                sentence(words, nothing, record=title, day=day_text(day)),
            ),
        ),
        completeness=found.completeness,
        relations=_followed(record, rules),
        records={record.kind, *(other.kind for other in graph.records)},
        gaps=tuple(_gaps(record, found, fields)),
        rules=tuple(_cited(rules.version(rule, version)) for rule, version in applied),
        notes=(sentence(words, "consequence_note"),),
    )


def _claim(ground: Ground, kind: str, found: Consequence, record: CreditRecord) -> Claim:
    proved = {use.key for step in found.proof.steps for use in step.facts}
    parties = {found.party, *found.path.nodes, *([found.concerns] if found.concerns else [])}
    return _about(ground, kind, _content(found), record, found.text, parties, proved | set(found.path.facts))


def _about(
    ground: Ground,
    kind: str,
    content: dict[str, Any],
    record: CreditRecord,
    text: Wording,
    parties: Iterable[PublicId] = (),
    keys: Iterable[str] = (),
) -> Claim:
    """Return a claim that stands on the record as a whole and on what else is named."""
    rows = (record, *record.parties, *record.sanctions, *record.events)
    named = {row.party for row in record.parties if row.party is not None}
    return ground.claim(
        kind, content, {*parties, *named, *deciding(record)}, {*keys, *(row.key for row in rows)}, text
    )


def deciding(record: CreditRecord) -> set[PublicId]:
    """Return the agencies that decided a record and what became of it."""
    agencies = (record.agency, *(event.agency for event in record.events))
    return {agency for agency in agencies if agency is not None}


def _content(found: Consequence) -> dict[str, Any]:
    return {
        "party": found.party,
        "effect": str(found.effect),
        "tier": str(found.tier),
        "code": found.code,
        "meaning": msgspec.to_builtins(found.meaning),
        "from": iso(found.from_day),
        "until": None if found.until is None else iso(found.until),
        "lifetime": found.lifetime,
        "ends": list(found.ends),
        "scope": msgspec.to_builtins(found.scope),
        "rule": found.rule,
        "version": found.version,
        "marks": msgspec.to_builtins(found.marks),
        "certainty": str(found.certainty),
        "actor": found.actor,
        "concerns": found.concerns,
        "disputed": found.disputed,
        "record": found.record,
        "path": path_content(found.path),
        "proof": msgspec.to_builtins(found.proof),
    }


def _followed(record: CreditRecord, rules: RuleBook) -> set[str]:
    """Return the kinds of relation that were read; whom a printed name means may follow from any."""
    by_name = any(row.party is None and row.party_scope is not None for row in record.parties)
    return {*rules.role_kinds, *rules.post_kinds, *(set(RelationKind) - SUSPECTED if by_name else ())}


def _gaps(record: CreditRecord, found: ConsequenceList, fields: Iterable[RecordField]) -> Iterator[Gap]:
    for unmatched in found.unmatched:
        yield Gap(unmatched.subject, Absence.NOT_STATED, f"{', '.join(unmatched.rules)}: {unmatched.missing}")
    for gap in absent_fields(record, fields):
        yield msgspec.structs.replace(gap, what=f"{record.id}.{gap.what}")


def _title(record: CreditRecord) -> Wording:
    told = "，".join(part for part in (record.title, record.document_no) if part)
    return Wording(f"《{told}》" if told else record.id, told or record.id)


def _cited(rule: Rule) -> RuleCited:
    end = rule.valid.end
    return RuleCited(
        id=rule.id,
        version=rule.version,
        name=rule.name,
        documents=rule.source.documents,
        articles=rule.source.articles,
        level=str(rule.source.level),
        status=str(rule.status),
        valid_from=PartialDate(rule.valid.start.isoformat()),
        valid_to=None if end is None else PartialDate(end.isoformat()),
    )
