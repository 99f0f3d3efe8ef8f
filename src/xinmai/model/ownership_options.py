"""What control and ownership mean in a question: the choices of ``ownership.md`` 11, echoed in every answer."""

from enum import StrEnum
from fractions import Fraction
from typing import Final

import msgspec

from xinmai.model.shares import WHOLE


class Basis(StrEnum):
    """Which share of a holding counts, 计算口径."""

    CAPITAL_SUBSCRIBED = "CAPITAL_SUBSCRIBED"
    """Capital subscribed, 认缴出资."""
    CAPITAL_PAID_IN = "CAPITAL_PAID_IN"
    """Capital paid in, 实缴出资."""
    VOTES = "VOTES"
    """Votes, 表决权; where they are not stated they are unknown."""
    VOTES_ELSE_CAPITAL = "VOTES_ELSE_CAPITAL"
    """Votes where they are stated, else capital subscribed."""


class OwnershipMeasure(StrEnum):
    """How shares add up over several levels, 计算方法."""

    CASCADE = "CASCADE"
    """Direct shares held by the holder and by whom it controls, 控制份额."""
    LOOK_THROUGH = "LOOK_THROUGH"
    """Product along all walks that never come back to the holder, summed, 穿透份额 (corrected integrated ownership)."""
    ALL_WALKS = "ALL_WALKS"
    """Product along all walks, the holder's own loop counted again, 综合所有权 (integrated ownership)."""
    SIMPLE_PATHS = "SIMPLE_PATHS"
    """Product along paths that meet nobody twice, summed, 累积所有权 (accumulated ownership)."""
    WEAKEST_LINK = "WEAKEST_LINK"
    """Least share on the best path, 最弱环节; a measure of research, no control in law."""


class Comparison(StrEnum):
    """How a sum is compared with the threshold, 比较方式."""

    GT = "GT"
    GTE = "GTE"


class Aggregate(StrEnum):
    """Which of several parties act as one, 合并口径."""

    NONE = "NONE"
    """Each for itself."""
    COALITIONS = "COALITIONS"
    """The members of one declared coalition together, the others each for itself."""
    ALL_SEEDS = "ALL_SEEDS"
    """All of them together."""


class Coalitions(StrEnum):
    """Which declared coalitions count, 一致行动口径."""

    NONE = "NONE"
    CONCERT = "CONCERT"
    """Concert parties, 一致行动人; family alone is no pact."""
    FAMILY = "FAMILY"
    BOTH = "BOTH"


class Treasury(StrEnum):
    """What happens to shares that a company holds of itself, 库存股. They never add to a cascade."""

    EXCLUDE_RESCALE = "EXCLUDE_RESCALE"
    """Left out, the others rescaled to the whole."""
    KEEP = "KEEP"
    """The others stay as they are."""


class ParentVotes(StrEnum):
    """What happens to votes in a company that companies under its own control hold, 子公司持有母公司股份."""

    COUNT = "COUNT"
    """They count as registered; the flag SUBSIDIARY_HOLDS_PARENT says so."""
    EXCLUDE = "EXCLUDE"
    """They are struck out, the others rescaled to the whole (公司法 2023 art. 141 for listed companies)."""


class Over100(StrEnum):
    """What happens where stated shares of one company sum to more than the whole, 合计超过100%."""

    NORMALISE = "NORMALISE"
    """Within the tolerance rescaled to the whole; beyond it nothing about the company is certain."""
    KEEP = "KEEP"
    """Taken as stated."""
    REJECT = "REJECT"
    """Nothing about the company is certain, however small the excess."""


class UnknownShares(StrEnum):
    """Which reading of shares that are not stated, 未披露份额的取值."""

    LOWER = "LOWER"
    """They are nothing."""
    UPPER = "UPPER"
    """They are as much as the others leave; what stands on that stays POSSIBLE."""
    BOTH = "BOTH"
    """Both ends, which bracket the truth."""


class OwnershipOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What control and ownership mean in one question, 认定口径; the defaults are those of control."""

    preset: str | None = None
    """Code and version of the preset that the others come from, ``EU_AMLR@1``; None = stated one by one."""
    basis: Basis = Basis.VOTES_ELSE_CAPITAL
    measure: OwnershipMeasure = OwnershipMeasure.CASCADE
    threshold: Fraction = Fraction(1, 2)
    """Against which a share is judged, as a part of the whole, above 0 and at most 1."""
    comparison: Comparison = Comparison.GT
    passing: Fraction = Fraction(1, 2)
    """From which share on a company passes the votes it holds on to its holders, in a cascade."""
    passing_comparison: Comparison = Comparison.GT
    third: Fraction = Fraction(1, 5)
    """From which share in both on a third party links two companies."""
    third_comparison: Comparison = Comparison.GTE
    state_exempt: bool = False
    """Whether a state body that has enough of both links nobody (公司法 2023 art. 265(4))."""
    aggregate: Aggregate = Aggregate.COALITIONS
    coalitions: Coalitions = Coalitions.CONCERT
    include_inactive: bool = False
    """Whether companies that are deregistered, revoked or bankrupt pass votes on."""
    include_nominees: bool = False
    """Whether nominees and depositories pass votes on."""
    treasury: Treasury = Treasury.EXCLUDE_RESCALE
    parent_votes: ParentVotes = ParentVotes.COUNT
    over_100: Over100 = Over100.NORMALISE
    tolerance: int = WHOLE // 200
    """How far above the whole a sum counts as rounding, in 1e-9 of the whole: 0.5 percentage points."""
    unknown: UnknownShares = UnknownShares.BOTH
    min_product: Fraction = Fraction(1, 1_000_000)
    """Least product of a path that is listed."""
    max_depth: int | None = None
    """Greatest number of levels that are read; None = no limit."""
    max_paths: int = 10
    """Greatest number of paths that are listed."""
    suspected_least: Fraction = Fraction(3, 10)
    """Votes from which on the greatest holder is a suspected controller (上市公司收购管理办法 art. 84)."""
    suspected_lead: Fraction = Fraction(1, 10)
    """How far ahead of the next it must be, as a part of the whole."""
    grounds: frozenset[str] = frozenset()
    """Codes of declared control that count as control whatever the shares are."""


CONTROL: Final = OwnershipOptions()
"""Control by more than half of the votes."""
OWNERSHIP: Final = OwnershipOptions(
    basis=Basis.CAPITAL_SUBSCRIBED,
    measure=OwnershipMeasure.LOOK_THROUGH,
    threshold=Fraction(1, 4),
    comparison=Comparison.GTE,
)
"""Ownership by look-through, judged against a quarter."""

CLOSE_LINK: Final = OwnershipOptions(
    basis=Basis.CAPITAL_SUBSCRIBED,
    measure=OwnershipMeasure.SIMPLE_PATHS,
    threshold=Fraction(1, 5),
    comparison=Comparison.GTE,
)
"""A close link by a fifth."""


def reaches(share: Fraction, threshold: Fraction, comparison: Comparison) -> bool:
    """Say whether a share reaches a threshold, exactly."""
    return share >= threshold if comparison is Comparison.GTE else share > threshold


def for_cascade(options: OwnershipOptions) -> OwnershipOptions:
    """Return options of a question about control: what is judged and what passes votes on is the same there."""
    return msgspec.structs.replace(options, passing=options.threshold, passing_comparison=options.comparison)


def reads_alike(one: OwnershipOptions, other: OwnershipOptions) -> bool:
    """Say whether two questions read the same holdings and differ at most in how shares are measured and judged."""
    if one.parent_votes is ParentVotes.EXCLUDE:  # whose votes are struck follows from what passes
        return one == other
    return _unjudged(one) == _unjudged(other)


def _unjudged(options: OwnershipOptions) -> OwnershipOptions:
    return msgspec.structs.replace(
        by_half(options),
        preset=None,
        measure=CONTROL.measure,
        threshold=CONTROL.threshold,
        comparison=CONTROL.comparison,
    )


def by_half(options: OwnershipOptions) -> OwnershipOptions:
    """Return options by which votes pass on over control by more than half, whatever the question asks."""
    return msgspec.structs.replace(
        options, passing=CONTROL.passing, passing_comparison=CONTROL.passing_comparison
    )
