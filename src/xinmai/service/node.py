"""Anything by its public id."""

from xinmai.model.fact import Fact
from xinmai.model.ids import PublicId, is_public_id
from xinmai.model.party import Party
from xinmai.model.record import CreditRecord
from xinmai.model.view import View
from xinmai.ports.store import Reader


async def node(store: Reader, view: View, public_id: str) -> Fact | None:
    """Return what has an id, parties and records with everything attached; None for nothing, and for an id that is none."""
    if not is_public_id(public_id):
        return None
    key = PublicId(public_id)
    found = (await store.facts(view, [key])).get(key)
    if isinstance(found, Party):
        return (await store.parties(view, [key])).get(key)
    if isinstance(found, CreditRecord):
        return (await store.credit_records(view, [key])).get(key)
    return found
