"""All groups of a store as a list, set beside what the question about one party answers."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple, cast

from xinmai.model.group import GroupResult
from xinmai.model.group_list import Membership, Role
from xinmai.model.ids import PublicId
from xinmai.model.ownership_options import OwnershipOptions
from xinmai.model.shares import WHOLE
from xinmai.model.view import Budget, View
from xinmai.model.vocabulary import Bound
from xinmai.ports.ownership import OwnershipReader
from xinmai.ports.store import Store
from xinmai.service.group import group
from xinmai.service.whole_groups import WholeGroups, whole_groups

OPTIONS = OwnershipOptions(grounds=frozenset({"contract", "appointment"}))
BUDGET = Budget(nodes=1_000_000, seconds=60)


_ALONE = {"STATE_ONLY": "CONTROL"}
"""What is said of two parties under one state body, and what of one of them."""


class Said(NamedTuple):
    """What both ways say of the group of a party."""

    name: PublicId
    head: PublicId | None
    kind: str
    core: tuple[PublicId, ...]
    parents: tuple[PublicId, ...]
    members: dict[PublicId, tuple[str, int]]
    """Who is controlled for certain: ground and votes."""


async def found_in(store: Store, view: View) -> WholeGroups:
    return await whole_groups(
        cast("OwnershipReader", store), view, OPTIONS.grounds, lambda _what, _number: None
    )


def by_party(rows: Iterable[Membership]) -> dict[PublicId, Said]:
    """Return the group of each listed party; a head known by name only heads one in every register that names it."""
    groups: defaultdict[PublicId, list[Membership]] = defaultdict(list)
    for row in rows:
        groups[row.group].append(row)
    return {
        row.party: _said(own)
        for own in groups.values()
        for row in own
        if row.role is not Role.HEAD or row.group == row.party
    }


def _said(rows: list[Membership]) -> Said:
    first = rows[0]
    return Said(
        name=first.group,
        head=first.head,
        kind=first.head_kind,
        core=tuple(row.party for row in rows if row.role is Role.CORE),
        parents=next((row.joint_parents for row in rows if row.joint_parents), ()),
        members={row.party: (row.ground, row.strength or 0) for row in rows if row.ground is not None},
    )


async def of_one(store: Store, view: View, party: PublicId) -> Said | None:
    """Return the group of a party as the service answers it; None where it is alone."""
    found: GroupResult = await group(store, view, party, BUDGET, OPTIONS)
    sure = {
        m.party: (_ALONE.get(m.ground, m.ground), round(m.strength.lower * WHOLE))
        for m in found.members
        if m.bound is Bound.CERTAIN
    }
    if not set(sure) - {party} and party == found.name and found.head in {None, party}:
        return None
    return Said(found.name, found.head, found.head_kind, found.core, found.joint_parents, sure)
