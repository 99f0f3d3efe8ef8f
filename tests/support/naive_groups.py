"""What a group is, said in plain Python."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from xinmai.model.dates import first_text
from xinmai.model.filters import Thing
from xinmai.model.groups import DATE_OF, Amounts, By, GroupCount
from xinmai.model.vocabulary import Property


def groups_of(thing: Thing, subjects: Iterable[Any], by: Sequence[By], day: int) -> tuple[GroupCount, ...]:
    """Return the groups of subjects, by their keys, what is not stated last."""
    groups: dict[tuple[Any, ...], list[Any]] = {}
    for subject in subjects:
        groups.setdefault(tuple(_key(thing, key, subject, day) for key in by), []).append(subject)
    order = sorted(groups, key=lambda keys: [(key is None, key or "") for key in keys])
    return tuple(_group(thing, keys, groups[keys], day) for keys in order)


def _key(thing: Thing, by: By, subject: Any, day: int) -> str | None:
    if thing is Thing.RELATION:
        subject, node = subject
        if by is By.DIRECTION:
            ends = (subject.from_id == node, subject.to_id == node)
            return "BOTH" if all(ends) else "OUT" if ends[0] else "IN"
    if by is By.YEAR:
        date = getattr(subject, DATE_OF[thing])
        return None if date is None else date[:4]
    if thing is Thing.PARTY and by is not By.KIND:
        return subject.value_on(day, Property(by))  # type: ignore[no-any-return]
    value = getattr(subject, by)
    return None if value is None else str(value)


def _group(thing: Thing, keys: tuple[Any, ...], subjects: list[Any], day: int) -> GroupCount:
    facts = [subject[0] if thing is Thing.RELATION else subject for subject in subjects]
    dates = [first_text(date) for fact in facts if (date := getattr(fact, DATE_OF[thing])) is not None]
    amounts: dict[str | None, list[Any]] = {}
    for fact in facts:
        party = thing is Thing.PARTY
        amount = fact.value_on(day, Property.REGISTERED_CAPITAL) if party else fact.amount
        if amount is not None and amount.replace(".", "", 1).isdecimal():
            amounts.setdefault(None if party else fact.currency, []).append(Fraction(amount))
    order = sorted(amounts, key=lambda currency: (currency is not None, currency or ""))
    sums = [Amounts(c, len(amounts[c]), sum(amounts[c]), min(amounts[c]), max(amounts[c])) for c in order]
    return GroupCount(keys, len(facts), min(dates, default=None), max(dates, default=None), tuple(sums))
