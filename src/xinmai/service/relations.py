"""One hop around a party, paged."""

from collections.abc import Sequence
from typing import Final

from xinmai.errors import BadArgument
from xinmai.model.ids import PublicId
from xinmai.model.relation import Relation
from xinmai.model.view import Page, Slice, View
from xinmai.model.vocabulary import Direction, RelationKind
from xinmai.ports.store import Reader

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


async def relations_of(
    store: Reader,
    view: View,
    party: PublicId,
    kinds: Sequence[RelationKind] | None,
    direction: Direction,
    page: Page,
) -> Slice[Relation]:
    """Return one page of a party's relations, ordered by kind, then id; no kinds stated means all, suspected ones too.

    Raises
    ------
    BadArgument
        If ``kinds`` is stated and empty, or ``page.after`` is no cursor of this list.
    """
    if kinds is not None and not kinds:
        raise BadArgument("kinds", "names no kind; leave it out for all kinds.")
    return await store.relations(view, party, tuple(kinds or RelationKind), direction, page)
