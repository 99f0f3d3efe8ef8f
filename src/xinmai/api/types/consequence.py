"""What follows from a record by a rule."""

from typing import Any

import msgspec
import strawberry

from xinmai.api.context import Info
from xinmai.api.describe import attribute, field, object_type
from xinmai.api.scalars import Json
from xinmai.api.types.completeness import Completeness
from xinmai.api.types.language import Language, in_language
from xinmai.api.types.party import Party, party_at
from xinmai.api.types.path import Path
from xinmai.api.types.proof import Proof
from xinmai.api.types.record import CreditRecord, record_at
from xinmai.api.types.rule import Rule
from xinmai.model import consequence as model
from xinmai.model.dates import PartialDate, iso
from xinmai.model.view import View
from xinmai.model.vocabulary import Certainty, Effect, Lang, Tier


@object_type
class Consequence:
    """What a rule attaches to a party because of a record, 法律后果; computed on read, never stored."""

    effect: Effect = attribute("What it is in law.")
    tier: Tier = attribute("Who brings it about.")
    kind: str = attribute("Stable word for programs, for example `BAR_FOOD`.")
    from_date: PartialDate | None = attribute("First day.", name="from")
    until: PartialDate | None = attribute("Last day, inclusive; null = none stated, or for life.")
    lifetime: bool = attribute("For life, 终身.")
    ends_by: list[str] = attribute("What ends it: expiry, annulment, repair, removal, …")
    days_left: int | None = attribute("Days on which it still holds after the view's day; 0 on the last day.")
    scope: Json = attribute(
        "How far it reaches, 适用范围: `code`, `zh`, `en`; empty for an alert without one."
    )
    marks: Json = attribute(
        "How the rule was verified, 核实标记: `rule`, `term`, `target`, each V1, V2 or G."
    )
    certainty: Certainty = attribute("How sure the identity of the party is.")
    disputed: str | None = attribute("Why the rule is disputed; null if it is not.")
    found: strawberry.Private[model.Consequence]
    view: strawberry.Private[View]

    @classmethod
    def from_model(cls, found: model.Consequence, view: View) -> "Consequence":
        """Show a consequence."""
        return cls(
            effect=found.effect,
            tier=found.tier,
            kind=found.code,
            from_date=iso(found.from_day),
            until=None if found.until is None else iso(found.until),
            lifetime=found.lifetime,
            ends_by=list(found.ends),
            days_left=found.days_left,
            scope=Json({} if found.scope is None else msgspec.to_builtins(found.scope)),
            marks=Json(msgspec.to_builtins(found.marks)),
            certainty=found.certainty,
            disputed=found.disputed,
            found=found,
            view=view,
        )

    @field(graphql_type=Party)
    async def party(self, info: Info) -> Any:
        """Whom it meets."""
        return await party_at(info, self.view, self.found.party)

    @field()
    def text(self, lang: Language = Lang.ZH) -> str:
        """One sentence with the facts of this case."""
        return in_language(self.found.text, lang)

    @field()
    def meaning(self, lang: Language = Lang.ZH) -> str:
        """What `kind` means."""
        return in_language(self.found.meaning, lang)

    @field()
    def rule(self, info: Info) -> Rule:
        """The rule that attaches it."""
        return Rule.from_model(info.context.application.rules.version(self.found.rule, self.found.version))

    @field()
    async def actor(self, info: Info) -> Party | None:
        """Who must act; null where the law acts by itself."""
        return await party_at(info, self.view, self.found.actor)

    @field()
    async def concerns(self, info: Info) -> Party | None:
        """The barred person whom an employer's duty is about; null elsewhere."""
        return await party_at(info, self.view, self.found.concerns)

    @field(graphql_type=CreditRecord)
    async def record(self, info: Info) -> Any:
        """The record that caused it."""
        return await record_at(info, self.view, self.found.record)

    @field()
    def path(self) -> Path:
        """How it got from the subject of the record to the party."""
        return Path.from_model(self.found.path, self.view)

    @field()
    def proof(self) -> Proof:
        """Why it holds, 证明."""
        return Proof.from_model(self.found.proof, self.view)


@object_type
class ConsequenceList:
    """Everything that follows on a day, 后果清单; direct and derived, effects and alerts are kept apart."""

    unmatched: list[str] = attribute("What could not be told, 无法判断: rules, subject and the missing fact.")
    completeness: Completeness = attribute("What was cut, and on what it stands.")
    found: strawberry.Private[model.ConsequenceList]
    view: strawberry.Private[View]

    @classmethod
    def from_model(cls, found: model.ConsequenceList, view: View) -> "ConsequenceList":
        """Show what follows."""
        return cls(
            unmatched=[unmatched.text for unmatched in found.unmatched],
            completeness=Completeness.from_model(found.completeness, view),
            found=found,
            view=view,
        )

    @field(size=50)
    def items(self) -> list[Consequence]:
        """Consequences in law, by rule, party, first day."""
        return [Consequence.from_model(found, self.view) for found in self.found.items]

    @field(size=50)
    def alerts(self) -> list[Consequence]:
        """Alerts without legal effect, 提示, in the same order."""
        return [Consequence.from_model(found, self.view) for found in self.found.alerts]
