"""All groups of a graph as a list: a row for each member, and a summary."""

from enum import StrEnum
from typing import NamedTuple

import msgspec

from xinmai.model.ids import PublicId
from xinmai.model.vocabulary import PartyKind


class Role(StrEnum):
    """What a party is in its group, 集团内角色."""

    HEAD = "HEAD"
    """Heads it; over a joint venture at the top stand two others, by half each."""
    CORE = "CORE"
    """Controls and is controlled by the others of the core, which nobody heads."""
    MEMBER = "MEMBER"


class Membership(NamedTuple):
    """That a party belongs to a group, 集团成员关系."""

    group: PublicId
    """What the group is called by: its head, for a head known by name only the company in whose register it stands, or the
    smallest company of a core without one."""
    head: PublicId | None
    """The ultimate controller, 最终控制人; None where there is none."""
    head_kind: str
    """As :attr:`xinmai.model.group.GroupResult.head_kind`."""
    party: PublicId
    kind: PartyKind | None
    """None for what is held and is no party."""
    name: str
    """On the view's day."""
    role: Role
    ground: str | None
    """As :attr:`xinmai.model.group.GroupMember.ground`; None for a head. Who is under the same state body alone is not told
    apart: that is about two parties."""
    strength: int | None
    """Votes in it that head and members hold together, at least, 表决权合计, in 1e-9 of the whole; None where the stated shares sum
    to more than rounding explains."""
    joint_parents: tuple[PublicId, ...]
    """For a joint venture at the top: who holds exactly half of it each, ordered."""


class GroupSummary(msgspec.Struct, frozen=True):
    """How many groups there are in a graph, 集团概况."""

    as_of: int
    revision: int
    parties: int
    """Who holds something or is held."""
    holdings: int
    """Holdings that may hold on the day."""
    groups: int
    """Groups of two parties or more."""
    members: int
    """Parties in these."""
    by_head_kind: dict[str, int]
    """Groups by what heads them, the kinds in order."""
    largest: tuple[PublicId, int] | None
    """The largest group and how many parties it has; of several the first by id."""
