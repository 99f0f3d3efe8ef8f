"""Who is affiliated with a group beside control: on legal, factual and suspected grounds, which are never merged."""

from enum import StrEnum
from fractions import Fraction

import msgspec

from xinmai.model.fact import Fact
from xinmai.model.group import ShareBounds
from xinmai.model.ids import PublicId
from xinmai.model.path import Path
from xinmai.model.view import Completeness
from xinmai.model.vocabulary import Bound, HubReason


class AffiliationClass(StrEnum):
    """How much a ground of affiliation proves, 关联依据类别."""

    LEGAL = "LEGAL"
    FACTUAL = "FACTUAL"
    SUSPECTED = "SUSPECTED"


class AffiliationGround(StrEnum):
    """Why an enterprise is affiliated beside control in the group, 关联依据; what each needs is ``seed/catalogue/affiliation.toml``."""

    KEY_PERSON_CONTROLS = "KEY_PERSON_CONTROLS"
    JOINT_CONTROLLER_CONTROLS = "JOINT_CONTROLLER_CONTROLS"
    HEAD_HOLDS_POST = "HEAD_HOLDS_POST"
    INVESTOR_CONTROLS = "INVESTOR_CONTROLS"
    KIN_CONTROLS = "KIN_CONTROLS"
    SHARED_KEY_PERSON = "SHARED_KEY_PERSON"
    SIGNIFICANT_HOLDING = "SIGNIFICANT_HOLDING"
    GUARANTEE_OR_LOAN = "GUARANTEE_OR_LOAN"
    SHARED_PHONE = "SHARED_PHONE"
    SHARED_ADDRESS = "SHARED_ADDRESS"
    SHARED_AGENT = "SHARED_AGENT"


class Likelihood(StrEnum):
    """How strong a suspicion is, 疑似程度, weakest first."""

    WEAK = "WEAK"
    MEDIUM = "MEDIUM"
    STRONG = "STRONG"


class Affiliation(msgspec.Struct, frozen=True, kw_only=True):
    """One ground on which a party is affiliated with a group, 关联依据."""

    ground: AffiliationGround
    bound: Bound
    """CERTAIN by what is stated; POSSIBLE where an unknown share decides, where somebody on the way is known by name only, and for
    whatever is only suspected."""
    path: Path
    """From a party of the group to the affiliated one."""
    share: ShareBounds | None = None
    """Of a holding: how much is held."""
    shared_by: int | None = None
    """How many parties share the telephone, address, agent or person: the denominator; None where nothing is shared."""
    strength: Fraction | None = None
    """Of a suspicion: its base by the number of others that share it."""


class Affiliate(msgspec.Struct, frozen=True, kw_only=True):
    """A party that is affiliated with a group on grounds of one class, 关联方."""

    party: PublicId
    grounds: tuple[Affiliation, ...]
    """In the order of the catalogue, then by path; never none."""
    likelihood: Likelihood | None = None
    """Of a suspicion: by its greatest strength, one class higher where two different grounds agree."""


class PassedOver(msgspec.Struct, frozen=True):
    """A node that so many share, or of such a kind, that it relates nobody, 不作为关联依据的节点."""

    node: PublicId
    reason: HubReason


class Affiliates(msgspec.Struct, frozen=True, kw_only=True):
    """Who is affiliated with a group beside its members, 集团以外的关联方. No class is ever counted into another."""

    legal: tuple[Affiliate, ...]
    """On grounds that the law states, by id."""
    factual: tuple[Affiliate, ...]
    """On facts that may shift benefits, by id."""
    suspected: tuple[Affiliate, ...] | None = None
    """By what they share, by id; None where it was not asked for."""
    open_registers: tuple[PublicId, ...] = ()
    """Companies outside in which somebody of the group, or near it, holds something, and whose register is incomplete: the rest may
    be theirs; by id."""
    passed_over: tuple[PassedOver, ...] = ()
    """What was not taken as a ground, by id."""
    completeness: Completeness
    """What was cut."""
    facts: tuple[Fact, ...] = ()
    """What was read of the parties and relations that the paths name."""
