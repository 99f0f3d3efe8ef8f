"""One hop around parties, paged."""

from collections.abc import Sequence
from typing import Final

from xinmai.errors import BadArgument
from xinmai.model.filters import ANYTHING, Compare, Condition, Op, both
from xinmai.model.vocabulary import Direction, RecordKind, RelationKind

ROLES: Final = (
    RelationKind.LEGAL_REPRESENTATIVE,
    RelationKind.PRINCIPAL,
    RelationKind.DIRECTOR,
    RelationKind.SUPERVISOR,
    RelationKind.SENIOR_MANAGER,
    RelationKind.FINANCE_HEAD,
    RelationKind.PRACTITIONER,
    RelationKind.EMPLOYEE,
    RelationKind.FOUNDER,
    RelationKind.PROJECT_MANAGER,
)
"""Relation kinds that lead from a person to the organisation where it has a post, 任职."""


def of_kinds(kinds: Sequence[RelationKind] | Sequence[RecordKind] | None) -> Condition:
    """Return the condition to be of one of some kinds; none stated means all, suspected relations too.

    Raises
    ------
    BadArgument
        If ``kinds`` is stated and empty.
    """
    if kinds is None:
        return ANYTHING
    if not kinds:
        raise BadArgument("kinds", "names no kind; leave it out for all kinds.")
    return Compare("kind", Op.IN, tuple(map(str, kinds)))


def at_end(direction: Direction, where: Condition = ANYTHING) -> Condition:
    """Return the condition that a party stands at an end of its relation, and another one holds too."""
    side = ANYTHING if direction is Direction.BOTH else Compare("direction", Op.EQ, str(direction))
    return both(side, where)
