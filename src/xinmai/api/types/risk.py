"""Risk that comes from related parties."""

import asyncio
from typing import Any

import strawberry

from xinmai.api.context import Info
from xinmai.api.describe import attribute, field, object_type
from xinmai.api.scalars import DecimalText
from xinmai.api.types.completeness import Completeness
from xinmai.api.types.party import Party, party_at
from xinmai.api.types.path import Path, decimal_text
from xinmai.api.types.record import CreditRecord, record_at
from xinmai.model import risk as model
from xinmai.model.view import View
from xinmai.model.vocabulary import Tier


@object_type
class RiskSource:
    """A related party with records, and what of it arrives, 风险来源."""

    tier: Tier = attribute("Always INFORMATIONAL: nobody is barred by a score.")
    severity: DecimalText = attribute("Its records taken together, 0 to 1.")
    risk: DecimalText = attribute("What arrives: severity times the product of the best path, 0 to 1.")
    contribution: DecimalText = attribute("Its part of the score, 0 to 1; the parts add up to 1.")
    best: Path = attribute("Best path from the source to the party asked about.")
    others: list[Path] = attribute("Further paths, best first: they corroborate and are not added.")
    origin: strawberry.Private[model.RiskSource]
    view: strawberry.Private[View]

    @classmethod
    def from_model(cls, source: model.RiskSource, view: View) -> "RiskSource":
        """Show a source of risk."""
        return cls(
            tier=source.tier,
            severity=decimal_text(source.severity),
            risk=decimal_text(source.risk),
            contribution=decimal_text(source.contribution),
            best=Path.from_model(source.best, view),
            others=[Path.from_model(path, view) for path in source.others],
            origin=source,
            view=view,
        )

    @field(graphql_type=Party)
    async def party(self, info: Info) -> Any:
        """The related party."""
        return await party_at(info, self.view, self.origin.party)

    @field(graphql_type=CreditRecord)
    async def record(self, info: Info) -> Any:
        """Its gravest record that counts."""
        return await record_at(info, self.view, self.origin.records[0])

    @field()
    async def records(self, info: Info) -> list[CreditRecord]:
        """All its records that count, the gravest first, then by id."""
        found = await asyncio.gather(*(record_at(info, self.view, key) for key in self.origin.records))
        return [record for record in found if record is not None]


@object_type
class RiskAssessment:
    """Related-party risk on a day, 关联方风险: an ordinal index with the operator's weights, no probability, no legal force."""

    band: str = attribute("Name of the band of the score, or `NOT_ASSESSED`.")
    score: DecimalText = attribute("1 minus the product of (1 - risk) over the sources, 0 to 1.")
    truncated: bool = attribute("Whether paths were left out because they are too long or too weak.")
    weights: str = attribute("SHA-256 digest of the weights that were applied.")
    note: str = attribute("What the index is and what it is not.")
    completeness: Completeness = attribute("What was cut, and on what it stands.")
    assessment: strawberry.Private[model.RiskAssessment]
    view: strawberry.Private[View]

    @classmethod
    def from_model(cls, assessment: model.RiskAssessment, view: View) -> "RiskAssessment":
        """Show an assessment."""
        return cls(
            band=assessment.band,
            score=decimal_text(assessment.score),
            truncated=assessment.truncated,
            weights=assessment.weights,
            note=assessment.note,
            completeness=Completeness.from_model(assessment.completeness, view),
            assessment=assessment,
            view=view,
        )

    @field(graphql_type=Party)
    async def of(self, info: Info) -> Any:
        """Who was asked about."""
        return await party_at(info, self.view, self.assessment.of)

    @field(size=50)
    def sources(self) -> list[RiskSource]:
        """Related parties with records, by risk, greatest first, then by id."""
        return [RiskSource.from_model(source, self.view) for source in self.assessment.sources]
