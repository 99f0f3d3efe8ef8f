"""The groups of a graph as rows in the order of public ids: equal graphs give equal rows, however their parties are numbered."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Final

import numpy as np

from xinmai.model.group_list import Membership, Role
from xinmai.model.ids import PublicId
from xinmai.model.vocabulary import PartyKind
from xinmai.projection.arrays import Ints, Ownership, runs
from xinmai.projection.groups import Groups, strengths
from xinmai.projection.roster import Roster

_KIND_OF_HEAD: Final = {
    PartyKind.PERSON: "PERSON",
    PartyKind.COALITION: "COALITION",
    PartyKind.AGENCY: "STATE_BODY",
    PartyKind.UNKNOWN: "UNKNOWN",
    None: "UNKNOWN",
}
"""What a head of this kind is called; any other is an enterprise (see ``analysis.groups.partition.head_kind``)."""
_ROWS: Final = 50_000


class Listing:
    """Rows of all groups, by the id of the group, then that of the party. A party is its row in the roster here."""

    def __init__(self, ownership: Ownership, groups: Groups, roster: Roster) -> None:
        places = roster.places
        row = np.full(len(groups.label), -1, np.int64)
        row[places] = np.arange(len(places))
        self._roster = roster
        self._by_id = np.array(sorted(range(len(places)), key=roster.ids.__getitem__), np.int64)
        self._rank = np.empty_like(self._by_id)
        self._rank[self._by_id] = np.arange(len(places))
        self._label = row[groups.label[places]]
        self._is_headless = groups.is_headless[places]
        self._is_state = ownership.state_bodies[places]
        self._is_declared = ownership.is_declared[places]
        self._is_core = np.zeros(len(places), np.bool_)
        self._is_core[row[groups.cores.parties]] = True
        self._strength = strengths(groups.votes[places], ownership.room[places])
        named, meant = row[ownership.stand_ins.first :], row[ownership.stand_ins.companies]
        heads = (named >= 0) & (meant >= 0)
        self._group = self._names(
            np.concatenate([row[groups.cores.labels], named[heads]]),
            np.concatenate([row[groups.cores.parties], meant[heads]]),
        )
        self._parents = self._joint(row[groups.joint_heads], row[groups.joint_parents])
        self._listed = np.flatnonzero(roster.is_listed[places])

    def _names(self, labels: Ints, core: Ints) -> Ints:
        """Return for each row that of whom its group is called by: of a label that some stand for, the first of them."""
        first = self._rank.copy()
        first[labels] = len(first)
        np.minimum.at(first, labels, self._rank[core])
        return np.where(self._label < 0, -1, self._by_id[first[self._label]]) if len(first) else first

    def _joint(self, heads: Ints, parents: Ints) -> dict[int, tuple[PublicId, ...]]:
        found = defaultdict(list)
        for head, parent in zip(heads.tolist(), parents.tolist(), strict=True):
            if head >= 0:
                found[head].append(PublicId(self._roster.ids[parent]))
        return {head: tuple(sorted(ids)) for head, ids in found.items()}

    def rows(self) -> Iterator[Membership]:
        """Yield a row for each party of a group."""
        order = self._listed[np.lexsort((self._rank[self._listed], self._rank[self._group[self._listed]]))]
        for start in range(0, len(order), _ROWS):
            some = order[start : start + _ROWS]
            columns = (some, self._group[some], self._label[some], self._strength[some], self._is_core[some])
            for row, group, label, strength, is_core in zip(*(c.tolist() for c in columns), strict=True):
                yield self._row(row, group, label, strength, is_core=is_core)

    def _row(self, row: int, group: int, label: int, strength: int, *, is_core: bool) -> Membership:
        ids, kind = self._roster.ids, self._head_kind(label)
        is_head = row == label and not is_core
        parents = self._parents.get(row, ()) if is_head else ()
        return Membership(
            group=PublicId(ids[group]),
            head=None if kind in {"MUTUAL_CONTROL_CORE", "JOINT"} else PublicId(ids[label]),
            head_kind=kind,
            party=PublicId(ids[row]),
            kind=self._roster.kinds[row],
            name=self._roster.names[row],
            role=Role.HEAD if is_head else Role.CORE if is_core else Role.MEMBER,
            ground=("JOINT_50" if parents else None) if is_head else self._ground(row, group),
            strength=None if strength < 0 else strength,
            joint_parents=parents,
        )

    def _ground(self, row: int, group: int) -> str:
        """Return why a party that heads nothing is in its group; by a core's first company the group is only named."""
        return "DECLARED" if self._is_declared[row] and row != group else "CONTROL"

    def _head_kind(self, label: int) -> str:
        if self._is_headless[label]:
            return "MUTUAL_CONTROL_CORE"
        if label in self._parents:
            return "JOINT"
        if self._is_state[label]:
            return "STATE_BODY"
        return _KIND_OF_HEAD.get(self._roster.kinds[label], "ENTERPRISE")

    def counts(self) -> tuple[dict[str, int], tuple[PublicId, int] | None]:
        """Return the number of groups by what heads them, and the largest group with its size; of several the first by id."""
        named = np.sort(self._rank[self._group[self._listed]])
        starts = runs(named)
        sizes, groups = np.diff(starts, append=len(named)), self._by_id[named[starts]]
        kinds = Counter(self._head_kind(label) for label in self._label[groups].tolist())
        if not len(starts):
            return {}, None
        largest = int(sizes.argmax())
        name = PublicId(self._roster.ids[int(groups[largest])])
        return dict(sorted(kinds.items())), (name, int(sizes[largest]))

    def __len__(self) -> int:
        return len(self._listed)
