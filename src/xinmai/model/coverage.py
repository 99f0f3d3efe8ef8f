"""What agencies owe to the platform and what came."""

from enum import StrEnum

import msgspec

from xinmai.model.absence import Gap
from xinmai.model.dates import PartialDate, latest
from xinmai.model.ids import PublicId
from xinmai.model.vocabulary import RecordKind


class SupplyState(StrEnum):
    """Whether what is owed came, 归集状态."""

    SUPPLIED = "SUPPLIED"
    PARTLY = "PARTLY"
    NOT_SUPPLIED = "NOT_SUPPLIED"


class CoverageRow(msgspec.Struct, frozen=True, kw_only=True):
    """What is due from one agency for one catalogue item, and what came of it, 归集情况."""

    agency: PublicId | None
    """Who owes or supplied; None where only a name is known."""
    agency_named: str
    """The agency's id, or the name under which it delivered; empty where the records name nobody."""
    kind: RecordKind | None
    """Record kind; None for refused rows that are no records."""
    item: str | None
    """Code of the catalogue item; None where the records or the refused rows name none."""
    due: bool
    """Whether the catalogue says that this agency owes this item."""
    supplied: int
    """Records that are in the graph."""
    last_on: PartialDate | None
    """Latest day of decision among them."""
    rejected: int
    """Rows that the newest load of each namespace refused."""
    gap: Gap | None = None
    """Why nothing is there; None where something came."""

    @property
    def state(self) -> SupplyState:
        """Nothing came, something came and rows were refused, or all that was delivered is there."""
        if not self.supplied:
            return SupplyState.NOT_SUPPLIED
        return SupplyState.PARTLY if self.rejected else SupplyState.SUPPLIED


class Supply(msgspec.Struct, frozen=True):
    """What came of one item or one record kind, from all who owe it and all others, 归集汇总."""

    rows: tuple[CoverageRow, ...]
    """Ordered by agency, kind, item."""

    @property
    def supplied(self) -> int:
        """Records that are in the graph."""
        return sum(row.supplied for row in self.rows)

    @property
    def last_on(self) -> PartialDate | None:
        """Latest day of decision among them."""
        days = [row.last_on for row in self.rows if row.last_on is not None]
        return max(days, key=lambda day: (latest(day), day), default=None)

    @property
    def owed_by(self) -> tuple[str, ...]:
        """Ids of the agencies that owe it, each once, in their order."""
        return tuple(dict.fromkeys(row.agency_named for row in self.rows if row.due))

    @property
    def supplied_by(self) -> tuple[str, ...]:
        """Ids of those who supplied any, or the names under which they did, each once, in their order; empty for nobody named."""
        return tuple(dict.fromkeys(row.agency_named for row in self.rows if row.supplied))

    @property
    def missing(self) -> tuple[str, ...]:
        """Ids of the agencies that owe it and supplied none."""
        return tuple(agency for agency in self.owed_by if agency not in self.supplied_by)

    @property
    def state(self) -> SupplyState:
        """Nothing came, something came and not from all who owe it, or it came from all of them."""
        if not self.supplied:
            return SupplyState.NOT_SUPPLIED
        return SupplyState.PARTLY if self.missing else SupplyState.SUPPLIED
