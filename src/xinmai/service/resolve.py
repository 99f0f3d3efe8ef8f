"""A list of ids, codes and names: who is meant by each row, in a fixed number of reads for any number of rows."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Final

import msgspec

from xinmai.errors import BadArgument, SettingsError
from xinmai.ingest.identity import HASHED, is_identity_number
from xinmai.model.answers import Namesakes
from xinmai.model.facts import LONGEST
from xinmai.model.ids import PublicId, is_public_id
from xinmai.model.names import normal_form
from xinmai.model.party import Party
from xinmai.model.resolution import Matched, Nobody, Resolution, Row, Several, Unusable
from xinmai.model.view import Budget, View
from xinmai.model.vocabulary import IdentifierScheme
from xinmai.ports.budget import within
from xinmai.ports.store import Reader
from xinmai.service.codes import Hasher, has_wrong_check_digit, schemes_of, writings
from xinmai.service.lookup import CANDIDATES, scheme_of
from xinmai.service.matched import by_id, by_name, by_term

MAX_ROWS: Final = 1_000
"""Most rows of one batch."""


class _Sought(msgspec.Struct, frozen=True):
    """What a row is looked up as, stage after stage: the first stage that finds anybody decides."""

    id: PublicId | None = None
    terms: tuple[str, ...] = ()
    """``scheme:value``, most telling first."""
    name: str | None = None
    """In normal form."""
    says: str = ""
    """What nobody has, where nobody is found."""
    untried: str = ""
    """Why it could not be looked up as an identity number; then that nobody is found says nothing."""
    otherwise: "_Sought | None" = None
    """As what it is looked up if nobody is found: the codes in clear of what has the form of an identity number."""


class _Hits(msgspec.Struct, frozen=True):
    """What the store knows of a batch."""

    parties: dict[PublicId, Party]
    terms: dict[str, tuple[PublicId, ...]]
    names: dict[str, Namesakes]


async def resolve(
    store: Reader, view: View, rows: Sequence[Row], hasher: Hasher, budget: Budget
) -> list[Resolution]:
    """Return who is meant by each row, in the order given; a row that cannot be looked up does not stop the others.

    A name counts on any day: one that a party bore earlier or bears later matches as well, and says so. Where several
    parties have a code or ever bore a name, none is chosen.

    Raises
    ------
    BadArgument
        If there are no rows or more than :data:`MAX_ROWS`.
    """
    if not 1 <= len(rows) <= MAX_ROWS:
        raise BadArgument(
            "list",
            f"must hold 1 to {MAX_ROWS:,} rows, not {len(rows):,}; `xinmai resolve LIST` takes a file of any length.",
        )
    sought = [_sought(row, hasher) for row in rows]
    async with within(budget):
        found = await _found(store, view, sought)
        again = [_otherwise(one, answer) for one, answer in zip(sought, found, strict=True)]
        if any(isinstance(one, _Sought) for one in again):
            found = await _found(store, view, again)
    return found


async def _found(store: Reader, view: View, sought: Sequence[_Sought | Resolution]) -> list[Resolution]:
    """Return who is meant by what is looked up; what is answered already stays."""
    hits = await _hits(store, view, [one for one in sought if isinstance(one, _Sought)])
    return [_judged(one, hits, view) if isinstance(one, _Sought) else one for one in sought]


def _otherwise(one: _Sought | Unusable, answer: Resolution) -> _Sought | Resolution:
    """Return as what a row is looked up again; its answer where that is nothing."""
    if isinstance(one, _Sought) and one.otherwise is not None and isinstance(answer, Nobody):
        return one.otherwise
    return answer


def _sought(row: Row, hasher: Hasher) -> _Sought | Unusable:
    stated = [value for value in (row.id, row.identifier, row.name, row.text) if value is not None]
    if len(stated) != 1:
        return Unusable("The row must state exactly one of id, identifier, name and text.")
    value = stated[0] if isinstance(stated[0], str) else stated[0][1]
    if not value.strip():
        return Unusable("The row is empty.")
    if len(value.encode(errors="surrogatepass")) > LONGEST:
        return Unusable(f"The row is longer than {LONGEST:,} bytes; no id, code or name is.")
    if "\0" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
        return Unusable("The row holds characters that are no text.")
    try:
        return _read(row, value, hasher)
    except (BadArgument, SettingsError) as error:
        return Unusable(str(error))


def _read(row: Row, value: str, hasher: Hasher) -> _Sought | Unusable:
    if row.id is not None:
        return _Sought(id=_id(value, hasher), says="id")
    if row.identifier is not None:
        scheme = scheme_of(row.identifier[0])
        return _Sought(terms=_terms([scheme], value, hasher), says=f"identifier of scheme {scheme}")
    if row.name is not None:
        normal = normal_form(value)
        return _Sought(name=normal, says="name") if normal else Unusable("Nothing of the name is left.")
    return _text(value.strip(), hasher)


def _text(value: str, hasher: Hasher) -> _Sought | Unusable:
    """Return all that a cell may be; a scheme whose codes this installation cannot look up does not keep it from the others."""
    if is_identity_number(value):
        return _number(value, hasher)
    normal, untried = normal_form(value), ""
    terms: tuple[str, ...] = ()
    for scheme in schemes_of(value):
        try:
            terms += _terms([scheme], value, hasher)
        except SettingsError as error:
            untried = str(error)
    if not normal and not terms:
        return Unusable("Nothing of the text is left that could be a name or a code.")
    doubt = (
        " (it has the form of a credit code and fails its check digit)"
        if has_wrong_check_digit(value)
        else ""
    )
    public_id = _id(value, hasher) if is_public_id(value) else None
    return _Sought(public_id, terms, normal or None, f"id, code or name{doubt}", untried)


def _number(value: str, hasher: Hasher) -> _Sought:
    """Return what an identity number is looked up as: its hash; in clear, as another code, only if nobody has that."""
    codes = _terms([scheme for scheme in schemes_of(value) if scheme not in HASHED], value, hasher)
    clear = _Sought(terms=codes, says="identity number or code")
    try:
        terms = _terms([IdentifierScheme.CN_ID], value, hasher)
    except SettingsError as error:
        return msgspec.structs.replace(clear, untried=str(error))
    return _Sought(terms=terms, says="identity number", otherwise=clear)


def _id(text: str, hasher: Hasher) -> PublicId | None:
    wanted = PublicId(hasher.pseudonym(text))
    return wanted if is_public_id(wanted) else None


def _terms(schemes: Iterable[IdentifierScheme], value: str, hasher: Hasher) -> tuple[str, ...]:
    return tuple(f"{scheme}:{code}" for scheme in schemes for code in writings(scheme, value, hasher))


async def _hits(store: Reader, view: View, sought: Sequence[_Sought]) -> _Hits:
    """Read all that a batch needs: four calls at most."""
    ids = {one.id for one in sought if one.id is not None}
    terms = list(dict.fromkeys(term for one in sought for term in one.terms))
    names = list(dict.fromkeys(one.name for one in sought if one.name is not None))
    parties = await store.parties(view, sorted(ids)) if ids else {}
    having = await store.resolve(view, terms) if terms else {}
    named = await store.named(view, names, CANDIDATES) if names else {}
    single = {found[0] for found in having.values() if len(found) == 1}
    single |= {found.ids[0] for found in named.values() if found.total == 1}
    rest = sorted(single - parties.keys())
    return _Hits(parties | (await store.parties(view, rest) if rest else {}), having, named)


def _judged(one: _Sought, hits: _Hits, view: View) -> Resolution:
    if one.id in hits.parties:
        return by_id(hits.parties[one.id])
    having = [term for term in one.terms if hits.terms.get(term)]
    if having:
        ids = tuple(sorted({party for term in having for party in hits.terms[term]}))
        return _one_of(
            Namesakes(ids[:CANDIDATES], len(ids)), "code", hits, partial(by_term, having, view.as_of)
        )
    named = hits.names.get(one.name or "", Namesakes())
    if named.total:
        return _one_of(named, "name", hits, partial(by_name, one.name or "", view.as_of))
    return Unusable(one.untried) if one.untried else Nobody(f"No party has this {one.says} in this view.")


def _one_of(found: Namesakes, what: str, hits: _Hits, matched: Callable[[Party], Matched]) -> Resolution:
    if found.total == 1:
        return matched(hits.parties[found.ids[0]])
    return Several(f"{found.total} parties have this {what}.", found.ids, found.total)
