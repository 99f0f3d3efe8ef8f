"""The operator's weights of related-party risk, ``seed/catalogue/risk.toml``."""

from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Annotated, Final

import msgspec

from xinmai.errors import CatalogueError
from xinmai.model.dates import add_months
from xinmai.model.proof import digest_of
from xinmai.model.vocabulary import RecordKind, RelationKind
from xinmai.rules.data_files import decode_file

SUSPECTED: Final = frozenset({RelationKind.CONTACT, RelationKind.POSSIBLY_SAME})
"""Relations that prove nothing: never on a path of risk, whatever the operator writes, and no ground of identity."""

Factor = Annotated[Decimal, msgspec.Meta(description="0 to 1")]
Count = Annotated[int, msgspec.Meta(ge=1)]


class _Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line of the file: immutable, and no key that nobody reads."""


class RelationWeight(_Entry, frozen=True):
    """What a relation lets through, 关系衰减."""

    kind: RelationKind
    forward: Factor
    """Where risk travels from its start to its end."""
    backward: Factor
    """The other way."""
    by_share: bool = False
    """Multiplied by the share held."""


class AgeWeight(_Entry, frozen=True):
    """What is left after some years, 时间衰减."""

    within_years: Count
    factor: Factor


class RecordWeight(_Entry, frozen=True):
    """Severity of a kind of record, 记录严重度."""

    kind: RecordKind
    severity: Factor


class WordWeight(_Entry, frozen=True):
    """Part of the severity that a statutory circumstance leaves, 情节."""

    severity: str
    factor: Factor


class Band(_Entry, frozen=True, rename={"start": "from"}):
    """Name of the scores from a value on, 风险等级."""

    name: str
    start: Factor


class RiskWeights(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, dict=True):
    """All weights and limits of the index, 风险权重."""

    max_hops: Count
    """Longest path."""
    stop_below: Factor
    """Paths whose product falls below this are not followed."""
    digits: Count
    """Decimals of a score."""
    alternatives: int
    """Further paths shown for a source."""
    unstated_share: Factor
    """Stands in for a share that is not stated."""
    not_through: tuple[str, ...] = ()
    """Categories of parties that no path passes through."""
    relations: tuple[RelationWeight, ...]
    ended: tuple[AgeWeight, ...] = ()
    records: tuple[RecordWeight, ...]
    words: tuple[WordWeight, ...] = ()
    ages: tuple[AgeWeight, ...]
    bands: Annotated[tuple[Band, ...], msgspec.Meta(min_length=1)]
    """Lowest first."""

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical content."""
        return digest_of(self)

    @cached_property
    def by_kind(self) -> dict[RelationKind, RelationWeight]:
        """Relation weights by kind."""
        return {weight.kind: weight for weight in self.relations}

    @cached_property
    def kinds(self) -> tuple[RelationKind, ...]:
        """Relation kinds that let something through, ordered."""
        return tuple(sorted(self.by_kind))

    @cached_property
    def severities(self) -> dict[RecordKind, Decimal]:
        """Severity by record kind."""
        return {weight.kind: weight.severity for weight in self.records}

    @cached_property
    def circumstances(self) -> dict[str, Decimal]:
        """Factor by statutory circumstance."""
        return {weight.severity: weight.factor for weight in self.words}

    def band(self, score: Decimal) -> str:
        """Return the name of the band of a score."""
        return next(band.name for band in reversed(self.bands) if band.start <= score)


def aged(steps: tuple[AgeWeight, ...], since: int, day: int) -> Decimal:
    """Return what is left on a day of something that happened on an earlier one; 0 beyond the last step."""
    for step in steps:
        if day < add_months(since, 12 * step.within_years):
            return step.factor
    return Decimal(0)


def load_risk_weights(file: Path) -> RiskWeights:
    """Read and check the weights.

    Raises
    ------
    CatalogueError
        If the file is no TOML, has an unknown key, a number outside 0 to 1, a kind twice, a suspected relation, or steps
        that are not in order.
    """
    weights = decode_file(file, RiskWeights)
    for place, problem in _problems(weights):
        raise CatalogueError(file.name, place, problem)
    return weights


def _problems(weights: RiskWeights) -> list[tuple[str, str]]:
    found = [
        (place, f"{value} lies outside 0 to 1") for place, value in _factors(weights) if not 0 <= value <= 1
    ]
    found += [
        (f"relations {kind}", "a suspected relation is never on a path of risk")
        for kind in sorted(SUSPECTED & set(weights.by_kind))
    ]
    for place, keys in (
        ("relations", [weight.kind for weight in weights.relations]),
        ("records", [weight.kind for weight in weights.records]),
        ("words", [weight.severity for weight in weights.words]),
    ):
        found += [(place, "a line is given twice")] if len(set(keys)) < len(keys) else []
    for place, steps in (("ended", weights.ended), ("ages", weights.ages)):
        years = [step.within_years for step in steps]
        found += [(place, "the years must grow")] if years != sorted(set(years)) else []
    starts = [band.start for band in weights.bands]
    rising = starts == sorted(set(starts)) and starts[0] == 0
    return found if rising else [*found, ("bands", "they must begin at 0 and grow")]


def _factors(weights: RiskWeights) -> list[tuple[str, Decimal]]:
    return [
        ("stop_below", weights.stop_below),
        ("unstated_share", weights.unstated_share),
        *((f"relations {w.kind}", value) for w in weights.relations for value in (w.forward, w.backward)),
        *((f"records {w.kind}", w.severity) for w in weights.records),
        *((f"words {w.severity}", w.factor) for w in weights.words),
        *(("ended", step.factor) for step in weights.ended),
        *(("ages", step.factor) for step in weights.ages),
        *((f"bands {band.name}", band.start) for band in weights.bands),
    ]
