"""Reads of the model store about records and the plan."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

import msgspec

from xinmai.model.answers import CoverageCount
from xinmai.model.dates import earliest
from xinmai.model.fact import Fact
from xinmai.model.ids import PublicId
from xinmai.model.names import normal_form
from xinmai.model.plan import Task, TaskLink
from xinmai.model.record import CreditRecord, RecordEvent, RecordLink, RecordParty, Sanction
from xinmai.model.relation import Relation
from xinmai.model.view import Budget, Page, Slice, View
from xinmai.model.vocabulary import PartyKind, RecordKind, TaskLinkKind

from support.model_reads import ModelReads, all_names, all_parties, spend
from support.model_state import SUSPECTED, page_of

F = TypeVar("F", bound=Fact)


class ModelRecords(ModelReads):
    """Records with what hangs on them, tasks, coverage."""

    async def records(
        self, view: View, party: PublicId, kinds: Sequence[RecordKind] | None, page: Page
    ) -> Slice[CreditRecord]:
        """A record names a party by a ``RecordParty``, not by a sanction alone. A name inside an organisation is that of
        the one person (kind ``person``) who has it, in normal form, as the stated name or a dated one of any day, and who
        has a relation of any day, not a suspected one and stated by the same namespace, to the organisation.
        """
        seen = self.state.visible(view)
        about = {
            rp.record for rp in _all(seen, RecordParty) if rp.party == party or _is_meant(rp, party, seen)
        }
        found = [r for r in _whole(seen) if r.id in about and (kinds is None or r.kind in kinds)]
        return page_of(found, lambda record: record.id, page)

    async def records_of(
        self, view: View, parties: Sequence[PublicId], budget: Budget
    ) -> tuple[CreditRecord, ...]:
        """All of them: only time limits the answer."""
        spend(budget)
        seen = self.state.visible(view)
        about = {rp.record for rp in _all(seen, RecordParty) if rp.party in parties}
        return tuple(record for record in _whole(seen) if record.id in about)

    async def credit_records(self, view: View, ids: Sequence[PublicId]) -> dict[PublicId, CreditRecord]:
        return {record.id: record for record in _whole(self.state.visible(view)) if record.id in ids}

    async def tasks(self, view: View, agency: PublicId | None) -> tuple[Fact, ...]:
        """By number, then id; links by kind, position, key. The tasks of an agency are those for which it is named as
        responsible; each comes with all its links.
        """
        seen = self.state.visible(view)
        answer: list[Fact] = []
        for task in sorted(_all(seen, Task), key=lambda t: (t.no, t.id)):
            links = [link for link in _all(seen, TaskLink) if link.task == task.id]
            bodies = [link.to_id for link in links if link.kind is TaskLinkKind.RESPONSIBLE]
            if agency is None or agency in bodies:
                answer += [task, *sorted(links, key=lambda k: (k.kind.value, k.position, k.key))]
        return tuple(answer)

    async def coverage(self, view: View, agency: PublicId | None) -> tuple[CoverageCount, ...]:
        """What is not stated comes first. The last day of decision is the text that is last by code points."""
        groups: dict[tuple[str, str, str], list[CreditRecord]] = {}
        for record in _all(self.state.visible(view), CreditRecord):
            if agency is None or record.agency == agency:
                group = (record.agency or "", record.kind.value, record.item or "")
                groups.setdefault(group, []).append(record)
        return tuple(_count(records) for _, records in sorted(groups.items()))


def _count(records: list[CreditRecord]) -> CoverageCount:
    first = records[0]
    last = max((r.decided_on for r in records if r.decided_on is not None), default=None)
    return CoverageCount(first.agency, first.kind, first.item, len(records), last)


def _all(seen: dict[str, Fact], kind: type[F]) -> list[F]:
    return [fact for fact in seen.values() if isinstance(fact, kind)]


def _is_meant(named: RecordParty, party: PublicId, seen: dict[str, Fact]) -> bool:
    """Say whether a name inside an organisation is this person's and nobody else's there."""
    if named.party is not None or named.party_name is None:
        return False
    parties = all_parties(seen)
    bearers = {
        relation.from_id
        for relation in _all(seen, Relation)
        if relation.to_id == named.party_scope
        and relation.kind not in SUSPECTED
        and relation.namespace == named.namespace
        and (person := parties.get(relation.from_id)) is not None
        and person.kind is PartyKind.PERSON
        and normal_form(named.party_name) in {normal_form(name) for name in all_names(person)}
    }
    return bearers == {party}


def _whole(seen: dict[str, Fact]) -> list[CreditRecord]:
    """Return the records with everything attached, by id; a link between records hangs on both of them."""
    return [_attached(r, seen) for r in sorted(_all(seen, CreditRecord), key=lambda record: record.id)]


def _attached(record: CreditRecord, seen: dict[str, Fact]) -> CreditRecord:
    of = record.id
    events = [e for e in _all(seen, RecordEvent) if e.record == of]
    return msgspec.structs.replace(
        record,
        parties=_by_key(p for p in _all(seen, RecordParty) if p.record == of),
        sanctions=_by_key(s for s in _all(seen, Sanction) if s.record == of),
        events=tuple(sorted(events, key=lambda e: (earliest(e.on), e.key))),
        record_links=_by_key(k for k in _all(seen, RecordLink) if of in (k.from_id, k.to_id)),
    )


def _by_key(facts: Iterable[F]) -> tuple[F, ...]:
    return tuple(sorted(facts, key=lambda fact: fact.key))
