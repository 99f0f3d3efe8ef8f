"""Holdings of a graph on a day, as the operators read them, and what counts in them."""

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Iterator

import msgspec

from xinmai.analysis.ownership.registers import Register, Stake
from xinmai.model.ids import PublicId
from xinmai.model.ownership_options import CONTROL, OwnershipOptions
from xinmai.model.party import Party
from xinmai.model.relation import Relation
from xinmai.model.vocabulary import Flag


class DeclaredControl(msgspec.Struct, frozen=True):
    """A declared relation of control on a ground that counts, 协议等方式控制."""

    holder: PublicId
    relation: PublicId
    is_sure: bool
    """Whether it surely holds on the day."""
    is_joint: bool = False
    """Whether it is control in concert, 一致行动: where several are declared so none of them has it alone."""


class Holdings(msgspec.Struct, frozen=True):
    """The holdings of a subgraph on a day, ready for the operators."""

    registers: dict[PublicId, Register]
    """By company held."""
    out: dict[PublicId, tuple[Stake, ...]]
    """Stakes by holder, ordered by company held."""
    parties: dict[PublicId, Party]
    barred: dict[PublicId, Flag]
    """Parties that pass nothing on and are controlled by nobody, and why: dead companies, nominees."""
    coalitions: dict[PublicId, dict[PublicId, Relation]]
    """Who may be a member of each declared coalition and what says so, the surest first where there are several, both ordered by id."""
    unsure_members: dict[PublicId, frozenset[PublicId]] = {}
    """Of a coalition: the members whose membership may have ended, or not begun."""
    idle_declarers: dict[PublicId, tuple[PublicId, ...]] = {}
    """By company: who is declared to control it and takes no part, so that the declaration counts for nothing."""
    declared: dict[PublicId, tuple[DeclaredControl, ...]] = {}
    """Who is declared to control a company on a ground that counts, ordered by holder, then relation."""
    declared_by: dict[PublicId, tuple[PublicId, ...]] = {}
    """Companies by who is declared to control them, ordered by id."""
    by_name: frozenset[PublicId] = frozenset()
    """Parties known by name only, or by name inside one organisation: for what is certain, the holder in each register is one
    of its own."""
    unread: frozenset[PublicId] = frozenset()
    """Where the graph was cut: companies without a register in it, which may have one."""
    options: OwnershipOptions = CONTROL
    """What counts."""

    def below(self, holder: PublicId) -> tuple[PublicId, ...]:
        """Return in whom a party holds something, or whom it is declared to control; one may stand twice."""
        held = tuple(stake.held for stake in self.out.get(holder, ()))
        return (*held, *self.declared_by.get(holder, ()))

    def meant(self, seeds: Collection[PublicId]) -> frozenset[PublicId]:
        """Return those of some parties known by name only who are whoever stands in a register under their name.

        Not the members of a coalition among them: who is a party to a pact under a name may be another.
        """
        in_pacts = {member for one in seeds for member in self.coalitions.get(one, ())}
        return self.by_name.intersection(seeds) - in_pacts

    def doubtful(self, seeds: Collection[PublicId]) -> frozenset[PublicId]:
        """Return those of some parties who act with a coalition among them only if a name is theirs or a membership still holds."""
        members = ((c, member) for c in seeds for member in self.coalitions.get(c, ()))
        return frozenset(
            member
            for c, member in members
            if member in self.by_name or member in self.unsure_members.get(c, ())
        )

    def registers_naming(self, parties: Iterable[PublicId]) -> tuple[PublicId, ...]:
        """Return the companies in which those of some parties stand that are known by name only, ordered by id."""
        return tuple(
            sorted({held for party in self.by_name.intersection(parties) for held in self.below(party)})
        )

    def above(self, held: PublicId) -> tuple[PublicId, ...]:
        """Return who holds something of a party, or is declared to control it; one may stand twice."""
        register = self.registers.get(held)
        holders = () if register is None else tuple(register.stakes)
        return (*holders, *(one.holder for one in self.declared.get(held, ())))

    def all_above(self, party: PublicId) -> Iterator[PublicId]:
        """Yield everybody who holds something of a party or is declared to control it, over others too; the nearest first."""
        seen, waiting = {party}, deque([party])
        while waiting:
            new = [holder for holder in dict.fromkeys(self.above(waiting.popleft())) if holder not in seen]
            seen.update(new)
            waiting.extend(new)
            yield from new


def by_holder(stakes: Iterable[Stake]) -> dict[PublicId, tuple[Stake, ...]]:
    """Return stakes by holder in their order; what a company holds of itself is left out."""
    found: defaultdict[PublicId, list[Stake]] = defaultdict(list)
    for stake in stakes:
        if stake.holder != stake.held:
            found[stake.holder].append(stake)
    return {holder: tuple(own) for holder, own in found.items()}
