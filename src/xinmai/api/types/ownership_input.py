"""The options of questions about control and ownership, as callers state them."""

from enum import Enum
from fractions import Fraction
from typing import Annotated, Any, Final

from xinmai.api.arguments import UNSET
from xinmai.api.describe import argument, input_type, option
from xinmai.api.scalars import DecimalText
from xinmai.model.ownership_options import (
    Aggregate,
    Basis,
    Coalitions,
    Comparison,
    Over100,
    OwnershipMeasure,
    ParentVotes,
    Treasury,
    UnknownShares,
)
from xinmai.model.shares import WHOLE
from xinmai.model.view import View
from xinmai.service.ownership_choices import Choice


@input_type
class OwnershipOptions:
    """What control and ownership mean in a question, 认定口径; what is left out is the default of the question.

    Thresholds are parts of the whole: "0.5" is 50 %. Every answer echoes all of them in `options`.
    """

    preset: str | None = option(
        "Preset that the other options start from, by its code (the version in force on the day) or as CODE@version; see the field's description for which "
        "there are."
    )
    basis: Basis | None = option("Which share of a holding counts.")
    measure: OwnershipMeasure | None = option("How shares add up over several levels.")
    threshold: DecimalText | None = option("Line against which a share is judged, above 0 and at most 1.")
    comparison: Comparison | None = option("How a share is compared with the line.")
    passing: DecimalText | None = option(
        "From which share on a company passes on, in a cascade, what it holds; above 0 and at most 1. Questions about control "
        "take `threshold` for it."
    )
    passing_comparison: Comparison | None = option("How a share is compared with `passing`.")
    third: DecimalText | None = option("From which share in both on a third party links two companies.")
    third_comparison: Comparison | None = option("How a share is compared with `third`.")
    state_exempt: bool | None = option("Whether a state body that has enough of both links nobody.")
    aggregate: Aggregate | None = option("Which of several parties act as one.")
    coalitions: Coalitions | None = option("Which declared coalitions count.")
    include_inactive: bool | None = option(
        "Whether companies that are deregistered, revoked or bankrupt pass votes on."
    )
    include_nominees: bool | None = option("Whether nominees and depositories pass votes on.")
    treasury: Treasury | None = option("What happens to shares that a company holds of itself.")
    subsidiary_held_parent_votes: ParentVotes | None = option(
        "What happens to votes in a company that companies under its own control hold."
    )
    over100: Over100 | None = option(
        "What happens where stated shares of one company sum to more than the whole."
    )
    tolerance: DecimalText | None = option(
        'How far above the whole a sum counts as rounding; "0.005" unless stated.'
    )
    unknown_shares: UnknownShares | None = option("Which reading of shares that are not stated is told.")
    suspected_least: DecimalText | None = option(
        'Votes from which on the greatest holder is a suspected controller; "0.3" unless stated.'
    )
    suspected_lead: DecimalText | None = option(
        'How far ahead of the next a suspected controller must be; "0.1" unless stated.'
    )
    min_product: DecimalText | None = option(
        'Least product of a path that is listed; "0.000001" unless stated.'
    )
    max_depth: int | None = option("Greatest number of levels that are read; none unless stated.")
    max_paths: int | None = option("Greatest number of paths that are listed, 1 to 100; 10 unless stated.")


Options = Annotated[
    OwnershipOptions | None, argument("What control and ownership mean; default: as the field says.")
]

_NAMES: Final = {
    "subsidiary_held_parent_votes": "parent_votes",
    "over100": "over_100",
    "unknown_shares": "unknown",
}
"""Field of the input → field of the model, where they differ."""
_PARTS: Final = frozenset(
    {"threshold", "passing", "third", "suspected_least", "suspected_lead", "min_product"}
)


def choice_of(stated: Any, view: View, preset: str | None = None) -> Choice:
    """Return what a caller states about a question of a view; a preset in the options goes before that of the field."""
    if stated is UNSET or stated is None:
        return Choice(preset=preset, day=view.as_of)
    given = {name: getattr(stated, name) for name in vars(stated)}
    named = {name: value for name, value in given.items() if value is not UNSET and value is not None}
    return Choice(
        preset=named.pop("preset", preset),
        day=view.as_of,
        stated={_NAMES.get(name, name): _value(name, value) for name, value in named.items()},
    )


def _value(name: str, value: Any) -> Any:
    if name == "tolerance":
        return round(Fraction(value) * WHOLE)
    return Fraction(value) if name in _PARTS and not isinstance(value, Enum) else value
