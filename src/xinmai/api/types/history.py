"""Who said what of a fact, and when."""

from datetime import datetime
from typing import Annotated, Any, Final

import strawberry

from xinmai.api.connections import Connection, connect
from xinmai.api.describe import attribute, field, object_type
from xinmai.api.scalars import Json
from xinmai.api.types.absence import Gap
from xinmai.api.types.base import presents
from xinmai.api.types.problems import NotFound
from xinmai.api.types.provenance import SourceRef, refs
from xinmai.model import history as model
from xinmai.model.history import VersionState
from xinmai.model.view import View


@object_type
class FieldChange:
    """One field that differs between two versions, 字段变更."""

    field: str = attribute("Name of the field, as bundles write it.")
    old: str | None = attribute("What the older version states; null = not stated. What is no text is JSON.")
    new: str | None = attribute("What the newer version states; null = not stated. What is no text is JSON.")

    @classmethod
    def from_model(cls, change: model.FieldChange) -> "FieldChange":
        """Show a change."""
        return cls(field=change.field, old=change.old, new=change.new)


@presents(model.FactVersion)
@object_type
class FactVersion:
    """One version of a fact, 事实版本."""

    state: VersionState = attribute("What became of it.")
    recorded_from: datetime = attribute("Instant from which it was held true here, 入库时间.")
    recorded_to: datetime | None = attribute("Instant from which it no longer was; null while it is.")
    changes: list[FieldChange] = attribute(
        "What differs from the version before, by field; for the first version every field that it states."
    )
    content: Json = attribute("What it states as a whole; fields that are not stated are left out.")
    version: strawberry.Private[model.FactVersion]
    view: strawberry.Private[View]

    @classmethod
    def from_model(cls, version: model.FactVersion, view: View) -> "FactVersion":
        """Show a version."""
        return cls(
            state=version.state,
            recorded_from=version.recorded_from,
            recorded_to=version.recorded_to,
            changes=[FieldChange.from_model(change) for change in version.changes],
            content=Json(version.content),
            version=version,
            view=view,
        )

    @field(size=1)
    def sources(self) -> list[SourceRef]:
        """Who said it, 出处."""
        return refs([self.version.fact], self.view)


@object_type
class FactVersionConnection(Connection[FactVersion]):
    """One page of the versions of a fact, oldest first."""


@object_type
class ErasedFact:
    """What is left of a fact that the law made us erase, 依法删除."""

    digest: str = attribute("SHA-256 digest of what it stated, hexadecimal.")
    reason: str = attribute("Why it was erased.")
    erased_at: datetime = attribute("Instant of erasure.")

    @classmethod
    def from_model(cls, erased: model.ErasedFact) -> "ErasedFact":
        """Show what is left."""
        return cls(digest=erased.erased.digest, reason=erased.erased.reason, erased_at=erased.recorded_at)


@object_type
class FactHistory:
    """The history of one fact, 事实沿革: who said what, when."""

    key: str = attribute("Key of the fact.")
    kind: str | None = attribute("Kind of the fact: party, relation, record, …; null where it was erased.")
    erased: ErasedFact | None = attribute("What is left, where it was erased; then there is no version.")
    gaps: list[Gap] = attribute(
        "What is withheld of every fact of this kind, whether it is stated or not.", size=1
    )
    found: strawberry.Private[model.FactHistory]
    view: strawberry.Private[View]

    @field(graphql_type=FactVersionConnection)
    def versions(self) -> Connection[Any]:
        """Its versions, oldest first, 版本."""
        shown = self.found.versions
        facts = [version.fact for version in shown.items]
        return connect(shown, self.found.page, self.view, facts=facts)


HistoryResult: Final[Any] = Annotated[
    FactHistory | NotFound,
    strawberry.union(
        "HistoryResult",
        description="The history of a fact, or that there is none to be seen, 事实沿革查询结果.",
    ),
]


def history_of(found: model.FactHistory | None, key: str, view: View) -> Any:
    """Show a history, or that nothing has the key; a hidden fact and an absent one look alike."""
    if found is None:
        return NotFound(message=f"Nothing has the key {key} in this view.", code="NOT_FOUND")
    return FactHistory(
        key=found.key,
        kind=found.kind,
        erased=None if found.erased is None else ErasedFact.from_model(found.erased),
        gaps=[Gap.from_model(gap) for gap in found.gaps],
        found=found,
        view=view,
    )
