"""Who controls whom by votes, and which parties are one group."""

from fractions import Fraction

import msgspec

from xinmai.model.ids import PublicId
from xinmai.model.ownership_options import OwnershipOptions
from xinmai.model.path import Path
from xinmai.model.view import Completeness
from xinmai.model.vocabulary import Bound, Flag


class ShareBounds(msgspec.Struct, frozen=True):
    """Least and greatest share that the stated facts allow, 比例区间, as parts of the whole; equal when it is known.

    Exact: nothing is rounded but in print.
    """

    lower: Fraction
    upper: Fraction


class Flagged(msgspec.Struct, frozen=True):
    """A peculiarity of the data that touched an answer, and the party it sits on, 标记."""

    flag: Flag
    party: PublicId


class GroupMember(msgspec.Struct, frozen=True):
    """A party of a group, or one that stands beside it, 集团成员."""

    party: PublicId
    ground: str
    """``CONTROL``; ``DECLARED`` (on a declared ground that counts); ``STATE_ONLY`` (under the same state body as the party asked
    about, which alone makes no related parties, 公司法 2023 art. 265(4)); ``POSSIBLE`` (unknown shares decide); ``JOINT_50``
    (exactly half: beside the group, no member)."""
    bound: Bound
    """Whether it belongs: CERTAIN, POSSIBLE, or NO for one that stands beside."""
    strength: ShareBounds
    """Votes in it that head and members hold together."""
    path: Path
    """One way from the head down to it, over the greatest stake at each step."""
    via: tuple[PublicId, ...]
    """All holdings of head and members in it, ordered by id: they add up to the strength."""


class GroupIndices(msgspec.Struct, frozen=True, kw_only=True):
    """Numbers about a group, 集团指标, over its certain parties; shares are parts of the whole."""

    size: int
    """Certain parties, the head among them."""
    depth: int
    """Longest of the ways from the head that are shown."""
    breadth: int
    """Most parties that stand equally far from the head."""
    wedge: Fraction | None
    """Greatest difference between control, which is whole, and the look-through share of the head in a member; None without
    head or members, and where a closed cycle leaves no number."""
    wedge_at: PublicId | None
    """The member where it is greatest, the first by id."""
    self_ownership: Fraction | None
    """Greatest share of itself that a party of a core owns, over all walks; None without core, or where it is no number."""
    minority: Fraction | None
    """Mean of the shares of the members' capital that others hold, by what is stated; None without members."""
    herfindahl: Fraction
    """Concentration of the votes in the party asked about: squares of the shares of its holders' heads, summed."""


class GroupResult(msgspec.Struct, frozen=True, kw_only=True):
    """The group of a party on a day, 企业集团（按控制认定）."""

    @property
    def parties(self) -> tuple[PublicId, ...]:
        """Head and certain members, ordered by id."""
        certain = {member.party for member in self.members if member.bound is Bound.CERTAIN}
        return tuple(sorted(certain | ({self.head} if self.head is not None else {self.name})))

    of: PublicId
    """Who was asked about."""
    name: PublicId
    """What the group is called by: its head, for a head known by name only the company in whose register it stands, or the
    smallest member of a core without one."""
    head: PublicId | None
    """The party that controls all members and that nobody controls; None where there is none."""
    head_kind: str
    """``PERSON, COALITION, STATE_BODY, ENTERPRISE, UNKNOWN``; without a head ``MUTUAL_CONTROL_CORE`` or ``JOINT``."""
    core: tuple[PublicId, ...] = ()
    """Parties that control one another, where no head stands above them."""
    joint_parents: tuple[PublicId, ...] = ()
    """The two that hold exactly half each of a joint venture at the top."""
    possible_heads: tuple[PublicId, ...] = ()
    """Parties that would stand above if unknown shares were large enough."""
    members: tuple[GroupMember, ...]
    """Who is controlled, certain ones first, then by id; the head is not among them."""
    apart: tuple[GroupMember, ...]
    """Who is held by exactly half and stands beside, by id."""
    flags: tuple[Flagged, ...]
    """What was odd, by flag, then party."""
    open_registers: tuple[PublicId, ...] = ()
    """Companies of the group whose register is stated to be incomplete: the rest may belong to anyone."""
    note: str | None = None
    """What the result must not be taken for."""
    options: OwnershipOptions
    """By what control was judged."""
    indices: GroupIndices | None = None
    """Numbers about it, where they were asked for."""
    completeness: Completeness
    """What was cut."""
