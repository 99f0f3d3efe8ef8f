"""All groups of a graph at once: the finest partition in which a block that holds enough of a company contains it.

The partition by more than half is unique where the shares of no company sum to more than the whole (``ownership.md`` 2), so
the order of merging plays no part, and cycles need no special case. Elsewhere the order is that of the ids. A block has one head, the party that nobody pulled, or none: then
some of its companies control one another.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable

import msgspec

from xinmai.analysis.groups.apart import Meant, apart
from xinmai.analysis.ownership.cascade import cascade
from xinmai.analysis.ownership.cycles import cycles
from xinmai.analysis.ownership.entering import enters
from xinmai.analysis.ownership.holdings import Holdings
from xinmai.analysis.ownership.registers import Bounding, is_half
from xinmai.model.ids import PublicId
from xinmai.model.vocabulary import PartyKind

JOINT_HOLDERS = 2


class Block(msgspec.Struct, frozen=True):
    """A set of parties under one control, 同一控制."""

    parties: tuple[PublicId, ...]
    """All of them, ordered; the head among them, unless it is whoever stands in a register under a name."""
    head: PublicId | None
    """The one that nobody controls, a declared coalition too; None for a core that controls itself."""
    core: tuple[PublicId, ...] = ()
    """Without a head: the companies that control all others and one another."""
    joint_parents: tuple[PublicId, ...] = ()
    """Who holds the head by exactly half each."""
    meant_in: PublicId | None = None
    """Of a head known by name only: the company in whose register it stands and which it controls; itself, where none is."""

    @property
    def name(self) -> PublicId:
        """What no other block is called by: its head, where that is a mere name the company it is meant in, or the smallest of a core."""
        if self.head is None:
            return min(self.core)
        return self.head if self.meant_in is None else self.meant_in

    @property
    def is_headed_by_name(self) -> bool:
        """Say whether its head is whoever stands in a register under a name."""
        return self.meant_in not in {None, self.head}


def partition(holdings: Holdings) -> dict[PublicId, Block]:
    """Return the block of each party that holds something or is held.

    Who is known by name only heads a block for each register that it is enough in, and is in none of them itself: a name
    alone joins nobody.

    Notes
    -----
    Blocks merge smaller into larger, so a stake is moved at most log n times: O(E log E). Coalitions come second: a
    company belongs to one where its members together control it and no single party does.
    """
    parted = apart(holdings)
    merging = _Merging(parted.holdings)
    merging.run()
    blocks = [_block(parted.holdings, members, merging) for members in merging.blocks()]
    by_party = {party: block for block in blocks for party in block.parties}
    joined = [_joint(parted.holdings, block, by_party) for block in blocks]
    named = [
        _named(block, parted.meant, holdings)
        for block in joined
        if not parted.meant.keys() >= {*block.parties}
    ]
    mere = (party for party in holdings.by_name if party in holdings.out or party in holdings.declared_by)
    found = {party: Block((party,), party, meant_in=party) for party in mere}
    found.update((party, block) for block in _under_coalitions(holdings, named) for party in block.parties)
    return found


def _named(block: Block, meant: dict[PublicId, Meant], holdings: Holdings) -> Block:
    """Return a block with its parties' own ids."""

    def own(party: PublicId) -> Meant:
        return meant.get(party) or Meant(party, party)

    head = None if block.head is None else own(block.head)
    return Block(
        parties=tuple(party for party in block.parties if party not in meant),
        head=None if head is None else head.party,
        core=block.core,
        joint_parents=tuple(sorted({own(party).party for party in block.joint_parents})),
        meant_in=head.company if head is not None and head.party in holdings.by_name else None,
    )


class _Merging:
    """Disjoint sets of parties, with what each set holds of each company."""

    def __init__(self, holdings: Holdings) -> None:
        self.holdings = holdings
        parties = sorted({*holdings.out, *holdings.registers, *holdings.declared, *holdings.declared_by})
        self.parent = {party: party for party in parties}
        self.size = dict.fromkeys(self.parent, 1)
        self.pulled: set[PublicId] = set()
        self.held: dict[PublicId, dict[PublicId, int]] = {party: {} for party in self.parent}
        for holder in [party for party in parties if party not in holdings.barred]:
            own = {stake.held: stake.low for stake in holdings.out.get(holder, ())}
            named = {held: own.get(held, 0) for held in holdings.below(holder)}
            self.held[holder] = {held: low for held, low in named.items() if held not in holdings.barred}

    def run(self) -> None:
        """Merge until no block holds enough of a company outside it."""
        waiting = [(party, held) for party, stakes in self.held.items() for held in stakes]
        while waiting:
            party, held = waiting.pop()
            block = self.find(party)
            if held in self.pulled or not self._is_enough(block, held):
                continue
            self.pulled.add(held)
            waiting.extend((held, company) for company in self._unite(block, self.find(held)))

    def find(self, party: PublicId) -> PublicId:
        """Return the party that names a block."""
        while self.parent[party] != party:
            self.parent[party] = self.parent[self.parent[party]]
            party = self.parent[party]
        return party

    def blocks(self) -> list[list[PublicId]]:
        """Return the blocks, each ordered, ordered by their first party."""
        members: defaultdict[PublicId, list[PublicId]] = defaultdict(list)
        for party in sorted(self.parent):
            members[self.find(party)].append(party)
        return sorted(members.values())

    def _is_enough(self, block: PublicId, held: PublicId) -> bool:
        share = self.held[block].get(held, 0)
        return enters(
            self.holdings, held, (share, share), lambda party: self.find(party) == block, Bounding.LOWER
        )

    def _unite(self, one: PublicId, other: PublicId) -> list[PublicId]:
        """Make one block of two and return the companies whose sums grew."""
        if one == other:
            return []
        if self.size[one] < self.size[other]:
            one, other = other, one
        self.parent[other] = one
        self.size[one] += self.size[other]
        moved = self.held.pop(other)
        for held, share in moved.items():
            self.held[one][held] = self.held[one].get(held, 0) + share
        return list(moved)


def _block(holdings: Holdings, members: list[PublicId], merging: _Merging) -> Block:
    head = next((party for party in members if party not in merging.pulled), None)
    core = () if head is not None else _core(holdings, members)
    return Block(tuple(members), head, core)


def _core(holdings: Holdings, members: list[PublicId]) -> tuple[PublicId, ...]:
    """Return the companies of a block without a head that control all the others; they lie on one cycle of holdings.

    Where sums above the whole are kept there may be none: then all on cycles.
    """
    whole = frozenset(members)
    on_cycles = sorted(party for cycle in cycles(holdings, members) for party in cycle)
    core = tuple(party for party in on_cycles if cascade(holdings, [party], Bounding.LOWER).holders >= whole)
    return core or tuple(on_cycles)


def _joint(holdings: Holdings, block: Block, by_party: dict[PublicId, Block]) -> Block:
    """Return a block with its two parents, where two other blocks hold its head by exactly half each."""
    register = None if block.head is None else holdings.registers.get(block.head)
    if register is None or block.head is None:
        return block
    holders: defaultdict[tuple[PublicId, ...], list[PublicId]] = defaultdict(list)
    for holder in sorted(set(register.stakes) - set(holdings.barred)):
        holders[by_party[holder].parties].append(holder)
    halves = [own for own in holders.values() if is_joint(holdings, register.held, own)]
    if len(halves) < JOINT_HOLDERS:
        return block
    parents = tuple(sorted(holder for own in halves for holder in own))
    return msgspec.structs.replace(block, joint_parents=parents)


def is_joint(holdings: Holdings, held: PublicId, holders: Collection[PublicId]) -> bool:
    """Say whether some parties have exactly half of a company's votes, with nothing left open."""
    register = holdings.registers.get(held)
    is_free = register is not None and held not in holdings.declared
    return is_free and register is not None and is_half(register, holders, holdings.options)


def _under_coalitions(holdings: Holdings, blocks: Iterable[Block]) -> list[Block]:
    """Return the blocks, those that a coalition controls united under it; the first by id where there are several.

    A coalition that is controlled itself stays where it is and heads nothing.
    """
    given = list(blocks)
    under = {party for block in given for party in block.parties if party != block.head}
    free = {c: members for c, members in holdings.coalitions.items() if c not in under}
    above: dict[PublicId, PublicId] = {coalition: coalition for coalition in free}
    for coalition, members in free.items():
        for party in cascade(holdings, (coalition, *members), Bounding.LOWER).members:
            above.setdefault(party, coalition)
    by_coalition: defaultdict[PublicId, set[PublicId]] = defaultdict(set)
    others: list[Block] = []
    for block in given:
        pact = None if block.head is None or block.is_headed_by_name else above.get(block.head)
        if pact is None:
            others.append(block)
        else:
            by_coalition[pact].update(block.parties)
    united = [Block(tuple(sorted({c, *parties})), c) for c, parties in sorted(by_coalition.items())]
    return [*others, *united]


def head_kind(holdings: Holdings, block: Block, state_bodies: frozenset[PublicId]) -> str:
    """Return what stands at the head of a block."""
    if block.head is None:
        return "MUTUAL_CONTROL_CORE"
    if block.joint_parents:
        return "JOINT"
    party = holdings.parties.get(block.head)
    if block.head in state_bodies:
        return "STATE_BODY"
    return _HEAD_KINDS.get(party.kind, "ENTERPRISE") if party is not None else "UNKNOWN"


_HEAD_KINDS = {
    PartyKind.PERSON: "PERSON",
    PartyKind.COALITION: "COALITION",
    PartyKind.AGENCY: "STATE_BODY",
    PartyKind.UNKNOWN: "UNKNOWN",
}
