"""What cells may refer to, as they see it."""

from collections.abc import Mapping as Table
from typing import Protocol

from xinmai.ingest.mapping.dates import Step
from xinmai.ingest.mapping.spec import ClassRule
from xinmai.ingest.mapping.spots import Spot
from xinmai.ingest.mapping.templates import Getter, Template


class Scope(Protocol):
    """What a cell may refer to."""

    def getter(self, name: str, spot: Spot) -> Getter:
        """Return what reads a column or derived value."""
        ...

    def identity(self, name: str, spot: Spot) -> Template:
        """Return the id template of an identity rule."""
        ...

    def finder(self, name: str, spot: Spot) -> Step:
        """Return a look-up."""
        ...

    def rules(self, name: str, spot: Spot) -> tuple[ClassRule, ...]:
        """Return a classification."""
        ...

    def values(self, name: str, spot: Spot) -> Table[str, str]:
        """Return a value table, or one column ``table.column`` of it."""
        ...
