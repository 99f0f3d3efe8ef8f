"""What is not in an answer, and why."""

from xinmai.api.describe import attribute, object_type
from xinmai.model import absence as model
from xinmai.model.absence import Absence


@object_type
class Gap:
    """Something that is not in an answer, and why, 缺项."""

    what: str = attribute("What is missing: a field, a kind of record or relation, a source.")
    absence: Absence = attribute("Why.")
    because: str = attribute("The ground in words: who owes it, who supplied, up to which day.")

    @classmethod
    def from_model(cls, gap: model.Gap) -> "Gap":
        """Show a gap."""
        return cls(what=gap.what, absence=gap.absence, because=gap.because)
