"""Whether a share reaches a threshold, three-valued."""

from fractions import Fraction

from xinmai.model.group import ShareBounds
from xinmai.model.ownership_options import OwnershipOptions, UnknownShares, reaches
from xinmai.model.vocabulary import Bound


def bound_of(share: ShareBounds, options: OwnershipOptions, unnamed: Fraction = Fraction(0)) -> Bound:
    """Say whether a share reaches the threshold; ``unnamed`` is what the holder may have besides, named by nobody."""
    if reaches(share.lower, options.threshold, options.comparison):
        return Bound.CERTAIN
    most = share.upper + unnamed
    return Bound.POSSIBLE if reaches(most, options.threshold, options.comparison) else Bound.NO


def shown(share: ShareBounds, options: OwnershipOptions) -> ShareBounds:
    """Return the end of a share that the options ask for, or both."""
    if options.unknown is UnknownShares.UPPER:
        return ShareBounds(share.upper, share.upper)
    return share
