"""On which grounds enterprises are affiliated beside control, ``seed/catalogue/affiliation.toml``."""

from fractions import Fraction
from typing import Annotated, Final

import msgspec

from xinmai.errors import CatalogueError
from xinmai.model.affiliates import AffiliationClass, AffiliationGround, Likelihood
from xinmai.model.vocabulary import Mark, RelationKind
from xinmai.rules.catalogue_entries import Code, Part, Words
from xinmai.rules.hubs import HubList

_FILE: Final = "affiliation.toml"


class GroundOfAffiliation(
    msgspec.Struct,
    frozen=True,
    forbid_unknown_fields=True,
    kw_only=True,
    rename={"grade": "class", "excepted": "except"},
):
    """What one ground needs and how much it proves, 关联依据."""

    code: AffiliationGround
    """Word of the answer."""
    grade: AffiliationClass
    """How much it proves."""
    zh: Words
    """Chinese label."""
    en: Words
    """English label."""
    basis: Words
    """Where it comes from."""
    mark: Mark
    """How the basis was verified."""
    kinds: tuple[RelationKind, ...] = ()
    """Relations that tie the group's party to whom it leads over; none where that is a holding or a pact."""
    codes: tuple[Words, ...] = ()
    """Of kin: which kinship counts."""
    excepted: tuple[Code, ...] = ()
    """Categories of parties that it does not lead to."""
    least: Part | None = None
    """Of a holding: from which share on it counts."""
    base: Part | None = None
    """Of a suspicion: its strength where exactly two share the node."""
    most: Annotated[int, msgspec.Meta(ge=2)] | None = None
    """Of a suspicion over a party: how many may share it at most."""
    of: Words | None = None
    """Of a suspicion over a telephone or address: the beginning of its id."""

    @property
    def share(self) -> Fraction:
        """Return the least share as an exact part of the whole."""
        return Fraction(self.least or 0)

    def strength(self, shared_by: int) -> Fraction:
        """Return how strong it is where so many parties, two at least, share a node: its base by the others."""
        return Fraction(self.base or 0) / (shared_by - 1)


class LikelihoodLines(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From which strength on a suspicion is of a class, 疑似程度分级."""

    medium: Part
    strong: Part


class PostLimit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many posts a person may hold and still relate anybody, 任职数量上限."""

    most: Annotated[int, msgspec.Meta(ge=1)]
    basis: Words
    mark: Mark


class AffiliationGrounds(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``affiliation.toml``, 关联关系认定依据."""

    ground: tuple[GroundOfAffiliation, ...]
    """Each ground once."""
    posts: PostLimit
    """Posts of one person."""
    likelihood: LikelihoodLines
    """Classes of suspicion."""

    def of(self, code: AffiliationGround) -> GroundOfAffiliation:
        """Return what a ground needs."""
        return next(ground for ground in self.ground if ground.code is code)

    def suspicions(self) -> tuple[GroundOfAffiliation, ...]:
        """Return the grounds that prove nothing."""
        return tuple(ground for ground in self.ground if ground.grade is AffiliationClass.SUSPECTED)

    def likelihood_of(self, strength: Fraction, grounds: int) -> Likelihood:
        """Return the class of a suspicion by its greatest strength; two different grounds raise it by one, never beyond STRONG."""
        lines = (Fraction(self.likelihood.medium), Fraction(self.likelihood.strong))
        place = sum(strength >= line for line in lines) + (grounds > 1)
        return tuple(Likelihood)[min(place, len(lines))]


def check_affiliation(affiliation: AffiliationGrounds, hubs: HubList) -> None:
    """Refuse a ground too many or too few, and one that lacks what its class needs.

    Raises
    ------
    CatalogueError
        If something is wrong; the place names the ground.
    """
    codes = [ground.code for ground in affiliation.ground]
    if sorted(codes) != sorted(AffiliationGround):
        raise CatalogueError(_FILE, "ground", f"each of {', '.join(AffiliationGround)} must stand once")
    for ground in affiliation.ground:
        problem = _problem(ground, hubs)
        if problem is not None:
            raise CatalogueError(_FILE, f"ground {ground.code}", problem)
    if Fraction(affiliation.likelihood.medium) >= Fraction(affiliation.likelihood.strong):
        raise CatalogueError(_FILE, "likelihood", "strong: must be above medium")


def _problem(ground: GroundOfAffiliation, hubs: HubList) -> str | None:
    """Return the first thing that is wrong with a ground; None if it has what its class needs."""
    is_lead, is_held = ground.code in _LEADS, ground.code in _HELD
    is_of_shares = is_held or ground.code is AffiliationGround.JOINT_CONTROLLER_CONTROLS
    known = {entry.of for entry in hubs.contact}
    checks = (
        (
            is_lead is (ground.grade is AffiliationClass.SUSPECTED),
            "class: what is shared with others is SUSPECTED, and nothing else is",
        ),
        (
            is_of_shares is not bool(ground.kinds),
            "kinds: a ground of holdings and pacts has none, the others need one",
        ),
        (is_lead is (ground.base is not None), "base: each suspicion needs one, and nothing else has one"),
        (
            is_held is (ground.least is not None),
            "least: a ground of holdings needs one, and nothing else has one",
        ),
        (ground.of is None or ground.of in known, f"of: hubs.toml says nothing of {ground.of}"),
        (
            not is_lead or (ground.of is None) is not (ground.most is None),
            "of, most: a suspicion has one of them",
        ),
    )
    return next((text for fits, text in checks if not fits), None)


_LEADS: Final = frozenset(
    {AffiliationGround.SHARED_PHONE, AffiliationGround.SHARED_ADDRESS, AffiliationGround.SHARED_AGENT}
)
_HELD: Final = frozenset({AffiliationGround.INVESTOR_CONTROLS, AffiliationGround.SIGNIFICANT_HOLDING})
