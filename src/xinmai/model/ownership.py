"""How much of a company a party owns, who its beneficial owners are, and whether two are closely linked."""

from enum import StrEnum
from fractions import Fraction

import msgspec

from xinmai.model.fact import Fact
from xinmai.model.group import Flagged, ShareBounds
from xinmai.model.ids import PublicId
from xinmai.model.ownership_options import OwnershipMeasure, OwnershipOptions
from xinmai.model.path import Path
from xinmai.model.view import Completeness
from xinmai.model.vocabulary import Bound, RelationKind


class MeasuredShare(msgspec.Struct, frozen=True):
    """A share by one measure, 按口径的份额."""

    measure: OwnershipMeasure
    share: ShareBounds | None
    """None where it is no number: see ``closed_cycle``."""
    closed_cycle: tuple[PublicId, ...] = ()
    """The cycle that holds all of itself, ordered by id."""
    sum_of_paths: ShareBounds | None = None
    """For the weakest link: the least shares of all paths added up, the other convention; None where there are too many paths."""


class OwnershipResult(msgspec.Struct, frozen=True, kw_only=True):
    """How much of a company a party owns on a day, 持股穿透."""

    holder: PublicId
    held: PublicId
    share: MeasuredShare
    """By the measure asked for."""
    bound: Bound
    """Whether it reaches the threshold."""
    beside: tuple[MeasuredShare, ...]
    """By all measures, so that none is taken for another."""
    paths: tuple[Path, ...]
    """Greatest first."""
    residual: Fraction
    """Share of the company that no stated holder has for certain, on any level: nobody is named for it."""
    open_registers: tuple[PublicId, ...]
    """Companies on the way whose register is incomplete: what nobody has of them may be the holder's too."""
    deciding: PublicId | None
    """For POSSIBLE: the one holding whose share would decide it alone."""
    options: OwnershipOptions
    flags: tuple[Flagged, ...]
    completeness: Completeness
    facts: tuple[Fact, ...] = ()
    """What was read of the parties and relations that it names."""


class OwnerProng(StrEnum):
    """By which test somebody is a beneficial owner, 受益所有人标准."""

    OWNERSHIP = "OWNERSHIP"
    """A share of the capital, over any number of levels."""
    VOTES_OR_INCOME = "VOTES_OR_INCOME"
    """A share of the votes, for who does not meet the first test."""
    OWNERSHIP_AND_CONTROL = "OWNERSHIP_AND_CONTROL"
    """A share over companies under control, or of a company that controls (EU 2024/1624 art. 54)."""
    CONTROL = "CONTROL"
    """Control, alone or jointly."""
    FALLBACK = "FALLBACK"
    """Who manages it from day to day, where no other test finds anybody."""


class Owner(msgspec.Struct, frozen=True, kw_only=True):
    """A natural person behind a company, 受益所有人."""

    party: PublicId
    prong: OwnerProng
    bound: Bound
    share: ShareBounds | None
    """By the measure of the test; of control, the votes in the company that the person and whom it controls have."""
    paths: tuple[Path, ...] = ()
    """Greatest first."""
    jointly_with: tuple[PublicId, ...] = ()
    """The coalition and its members through which alone the person meets the test."""
    role: RelationKind | None = None
    """For the fallback: which office."""
    deciding: PublicId | None = None
    """For POSSIBLE: the one holding whose share would decide it alone."""


class MissingReason(StrEnum):
    """What the data lack that might name a beneficial owner, 缺失事实."""

    HOLDERS_NOT_STATED = "HOLDERS_NOT_STATED"
    """A company that has enough, of which no source states a holder."""
    KIND_NOT_KNOWN = "KIND_NOT_KNOWN"
    """A holder that has enough and may be a natural person."""
    INCOMPLETE_REGISTER = "INCOMPLETE_REGISTER"
    """A register whose rest may belong to anyone."""
    NOT_READ = "NOT_READ"
    """A company whose register did not fit into the budget of the question."""
    NOMINEE = "NOMINEE"
    """A holder that has enough and holds for others who are not named."""
    INACTIVE_CUT = "INACTIVE_CUT"
    """A holder that has enough and no longer exists: whose its share is now is not stated."""
    BY_NAME = "BY_NAME"
    """A company that has enough and is known by name only: who holds a party of that name may hold another one."""
    NO_MANAGER = "NO_MANAGER"
    """Nobody is named as managing the company."""


class MissingOwner(msgspec.Struct, frozen=True):
    """A place where somebody may stand who is not in the data, 缺口."""

    reason: MissingReason
    party: PublicId


class BeneficialOwners(msgspec.Struct, frozen=True, kw_only=True):
    """The natural persons behind a company on a day by one preset, 受益所有人认定."""

    of: PublicId
    preset: str
    """Code and version."""
    owners: tuple[Owner, ...]
    """By test, certain ones first, then by share, then by id."""
    below: tuple[Owner, ...]
    """Natural persons who own something and do not meet the first test by what is stated, greatest share first."""
    residual: Fraction
    """Share of the company that no stated holder has for certain, on any level."""
    missing: tuple[MissingOwner, ...]
    """Where somebody may stand who is not in the data, by reason, then party."""
    flags: tuple[Flagged, ...]
    completeness: Completeness
    facts: tuple[Fact, ...] = ()
    """What was read of the parties and relations that it names."""


class LinkKind(StrEnum):
    """How two companies are closely linked, 关联类型."""

    A_HOLDS_B = "A_HOLDS_B"
    B_HOLDS_A = "B_HOLDS_A"
    THIRD_PARTY = "THIRD_PARTY"


class CloseLink(msgspec.Struct, frozen=True):
    """One ground on which two companies are closely linked, 密切关联依据."""

    kind: LinkKind
    bound: Bound
    party: PublicId
    """Who holds; the third party of both."""
    shares: tuple[ShareBounds, ...]
    """Of the held company; of a third party, of the first and of the second."""
    paths: tuple[Path, ...] = ()
    """One way for each share."""


class CloseLinksResult(msgspec.Struct, frozen=True, kw_only=True):
    """Whether two companies are closely linked on a day, 密切关联."""

    a: PublicId
    b: PublicId
    linked: Bound
    links: tuple[CloseLink, ...]
    """Between the two first, then over third parties, certain ones first, then by id."""
    exempt: tuple[PublicId, ...]
    """State bodies that have enough of both and, by the options, link nobody; ordered by id."""
    options: OwnershipOptions
    flags: tuple[Flagged, ...]
    completeness: Completeness
    facts: tuple[Fact, ...] = ()
    """What was read of the parties and relations that it names."""
