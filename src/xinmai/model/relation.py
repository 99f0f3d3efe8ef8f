"""Relations: who stands to whom in which relation, by how much, from when to when."""

from xinmai.model.dates import BEGINNING, FOREVER, PartialDate, bounds, earliest, latest
from xinmai.model.fact import Fact, Link
from xinmai.model.ids import PublicId
from xinmai.model.shares import WHOLE
from xinmai.model.vocabulary import Answer, Flag, RelationKind


class Relation(
    Fact, frozen=True, kw_only=True, omit_defaults=True, rename={"from_id": "from", "to_id": "to"}
):
    """A dated relation between two nodes, 关系: office, holding, guarantee, branch …"""

    id: PublicId
    """Public id: every edge can be cited."""
    kind: RelationKind
    """What it is."""
    from_id: PublicId
    """Party it starts at: the person in office, the holder 股东, the guarantor."""
    to_id: PublicId
    """Node it ends at: a party, a case, or a contact value."""
    valid_from: PartialDate | None = None
    """First day; None = not stated."""
    valid_to: PartialDate | None = None
    """First day on which it no longer holds; None = not stated."""
    ended: bool = False
    """Stated to have ended, even where the day is unknown."""
    over_by: PartialDate | None = None
    """For an end without a day: the day on which the source first said that it was over."""
    code: str | None = None
    """Finer code: post, registration class, ground of control, kinship."""
    title: str | None = None
    """Title as printed, 职务."""
    registration_no: str | None = None
    """Number of a practitioner's registration, 注册号."""
    share: int | None = None
    """Capital subscribed, 认缴出资比例, in 1e-9 of the whole; None = not stated, never zero."""
    share_min: int | None = None
    """Lower end where only a range is stated, same unit."""
    share_max: int | None = None
    """Upper end, same unit."""
    paid_share: int | None = None
    """Capital paid in, 实缴比例, same unit."""
    vote_share: int | None = None
    """Votes, 表决权比例, same unit."""
    vote_min: int | None = None
    """Lower end of a range of votes."""
    vote_max: int | None = None
    """Upper end of a range of votes."""
    amount: str | None = None
    """Amount as an exact decimal string, in ``currency``."""
    currency: str | None = None
    """ISO 4217 code; None = yuan."""
    value: str | None = None
    """Another stated value, for example a supplier's percentage of purchases."""
    case: PublicId | None = None
    """Case to which it belongs, for example the lot of a bid."""

    @property
    def key(self) -> str:
        """The public id."""
        return self.id

    def links(self) -> tuple[Link, ...]:
        """Join the two ends; a case is named, not joined twice."""
        own = Link(self.kind, self.from_id, self.to_id)
        return (own,) if self.case is None else (own, Link("relation_case", self.case, None))

    @property
    def first_day(self) -> int:
        """First day on which it may hold."""
        return earliest(self.valid_from, BEGINNING)

    @property
    def end_day(self) -> int:
        """First day on which it certainly no longer holds."""
        if self.valid_to is not None:
            return latest(self.valid_to)
        return latest(self.over_by, FOREVER if not self.ended else BEGINNING)

    @property
    def _known_end(self) -> int:
        """First day on which it is known to be over; never, where it is only said that it ended."""
        is_undated = self.ended and self.valid_to is None and self.over_by is None
        return FOREVER if is_undated else self.end_day

    def may_hold_on(self, day: int) -> bool:
        """Say whether it may hold on a day: what a read as of that day shows."""
        return self.first_day <= day < self.end_day

    def held_on(self, day: int) -> Answer:
        """Say whether it held on a day, three-valued: what a rule with legal effect asks.

        UNKNOWN where the start is not stated, where a date's precision straddles the day, or where the end is known to
        have happened but not when.
        """
        return self.held_during(day, day)

    def held_during(self, first: int, last: int) -> Answer:
        """Say whether it held on some day of ``first…last`` (both included), three-valued."""
        if self._known_end <= max(first, self.first_day) or self.first_day > last:
            return Answer.NO
        begun = self.valid_from is not None and bounds(self.valid_from)[1] <= last
        lasting = not self.ended if self.valid_to is None else first < bounds(self.valid_to)[0]
        return Answer.YES if begun and lasting else Answer.UNKNOWN

    @property
    def flags(self) -> tuple[Flag, ...]:
        """What is odd about it and kept: a holding above 100 %, a party that holds itself."""
        if self.kind is not RelationKind.HOLDS:
            return ()
        over = (Flag.OVER_100,) if (self.share or self.share_min or 0) > WHOLE else ()
        return (*over, Flag.SELF_HOLDING) if self.from_id == self.to_id else over

    def share_bounds(self) -> tuple[int, int]:
        """Return the least and the greatest capital share it may mean, in 1e-9 of the whole."""
        return _range(self.share, self.share_min, self.share_max)

    def vote_bounds(self) -> tuple[int, int]:
        """Return the least and the greatest votes it may mean; the capital share where no votes are stated."""
        if self.vote_share is None and self.vote_min is None and self.vote_max is None:
            return self.share_bounds()
        return self.stated_vote_bounds()

    def stated_vote_bounds(self) -> tuple[int, int]:
        """Return the least and the greatest votes it may mean; anything where no votes are stated."""
        return _range(self.vote_share, self.vote_min, self.vote_max)

    def paid_bounds(self) -> tuple[int, int]:
        """Return the least and the greatest share of the capital paid in; anything where it is not stated."""
        return _range(self.paid_share, None, None)


def _range(exact: int | None, low: int | None, high: int | None) -> tuple[int, int]:
    if exact is not None:
        return exact, exact
    return low or 0, WHOLE if high is None else high
