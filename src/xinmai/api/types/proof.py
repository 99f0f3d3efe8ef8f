"""Why a derived answer holds."""

from typing import Any

import msgspec
import strawberry

from xinmai.api.context import Info
from xinmai.api.describe import attribute, field, object_type
from xinmai.api.scalars import Json
from xinmai.api.types.provenance import Source, source_of
from xinmai.api.types.record import CreditRecord, record_at
from xinmai.model import proof as model
from xinmai.model.view import View
from xinmai.model.vocabulary import Answer


@object_type
class FactUse:
    """A fact that a step stands on, 所依据的事实."""

    key: str = attribute("Its key in the store; for most facts the public id.")
    locator: str | None = attribute("Place inside the source.")
    digest: str = attribute("SHA-256 digest of the fact as stated, so that an altered fact shows.")
    use: strawberry.Private[model.FactUse]
    view: strawberry.Private[View]

    @field()
    async def source(self, info: Info) -> Source:
        """Who says so."""
        return await source_of(info, self.view, self.use.source)


@object_type
class ProofStep:
    """One test on the way to an answer and how it came out, 推理步骤."""

    test: str = attribute("Name of the predicate.")
    holds: Answer = attribute("How it came out.")
    values: Json = attribute("The values it compared: an object of texts.")
    facts: list[FactUse] = attribute("The facts it read, by key.")

    @classmethod
    def from_model(cls, step: model.ProofStep, view: View) -> "ProofStep":
        """Show a step."""
        facts = [
            FactUse(key=use.key, locator=use.locator, digest=use.digest, use=use, view=view)
            for use in step.facts
        ]
        return cls(test=step.test, holds=step.holds, values=Json(step.values), facts=facts)


@object_type
class Proof:
    """Why a consequence holds, 证明: rule, cause and every test with its facts, sealed by a digest."""

    rule_id: str = attribute("Rule id.")
    rule_version: int = attribute("Rule version.")
    steps: list[ProofStep] = attribute("The tests in the order in which they were made.")
    digest: str = attribute(
        "SHA-256 of the canonical form of `json` (keys sorted, no spaces, UTF-8), hexadecimal."
    )
    proof: strawberry.Private[model.Proof]
    view: strawberry.Private[View]

    @classmethod
    def from_model(cls, proof: model.Proof, view: View) -> "Proof":
        """Show a proof."""
        return cls(
            rule_id=proof.rule,
            rule_version=proof.version,
            steps=[ProofStep.from_model(step, view) for step in proof.steps],
            digest=proof.digest,
            proof=proof,
            view=view,
        )

    @field()
    async def cause(self, info: Info) -> CreditRecord | None:
        """The record without which there would be nothing."""
        return await record_at(info, self.view, self.proof.cause)

    @field()
    def json(self) -> Json:
        """The whole proof without its digest, to be checked elsewhere."""
        content: Any = msgspec.json.decode(self.proof.json())
        return Json(content)
