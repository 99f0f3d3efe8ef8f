"""Who controls whom, and who stands behind a company."""

from enum import StrEnum
from fractions import Fraction

import msgspec

from xinmai.model.fact import Fact
from xinmai.model.group import Flagged, ShareBounds
from xinmai.model.ids import PublicId
from xinmai.model.ownership_options import OwnershipOptions
from xinmai.model.path import Path
from xinmai.model.view import Completeness
from xinmai.model.vocabulary import Bound


class ControllerTier(StrEnum):
    """On what it rests that a party is called the controller of a company, 控制人认定层级."""

    DECLARED = "DECLARED"
    """Somebody states it."""
    MAJORITY = "MAJORITY"
    """More than half of the votes, over whom it controls, at any depth; or declared control on a ground that counts."""
    SUSPECTED = "SUSPECTED"
    """The greatest votes by far, 疑似实际控制人. It joins no groups and carries nothing."""


class NoControllerReason(StrEnum):
    """Why nobody, or nobody further up, is the controller, 无控制人缘由."""

    JOINT_50 = "JOINT_50"
    MUTUAL_CONTROL_CORE = "MUTUAL_CONTROL_CORE"
    OVER_100 = "OVER_100"
    JOINT_CONTROL = "JOINT_CONTROL"
    DECLARED_CONFLICT = "DECLARED_CONFLICT"
    UNKNOWN_SHARES = "UNKNOWN_SHARES"
    INCOMPLETE_REGISTER = "INCOMPLETE_REGISTER"
    NOMINEE = "NOMINEE"
    INACTIVE_CUT = "INACTIVE_CUT"
    NOT_READ = "NOT_READ"
    BY_NAME = "BY_NAME"
    NO_HOLDERS = "NO_HOLDERS"
    WIDELY_HELD = "WIDELY_HELD"


class ContradictionKind(StrEnum):
    """How what is declared and what the shares say differ, 申报与计算不符."""

    DECLARED_WITHOUT_PATH = "DECLARED_WITHOUT_PATH"
    """The declared controller holds nothing of the company, over nobody."""
    DECLARED_NOT_COMPUTED = "DECLARED_NOT_COMPUTED"
    """It holds something, and the shares do not make it the controller."""
    DECLARED_NOT_ULTIMATE = "DECLARED_NOT_ULTIMATE"
    """It controls the company and is controlled itself."""
    DECLARED_TWICE = "DECLARED_TWICE"
    """Others are declared too."""


class Controlled(msgspec.Struct, frozen=True):
    """A party that is controlled, or may be, 受控主体."""

    party: PublicId
    bound: Bound
    share: ShareBounds
    """Votes in it that the controlling party and whom it controls have together."""
    via: tuple[PublicId, ...]
    """Holdings, or declared control, that this stands on, ordered by id."""
    path: Path
    """One way down to it, over the greatest stake at each step."""
    deciding: PublicId | None = None
    """For POSSIBLE: the one holding whose share would decide it alone; None where several would have to be known."""


class ControlResult(msgspec.Struct, frozen=True, kw_only=True):
    """Whom a party controls on a day, 控制对象."""

    of: PublicId
    together: tuple[PublicId, ...] = ()
    """Who was asked about with it."""
    members: tuple[Controlled, ...]
    """Certain ones first, then by id."""
    options: OwnershipOptions
    flags: tuple[Flagged, ...]
    completeness: Completeness
    facts: tuple[Fact, ...] = ()
    """What was read of the parties and relations that it names."""


class Controller(msgspec.Struct, frozen=True, kw_only=True):
    """A controller of a company, 控制人."""

    party: PublicId
    tier: ControllerTier
    bound: Bound
    share: ShareBounds
    """Votes in the company; of a suspected controller, in the company where the climb began."""
    path: Path | None
    """Over the greatest stake at each step; None where it holds nothing that is stated."""
    ground: str | None = None
    """Ground of declared control."""
    runner_up: PublicId | None = None
    """Who has most of the rest."""
    margin: Fraction | None = None
    """How far ahead of that it is, as a part of the whole, at least."""
    deciding: PublicId | None = None
    """For POSSIBLE: the one holding whose share would decide it alone."""


class NoController(msgspec.Struct, frozen=True):
    """Why nobody is the controller, or nobody further up: a real answer, 无实际控制人."""

    reason: NoControllerReason
    at: PublicId
    """Company where the way up ends."""
    parties: tuple[PublicId, ...] = ()
    """Who is involved, ordered by id."""


class Contradiction(msgspec.Struct, frozen=True):
    """A difference between what is declared and what the shares say, 矛盾."""

    kind: ContradictionKind
    declared: PublicId
    """Who is declared to be the controller."""
    relation: PublicId
    """What declares it."""
    computed: tuple[PublicId, ...] = ()
    """Whom the shares make the controller, or who else is declared, ordered by id."""


class ControllersResult(msgspec.Struct, frozen=True, kw_only=True):
    """Who controls a company on a day, 控制人认定."""

    of: PublicId
    controllers: tuple[Controller, ...]
    """By tier, then certain ones first, then by id."""
    none: NoController | None
    """Where no person, state body or coalition is found at the top: why."""
    contradictions: tuple[Contradiction, ...]
    options: OwnershipOptions
    flags: tuple[Flagged, ...]
    completeness: Completeness
    facts: tuple[Fact, ...] = ()
    """What was read of the parties and relations that it names."""
