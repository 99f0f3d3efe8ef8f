"""What agencies owe to the platform and what came."""

import msgspec

from xinmai.model.dates import PartialDate
from xinmai.model.ids import PublicId
from xinmai.model.vocabulary import RecordKind


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
