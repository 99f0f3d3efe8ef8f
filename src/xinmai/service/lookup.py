"""Who is meant: a party by its id, an identifier or its exact name."""

from typing import Final

from xinmai.errors import BadArgument
from xinmai.model.filters import Compare, Op
from xinmai.model.ids import PublicId, is_public_id
from xinmai.model.lookup import Ambiguous, Found, Lookup, NotFound
from xinmai.model.names import normal_form
from xinmai.model.party import Party
from xinmai.model.view import Page, View
from xinmai.model.vocabulary import IdentifierScheme
from xinmai.ports.store import Reader
from xinmai.service.codes import Hasher, writings

CANDIDATES: Final = 50
"""How many candidates an ambiguous answer names."""


async def party_by_id(store: Reader, view: View, public_id: str, hasher: Hasher) -> Lookup:
    """Return the party of an id; an id that is none is nobody's."""
    wanted = PublicId(hasher.pseudonym(public_id))
    party = (await store.parties(view, [wanted])).get(wanted) if is_public_id(wanted) else None
    return NotFound(f"No party has the id {wanted} in this view.") if party is None else Found(party)


async def party_by_identifier(store: Reader, view: View, scheme: str, value: str, hasher: Hasher) -> Lookup:
    """Return the party that has an identifier, now or formerly. Identity numbers are hashed before the look-up.

    Raises
    ------
    BadArgument
        If the scheme is none of ours.
    """
    terms = [f"{scheme}:{code}" for code in writings(scheme_of(scheme), value, hasher)]
    resolved = await store.resolve(view, terms)
    ids = sorted({party for term in terms for party in resolved.get(term, ())})
    found = await store.parties(view, ids[:CANDIDATES])
    parties = tuple(found[i] for i in ids[:CANDIDATES] if i in found)
    return _one_of(parties, len(ids), f"identifier of scheme {scheme}")


async def party_by_name(store: Reader, view: View, name: str) -> Lookup:
    """Return the party with a name (any that holds on the view's day), compared in normal form.

    Raises
    ------
    BadArgument
        If nothing of the name is left in normal form.
    """
    if not normal_form(name):
        raise BadArgument("name", "is empty.")
    found = await store.find(view, Compare("name", Op.EQ, name), Page(first=CANDIDATES))
    return _one_of(found.items, found.total or 0, "name")


def _one_of(parties: tuple[Party, ...], total: int, what: str) -> Lookup:
    if total == 1 and parties:
        return Found(parties[0])
    if not parties:
        return NotFound(f"No party has this {what} in this view.")
    return Ambiguous(f"{total} parties have this {what}.", parties, total)


def scheme_of(scheme: str) -> IdentifierScheme:
    """Return the scheme of a word.

    Raises
    ------
    BadArgument
        If it is none of ours.
    """
    try:
        return IdentifierScheme(scheme)
    except ValueError:
        raise BadArgument("scheme", f"must be one of {', '.join(IdentifierScheme)}.") from None
