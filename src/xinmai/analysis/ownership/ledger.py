"""Holdings that grow while a question is read: each new relation is added once, and only its register is made anew."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from xinmai.analysis.ownership.holdings import Holdings, register_of, stake_of, why_barred
from xinmai.model.ids import PublicId
from xinmai.model.party import Party
from xinmai.model.relation import Relation
from xinmai.model.vocabulary import RelationKind


class Ledger:
    """What has been read of holdings so far on a day, 持股台账.

    Its ``holdings`` have registers, parties and who is barred; stakes by holder and coalitions are left to
    :func:`~xinmai.analysis.ownership.holdings.read_holdings`.
    """

    def __init__(self, day: int) -> None:
        self.day = day
        self.holdings = Holdings(registers={}, out={}, parties={}, barred={}, coalitions={})
        self._told: defaultdict[PublicId, defaultdict[PublicId, dict[PublicId, Relation]]]
        self._told = defaultdict(lambda: defaultdict(dict))
        self._held_by: defaultdict[PublicId, set[PublicId]] = defaultdict(set)

    def add(self, parties: Iterable[Party], relations: Iterable[Relation]) -> None:
        """Add what was read; linear in the registers that it changes."""
        for party in parties:
            self.holdings.parties[party.id] = party
            flag = why_barred(party, self.day)
            if flag is not None:
                self.holdings.barred[party.id] = flag
        changed: set[PublicId] = set()
        for relation in relations:
            if relation.kind is RelationKind.HOLDS and relation.may_hold_on(self.day):
                self._told[relation.to_id][relation.from_id][relation.id] = relation
                self._held_by[relation.from_id].add(relation.to_id)
                changed.add(relation.to_id)
        for held in changed:
            told = sorted(self._told[held].items())
            stakes = [stake_of(holder, held, list(own.values()), self.day) for holder, own in told]
            self.holdings.registers[held] = register_of(held, {stake.holder: stake for stake in stakes})

    def held_by(self, holders: Iterable[PublicId]) -> set[PublicId]:
        """Return in whom some parties hold something, themselves apart."""
        return {held for holder in holders for held in self._held_by.get(holder, ()) if held != holder}

    def held_of(self, party: PublicId, holders: Collection[PublicId]) -> tuple[int, int]:
        """Return the least and the greatest share of a company that some parties hold together."""
        stakes = self.holdings.registers[party].stakes.values()
        own = [stake for stake in stakes if stake.holder in holders]
        return sum(stake.low for stake in own), sum(stake.high for stake in own)
