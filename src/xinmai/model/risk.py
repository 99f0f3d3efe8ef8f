"""Risk that comes to a party from the records of related parties: an ordinal index, no probability, no legal force."""

from decimal import Decimal

import msgspec

from xinmai.model.ids import PublicId
from xinmai.model.path import Path
from xinmai.model.view import Completeness
from xinmai.model.vocabulary import Tier


class RiskSource(msgspec.Struct, frozen=True):
    """A related party with records, and what of it arrives, 风险来源."""

    party: PublicId
    records: tuple[PublicId, ...]
    """Its records that count, the gravest first, then by id."""
    tier: Tier
    """Always INFORMATIONAL: nobody is barred by a score."""
    severity: Decimal
    """Its records taken together, 0 to 1."""
    risk: Decimal
    """What arrives: severity times the product of the best path."""
    contribution: Decimal
    """Its part of the score, 0 to 1: ``log(1 - risk) / log(1 - score)``; the parts add up to 1."""
    best: Path
    """Best path from the source to the party asked about."""
    others: tuple[Path, ...]
    """Further paths, best first: they corroborate and are not added."""


class RiskAssessment(msgspec.Struct, frozen=True, kw_only=True):
    """Related-party risk of a party on a day, 关联方风险."""

    of: PublicId
    band: str
    """Name of the band of the score, or ``NOT_ASSESSED``."""
    score: Decimal
    """``1 - product of (1 - risk)`` over the sources, 0 to 1, rounded to the digits that the weights state."""
    sources: tuple[RiskSource, ...]
    """By risk, greatest first, then by id."""
    truncated: bool
    """Whether paths were left out because they are too long or too weak."""
    weights: str
    """Digest of the weights that were applied."""
    undated: tuple[PublicId, ...] = ()
    """Adverse records of parties in reach that state no day at all: they weigh nothing. Ordered by id."""
    note: str
    """What the index is and what it is not."""
    completeness: Completeness
    """What was cut."""
