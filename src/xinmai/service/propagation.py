"""Whom does a record reach, by which rule, until when?"""

import msgspec

from xinmai.analysis.employers import candidate_employers
from xinmai.analysis.propagation import propagate
from xinmai.errors import UnknownId
from xinmai.model.consequence import ConsequenceList
from xinmai.model.fact import Fact
from xinmai.model.ids import PublicId
from xinmai.model.record import CreditRecord
from xinmai.model.view import Budget, View
from xinmai.model.vocabulary import Capacity, Direction
from xinmai.ports.budget import within
from xinmai.ports.store import Reader
from xinmai.rules.rule_checks import PERSON_TO_ORGANISATION
from xinmai.rules.rulebook import RuleBook
from xinmai.service.completeness import with_sources
from xinmai.service.gathering import Gathering


async def propagation(
    store: Reader, view: View, record_id: PublicId, rules: RuleBook, budget: Budget
) -> ConsequenceList:
    """Return everything that follows from a record on the view's day.

    Raises
    ------
    UnknownId
        If no record has this id in this view.
    BudgetExceeded
        If the whole question takes longer than the budget's seconds.
    """
    async with within(budget):
        _, found = await gathered_propagation(Gathering(store, view, budget), record_id, rules)
        return found


async def gathered_propagation(
    gathering: Gathering, record_id: PublicId, rules: RuleBook
) -> tuple[CreditRecord, ConsequenceList]:
    """Return a record and what follows from it; what that was judged by is in the gathering then.

    Raises
    ------
    UnknownId
        If no record has this id in this view.
    """
    store, view = gathering.store, gathering.view
    record = (await store.credit_records(view, [record_id])).get(record_id)
    if record is None:
        raise UnknownId(record_id)
    await _read_roles(gathering, record, rules)
    barred = propagate(record, gathering.graph(), rules, view.as_of)
    await _read_posts(gathering, barred, rules)
    found = propagate(record, gathering.graph(), rules, view.as_of)
    said = gathering.completeness(rule_pack=rules.digest)
    whole = await with_sources(store, view, said, _used(gathering, record, found))
    return record, msgspec.structs.replace(found, completeness=whole)


async def _read_roles(gathering: Gathering, record: CreditRecord, rules: RuleBook) -> None:
    """Read who held a role in the subjects, on every day, and who stands in the organisations that name somebody."""
    every_day = gathering.view.on_every_day()
    subjects = {row.party for row in record.parties if row.capacity is Capacity.SUBJECT and row.party}
    scopes = {row.party_scope for row in record.parties if row.party is None and row.party_scope}
    await gathering.meet(row.party for row in record.parties if row.party is not None)
    await gathering.expand(subjects, rules.role_kinds, Direction.IN, every_day)
    await gathering.expand(scopes, None, Direction.IN, every_day)
    if len(subjects) > 1:  # then a finding alone does not say in which of them
        found = {row.party for row in record.parties if row.party and row.capacity is not Capacity.SUBJECT}
        await gathering.expand(found, sorted(PERSON_TO_ORGANISATION), Direction.OUT, every_day)


async def _read_posts(gathering: Gathering, barred: ConsequenceList, rules: RuleBook) -> None:
    """Read the posts of barred persons and the licences of the organisations where they hold them."""
    persons = {c.party for c in barred.items if rules.version(c.rule, c.version).employers}
    await gathering.expand(persons, rules.post_kinds, Direction.OUT)
    posts = tuple(r for r in gathering.relations.values() if r.from_id in persons)
    await gathering.read_records(candidate_employers(rules.rules, posts))


def _used(gathering: Gathering, record: CreditRecord, found: ConsequenceList) -> tuple[Fact, ...]:
    steps = (step for c in (*found.items, *found.alerts) for step in c.proof.steps)
    keys = {use.key for step in steps for use in step.facts}
    return (record, *record.parties, *record.sanctions, *record.events, *gathering.facts(keys))
