"""Whether a share reaches a threshold, three-valued."""

from xinmai.model.group import ShareBounds
from xinmai.model.ownership_options import OwnershipOptions, UnknownShares, reaches
from xinmai.model.vocabulary import Bound


def bound_of(share: ShareBounds, options: OwnershipOptions) -> Bound:
    """Say whether a share reaches the threshold."""
    if reaches(share.lower, options.threshold, options.comparison):
        return Bound.CERTAIN
    return Bound.POSSIBLE if reaches(share.upper, options.threshold, options.comparison) else Bound.NO


def shown(share: ShareBounds, options: OwnershipOptions) -> ShareBounds:
    """Return the end of a share that the options ask for, or both."""
    if options.unknown is UnknownShares.UPPER:
        return ShareBounds(share.upper, share.upper)
    return share
