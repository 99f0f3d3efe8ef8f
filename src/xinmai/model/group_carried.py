"""What a group carries: sanctions, ratings, and what is declared of it."""

import msgspec

from xinmai.model.ids import PublicId
from xinmai.model.record import CreditRecord, Sanction
from xinmai.model.vocabulary import Bound


class LiveSanction(msgspec.Struct, frozen=True):
    """A sanction that holds on the day against a party of a group, 存续处罚. It reaches nobody else by that."""

    party: PublicId
    record: PublicId
    sanction: Sanction
    bound: Bound
    """CERTAIN by its dates; POSSIBLE where no end is stated, or a date is not exact enough."""


class GroupRating(msgspec.Struct, frozen=True):
    """A rating in force on the day of a party of a group, or of the declared group itself, 集团及关联企业评级 (plan row 80)."""

    party: PublicId
    record: CreditRecord


class DeclaredGroup(msgspec.Struct, frozen=True):
    """A declared group of enterprises with a member in the computed one, 企业集团（登记）."""

    party: PublicId
    """The group."""
    members: tuple[PublicId, ...]
    """Who is declared a member on the day, ordered by id."""
    only_declared: tuple[PublicId, ...]
    """Members whom the shares do not put into the computed group."""
    only_computed: tuple[PublicId, ...]
    """Certain parties of the computed group that are not declared members."""
