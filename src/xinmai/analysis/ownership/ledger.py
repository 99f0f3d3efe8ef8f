"""Holdings that grow while a question is read: each new relation is added once, and only its register is made anew."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from xinmai.analysis.ownership.holdings import Holdings
from xinmai.analysis.ownership.reading import declared_control, taking_part, why_barred
from xinmai.analysis.ownership.registers import register_of, stake_of
from xinmai.model.ids import PublicId
from xinmai.model.ownership_options import CONTROL, OwnershipOptions
from xinmai.model.party import Party
from xinmai.model.relation import Relation
from xinmai.model.vocabulary import RelationKind


class Ledger:
    """What has been read of holdings so far on a day, 持股台账.

    Its ``holdings`` have registers, declared control, parties and who is barred; stakes by holder and coalitions are left
    to :func:`~xinmai.analysis.ownership.reading.read_holdings`.
    """

    def __init__(self, day: int, options: OwnershipOptions = CONTROL) -> None:
        self.day = day
        self.holdings = Holdings({}, {}, {}, {}, {}, declared={}, declared_by={}, options=options)
        self._told: defaultdict[PublicId, defaultdict[PublicId, dict[PublicId, Relation]]]
        self._told = defaultdict(lambda: defaultdict(dict))
        self._held_by: defaultdict[PublicId, set[PublicId]] = defaultdict(set)

    def add(self, parties: Iterable[Party], relations: Iterable[Relation]) -> None:
        """Add what was read; linear in the registers that it changes."""
        for party in parties:
            self.holdings.parties[party.id] = party
            flag = why_barred(party, self.day, self.holdings.options)
            if flag is not None:
                self.holdings.barred[party.id] = flag
        changed: set[PublicId] = set()
        for relation in relations:
            if relation.may_hold_on(self.day):
                self._told[relation.to_id][relation.from_id][relation.id] = relation
                changed.add(relation.to_id)
        for held in changed:
            self._write(held)

    def _write(self, held: PublicId) -> None:
        told, options = sorted(self._told[held].items()), self.holdings.options
        every = [relation for _, own in told for relation in own.values()]
        declared = taking_part(declared_control(every, self.day, options), self.holdings.barred)
        self.holdings.declared.update(declared)
        by_holder = {
            holder: [relation for relation in own.values() if relation.kind is RelationKind.HOLDS]
            for holder, own in told
        }
        stakes = {
            holder: stake_of(holder, held, own, self.day, options) for holder, own in by_holder.items() if own
        }
        for holder in {*stakes, *(one.holder for one in declared.get(held, ()))}:
            self._held_by[holder].add(held)
        if stakes:
            self.holdings.registers[held] = register_of(held, stakes)

    def held_by(self, holders: Iterable[PublicId]) -> set[PublicId]:
        """Return in whom some parties hold something or whom they are declared to control, themselves apart."""
        return {held for holder in holders for held in self._held_by.get(holder, ()) if held != holder}

    def held_of(self, party: PublicId, holders: Collection[PublicId]) -> tuple[int, int]:
        """Return the least and the greatest share of a company that some parties hold together."""
        register = self.holdings.registers.get(party)
        return (0, 0) if register is None else register.held_by(holders)
