"""Reads of the model store about records and the plan."""

from collections.abc import Sequence
from typing import Any

import msgspec

from xinmai.model.answers import CoverageCount
from xinmai.model.case import Case
from xinmai.model.fact import Fact
from xinmai.model.filters import Condition, Thing
from xinmai.model.groups import By, GroupCount
from xinmai.model.ids import PublicId
from xinmai.model.names import normal_form
from xinmai.model.party import ContactValue, Party
from xinmai.model.plan import Task, TaskLink
from xinmai.model.record import CreditRecord, RecordParty
from xinmai.model.relation import Relation
from xinmai.model.view import Budget, Page, Slice, View
from xinmai.model.vocabulary import PartyKind, TaskLinkKind

from support.attached import all_names, all_parties, of_type, whole_records
from support.model_reads import ModelReads, spend
from support.model_state import SUSPECTED, listed
from support.naive import ordered
from support.naive_groups import groups_of


class ModelRecords(ModelReads):
    """Records with what hangs on them, tasks, coverage."""

    async def find_records(self, view: View, where: Condition, page: Page) -> Slice[CreditRecord]:
        naive = self.naive(view)
        found = [r for r in naive.records if naive.holds(Thing.RECORD, where, r)]
        return listed(ordered(naive, Thing.RECORD, page.order, found), page)

    async def records(
        self, view: View, parties: Sequence[PublicId], where: Condition, page: Page
    ) -> dict[PublicId, Slice[CreditRecord]]:
        """A record names a party by a ``RecordParty``, not by a sanction alone. A name inside an organisation is that of
        the one person (kind ``person``) who has it, in normal form, as the stated name or a dated one of any day, and who
        has a relation of any day, not a suspected one and stated by the same namespace, to the organisation.
        """
        naive, seen = self.naive(view), self.state.visible(view)
        held = [r for r in naive.records if naive.holds(Thing.RECORD, where, r)]
        answer = {}
        for party in parties:
            if party in naive.parties:
                about = {
                    rp.record
                    for rp in of_type(seen, RecordParty)
                    if rp.party == party or _is_meant(rp, party, seen)
                }
                found = [r for r in held if r.id in about]
                answer[party] = listed(ordered(naive, Thing.RECORD, page.order, found), page)
        return answer

    async def aggregate(
        self,
        view: View,
        thing: Thing,
        where: Condition,
        by: Sequence[By],
        budget: Budget,
        *,
        sums: bool = True,
    ) -> tuple[GroupCount, ...]:
        """What a group is stands in ``support.naive_groups``."""
        spend(budget)
        naive = self.naive(view)
        subjects: list[Any] = list(naive.parties.values() if thing is Thing.PARTY else naive.records)
        found = [subject for subject in subjects if naive.holds(thing, where, subject)]
        groups = groups_of(thing, found, by, view.as_of)
        return groups if sums else tuple(msgspec.structs.replace(group, amounts=()) for group in groups)

    async def aggregate_relations(
        self, view: View, parties: Sequence[PublicId], where: Condition, by: Sequence[By], budget: Budget
    ) -> dict[PublicId, tuple[GroupCount, ...]]:
        spend(budget)
        naive, seen = self.naive(view), self.state.visible(view)
        answer = {}
        for party in parties:
            if isinstance(seen.get(party), Party | Case | ContactValue):
                own = [(r, party) for r in naive.relations if party in (r.from_id, r.to_id)]
                found = [standing for standing in own if naive.holds(Thing.RELATION, where, standing)]
                answer[party] = groups_of(Thing.RELATION, found, by, view.as_of)
        return answer

    async def records_of(
        self, view: View, parties: Sequence[PublicId], budget: Budget
    ) -> tuple[CreditRecord, ...]:
        """All of them: only time limits the answer."""
        spend(budget)
        seen = self.state.visible(view)
        about = {rp.record for rp in of_type(seen, RecordParty) if rp.party in parties}
        return tuple(record for record in whole_records(seen) if record.id in about)

    async def credit_records(self, view: View, ids: Sequence[PublicId]) -> dict[PublicId, CreditRecord]:
        return {record.id: record for record in whole_records(self.state.visible(view)) if record.id in ids}

    async def tasks(self, view: View, agency: PublicId | None) -> tuple[Fact, ...]:
        """By number, then id; links by kind, position, key. The tasks of an agency are those for which it is named as
        responsible; each comes with all its links.
        """
        seen = self.state.visible(view)
        answer: list[Fact] = []
        for task in sorted(of_type(seen, Task), key=lambda t: (t.no, t.id)):
            links = [link for link in of_type(seen, TaskLink) if link.task == task.id]
            bodies = [link.to_id for link in links if link.kind is TaskLinkKind.RESPONSIBLE]
            if agency is None or agency in bodies:
                answer += [task, *sorted(links, key=lambda k: (k.kind.value, k.position, k.key))]
        return tuple(answer)

    async def coverage(self, view: View, agency: PublicId | None) -> tuple[CoverageCount, ...]:
        """What is not stated comes first. The last day of decision is the text that is last by code points."""
        groups: dict[tuple[str, str, str], list[CreditRecord]] = {}
        for record in of_type(self.state.visible(view), CreditRecord):
            if agency is None or record.agency == agency:
                group = (record.agency or "", record.kind.value, record.item or "")
                groups.setdefault(group, []).append(record)
        return tuple(_count(records) for _, records in sorted(groups.items()))


def _count(records: list[CreditRecord]) -> CoverageCount:
    first = records[0]
    last = max((r.decided_on for r in records if r.decided_on is not None), default=None)
    return CoverageCount(first.agency, first.kind, first.item, len(records), last)


def _is_meant(named: RecordParty, party: PublicId, seen: dict[str, Fact]) -> bool:
    """Say whether a name inside an organisation is this person's and nobody else's there."""
    if named.party is not None or named.party_name is None:
        return False
    parties = all_parties(seen)
    bearers = {
        relation.from_id
        for relation in of_type(seen, Relation)
        if relation.to_id == named.party_scope
        and relation.kind not in SUSPECTED
        and relation.namespace == named.namespace
        and (person := parties.get(relation.from_id)) is not None
        and person.kind is PartyKind.PERSON
        and normal_form(named.party_name) in {normal_form(name) for name in all_names(person)}
    }
    return bearers == {party}
