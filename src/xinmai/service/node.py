"""Anything by its public id."""

from xinmai.model.fact import Fact
from xinmai.model.ids import PublicId, is_public_id
from xinmai.model.party import Party
from xinmai.model.plan import PlannedTask, Task
from xinmai.model.record import CreditRecord
from xinmai.model.view import View
from xinmai.ports.store import Reader
from xinmai.service.codes import Hasher
from xinmai.service.tasks import tasks


async def node(store: Reader, view: View, public_id: str, hasher: Hasher) -> Fact | PlannedTask | None:
    """Return what has an id, with everything attached; None for nothing, and for an id that is none.

    A relation is found on every day: whatever was cited once can be looked up.
    """
    key = PublicId(hasher.pseudonym(public_id))
    if not is_public_id(key):
        return None
    found = (await store.facts(view.on_every_day(), [key])).get(key)
    if isinstance(found, Party):
        return (await store.parties(view, [key])).get(key)
    if isinstance(found, CreditRecord):
        return (await store.credit_records(view, [key])).get(key)
    return await _planned(store, view, found) if isinstance(found, Task) else found


async def _planned(store: Reader, view: View, task: Task) -> PlannedTask:
    planned = await tasks(store, view, None)
    return next((own for own in planned if own.task.id == task.id), PlannedTask(task, ()))
