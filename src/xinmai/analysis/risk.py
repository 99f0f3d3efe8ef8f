"""Related-party risk: what arrives at a party from the records of others.

Within a source the best path counts, over sources noisy-OR: more evidence never lowers a score (``ownership.md`` 8). All
arithmetic is decimal with sixty digits, rounded once at the end, so the same view gives the same score everywhere.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from decimal import ROUND_HALF_EVEN, Context, Decimal, localcontext

import msgspec

from xinmai.analysis.risk_paths import RiskGraph, alternatives, reach
from xinmai.analysis.triggers import annulled_for
from xinmai.model.dates import PartialDate, bounds
from xinmai.model.ids import PublicId
from xinmai.model.record import CreditRecord, RecordParty
from xinmai.model.risk import RiskAssessment, RiskSource
from xinmai.model.subgraph import Subgraph
from xinmai.model.view import Completeness
from xinmai.model.vocabulary import Answer, Capacity, CompletenessState, PartyKind, RecordState, Tier
from xinmai.rules.risk_weights import RiskWeights, aged

NOT_ASSESSED = "NOT_ASSESSED"
NOTE = "An ordinal index with the operator's weights: no probability, no legal force."
NOTE_OWN = "The party's own records are part of it."
NOTE_PERSON = "A natural person has no related-party score: nobody answers for others by nearness."

_EXACT = Context(prec=60, rounding=ROUND_HALF_EVEN)
_LIVE = frozenset({RecordState.IN_FORCE, RecordState.OBJECTED, RecordState.CORRECTED})
_NOT_ADVERSE = frozenset({"positive", "basic"})


class Burden(msgspec.Struct, frozen=True):
    """The records of one party taken together, 自身记录."""

    severity: Decimal
    records: tuple[PublicId, ...]
    """The gravest first, then by id."""


class Arrived(msgspec.Struct, frozen=True):
    """What arrives at a party, 传导结果."""

    sources: tuple[RiskSource, ...] = ()
    """Greatest first."""
    score: Decimal = Decimal(0)
    """Noisy-OR over the sources, not rounded."""
    truncated: bool = False
    reached: frozenset[PublicId] = frozenset()
    """From whom something could arrive."""


def assess(
    graph: Subgraph, of: PublicId, weights: RiskWeights, day: int, *, own_records: bool = False
) -> RiskAssessment:
    """Return the related-party risk of a party on a day.

    Parameters
    ----------
    graph
        Relations around the party, on every day, and the records of everybody in it.
    of, weights, day
        The party, the operator's weights, the day.
    own_records
        Whether the party's own records are a source too. A natural person is assessed only if this is asked for, and
        then by its own records alone.
    """
    with localcontext(_EXACT):
        party = graph.party.get(of)
        is_person = party is not None and party.kind is PartyKind.PERSON
        if is_person and not own_records:
            return _answer(graph, of, weights, Arrived(), NOTE_PERSON, NOT_ASSESSED)
        borne = burdens(graph.records, weights, day)
        counted = {p: b for p, b in borne.items() if (own_records if p == of else not is_person)}
        arrived = arrive(RiskGraph(graph, weights, day), of, counted)
        notes = [NOTE, *([NOTE_OWN] if own_records else []), *([NOTE_PERSON] if is_person else [])]
        bearing = {p for p in arrived.reached if (own_records if p == of else not is_person)}
        dayless = undated(graph.records, bearing, weights, day)
        found = _answer(graph, of, weights, arrived, " ".join(notes))
        return msgspec.structs.replace(found, undated=dayless, completeness=_lacking(found, dayless))


def burdens(records: Iterable[CreditRecord], weights: RiskWeights, day: int) -> dict[PublicId, Burden]:
    """Return for each party how heavy its records weigh on a day; several are combined by noisy-OR.

    A record weighs on whom it is about and on whom it finds responsible, by id only: a printed name bears nothing.
    """
    weighed: defaultdict[PublicId, dict[PublicId, Decimal]] = defaultdict(dict)
    for record in records:
        severity = severity_of(record, weights, day)
        gone = annulled_for(record)
        for row in record.parties if severity > 0 else ():
            if row.party is not None and row.party not in gone and _bears(row):
                weighed[row.party][record.id] = severity
    return {party: _together(own) for party, own in weighed.items()}


def severity_of(record: CreditRecord, weights: RiskWeights, day: int) -> Decimal:
    """Return how heavy a record weighs on a day; 0 where it is not in force, not adverse, or too old."""
    began = day_of(record)
    if began is None or bounds(began)[1] > day or not _is_adverse(record, day):
        return Decimal(0)
    circumstance = weights.circumstances.get(record.severity or "", Decimal(1))
    age = aged(weights.ages, bounds(began)[0], day)
    return weights.severities.get(record.kind, Decimal(0)) * circumstance * age


def day_of(record: CreditRecord) -> PartialDate | None:
    """Return since when a record counts: its decision, else its effect, else its publication; None if none is stated."""
    return record.decided_on or record.effective_from or record.published_on


def undated(
    records: Iterable[CreditRecord], parties: Collection[PublicId], weights: RiskWeights, day: int
) -> tuple[PublicId, ...]:
    """Return the records that would weigh on some parties but state no day at all, in the order given."""
    return tuple(
        record.id
        for record in records
        if day_of(record) is None
        and weights.severities.get(record.kind, 0) > 0
        and _is_adverse(record, day)
        and any(row.party in parties and _bears(row) for row in record.parties)
    )


def said_of(undated: Collection[PublicId], by_name: Collection[PublicId] = ()) -> str | None:
    """Return the words for records without a day and parties known by a name alone; None if there are none."""
    said = [f"{len(undated)} adverse record(s) that state no day weigh nothing"] if undated else []
    if by_name:
        said.append(f"nothing passes over {len(by_name)} part(ies) known by name alone")
    return "; ".join(said) or None


def _is_adverse(record: CreditRecord, day: int) -> bool:
    return record.state_on(day) in _LIVE and record.polarity not in _NOT_ADVERSE


def arrive(risk: RiskGraph, of: PublicId, borne: Mapping[PublicId, Burden]) -> Arrived:
    """Return what arrives at a party from everybody who bears something."""
    found = reach(risk, of)
    amounts = {p: b.severity * found.ways[p].product for p, b in borne.items() if p in found.ways}
    parts = contributions(amounts)
    sources = [
        RiskSource(
            party=party,
            records=borne[party].records,
            tier=Tier.INFORMATIONAL,
            severity=_rounded(borne[party].severity, risk.weights),
            risk=_rounded(amount, risk.weights),
            contribution=_rounded(parts[party], risk.weights),
            best=found.ways[party].path(of, risk.graph),
            others=tuple(way.path(of, risk.graph) for way in alternatives(risk, of, party, found)),
        )
        for party, amount in sorted(amounts.items(), key=lambda item: (-item[1], item[0]))
        if amount > 0
    ]
    return Arrived(tuple(sources), combined(amounts.values()), found.truncated, frozenset(found.ways))


def contributions(arriving: Mapping[PublicId, Decimal]) -> dict[PublicId, Decimal]:
    """Return each source's part of the logarithm; certain ones share it where there are any."""
    certain = [party for party, amount in arriving.items() if amount >= 1]
    if certain:
        return {party: Decimal(party in certain) / len(certain) for party in arriving}
    logarithms = {party: (1 - amount).ln() for party, amount in arriving.items()}
    total = sum(logarithms.values())
    return {party: own / total if total else Decimal(0) for party, own in logarithms.items()}


def combined(parts: Iterable[Decimal]) -> Decimal:
    """Return the noisy-OR of several parts: 1 - product of (1 - part)."""
    spared = Decimal(1)
    for part in parts:
        spared *= 1 - part
    return 1 - spared


def _together(own: Mapping[PublicId, Decimal]) -> Burden:
    ordered = sorted(own, key=lambda record: (-own[record], record))
    return Burden(combined(own[record] for record in ordered), tuple(ordered))


def _bears(row: RecordParty) -> bool:
    return row.capacity is Capacity.SUBJECT or row.personal_responsibility is Answer.YES


def _rounded(value: Decimal, weights: RiskWeights) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-weights.digits))


def _lacking(found: RiskAssessment, dayless: Collection[PublicId]) -> Completeness:
    whole = found.completeness
    if not dayless or whole.state is not CompletenessState.COMPLETE:
        return whole
    return msgspec.structs.replace(whole, state=CompletenessState.MISSING_DATA, reason=said_of(dayless))


def _answer(
    graph: Subgraph,
    of: PublicId,
    weights: RiskWeights,
    arrived: Arrived,
    note: str,
    band: str | None = None,
) -> RiskAssessment:
    score = _rounded(arrived.score, weights)
    return RiskAssessment(
        of=of,
        band=band or weights.band(score),
        score=score,
        sources=arrived.sources,
        truncated=arrived.truncated,
        weights=weights.digest,
        note=note,
        completeness=graph.completeness,
    )
