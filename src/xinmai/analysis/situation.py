"""What a rule is applied to: one record, what surrounds it, and the day of the question."""

from functools import cached_property

import msgspec

from xinmai.analysis.naming import Names, read_names
from xinmai.model.ids import PublicId
from xinmai.model.record import CreditRecord
from xinmai.model.subgraph import Subgraph
from xinmai.model.vocabulary import Capacity
from xinmai.rules.rulebook import RuleBook


class Situation(msgspec.Struct, frozen=True, dict=True):
    """One record in its surroundings on one day, 情境."""

    record: CreditRecord
    graph: Subgraph
    rules: RuleBook
    as_of: int
    decided: int
    """Day of the decision."""

    @cached_property
    def names(self) -> Names:
        """Whom the record names, bound to parties as far as they can be."""
        return read_names(self.record, self.graph)

    @cached_property
    def subjects(self) -> frozenset[PublicId]:
        """The parties that the record is about."""
        rows = self.record.parties
        return frozenset(r.party for r in rows if r.capacity is Capacity.SUBJECT and r.party is not None)


class Bar(msgspec.Struct, frozen=True):
    """On which days a consequence holds, 期间."""

    first: int
    until: int | None
    """Last day, inclusive; None = none stated or for life."""

    def holds_on(self, day: int) -> bool:
        """Say whether a day lies in it."""
        return self.first <= day and (self.until is None or day <= self.until)
