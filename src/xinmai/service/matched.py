"""What of a party a look-up matched: its id, a code or a name, of the view's day or of another."""

from collections.abc import Sequence

from xinmai.ingest.identity import HASHED
from xinmai.model.names import normal_form
from xinmai.model.party import Party
from xinmai.model.resolution import Matched, MatchedBy
from xinmai.model.vocabulary import Property


def by_id(party: Party) -> Matched:
    """Say that a party was meant by its id."""
    return Matched(party, party.id, MatchedBy.ID)


def by_term(terms: Sequence[str], day: int, party: Party) -> Matched:
    """Say which of several writings ``scheme:value`` a party has as a code; one of the day before one of another day."""
    last4 = {i.term: i.last4 for i in party.identifiers}
    dated = [fact for fact in party.facts if fact.prop is Property.IDENTIFIER]
    last4 |= {fact.value: fact.last4 for fact in dated}
    now = {i.term for i in party.identifiers} | {fact.value for fact in dated if fact.may_hold_on(day)}
    held = [term for term in terms if term in now]
    term = (held or [term for term in terms if term in last4])[0]
    how = MatchedBy.IDENTIFIER if held else MatchedBy.OTHER_IDENTIFIER
    return Matched(party, _shown(term, last4[term]), how)


def by_name(normal: str, day: int, party: Party) -> Matched:
    """Say which name of a party has a normal form; the one of the day before one of another day."""
    current = party.name_on(day)
    if normal_form(current) == normal:
        return Matched(party, current, MatchedBy.NAME)
    names = (party.name, *(fact.value for fact in party.facts if fact.prop is Property.NAME))
    return Matched(party, min(name for name in names if normal_form(name) == normal), MatchedBy.OTHER_NAME)


def _shown(term: str, last4: str | None) -> str:
    """Return a code as it may be shown: of a hashed one its scheme and last four characters."""
    scheme = term.partition(":")[0]
    return f"{scheme}:…{last4 or ''}" if scheme in HASHED else term
