"""Conditions as Cypher. Every comparison gives true or false, never null; values become parameters, names are ours."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from xinmai.model.dates import first_text, last_text
from xinmai.model.filters import (
    FIELDS,
    LINKS,
    SEVERAL,
    Compare,
    Condition,
    Either,
    Linked,
    Not,
    Op,
    Quantifier,
    Sort,
    Thing,
)
from xinmai.model.names import normal_form
from xinmai.model.shares import WHOLE, amount_order
from xinmai.model.vocabulary import Direction, RelationKind
from xinmai.store.fields import COMPARED, RANGES, unstated
from xinmai.store.neo4j.fields import property_of
from xinmai.store.neo4j.situation import (
    first_day,
    last_day,
    name_on_the_day,
    shown,
    state_on_the_day,
    value_on_the_day,
    version,
)
from xinmai.store.neo4j.vocabulary import RELATION_TYPE, SUPERSEDED

_LIKE: Final = {Op.CONTAINS: "CONTAINS", Op.STARTS_WITH: "STARTS WITH", Op.ENDS_WITH: "ENDS WITH"}


class Where:
    """Writes the conditions of one statement: each as an expression over a variable.

    Of a party or record ``x`` the node is ``x`` and the version that the view shows ``x_stated``; of a relation, finding,
    sanction or event ``x`` is the relationship, and of a relation ``x_near`` and ``x_far`` are its ends.
    """

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}
        self._variables = 0

    def of(self, thing: Thing, condition: Condition, it: str) -> str:
        """Return a condition on a thing."""
        if isinstance(condition, Compare):
            return _TESTS[FIELDS[thing][condition.field]](self, thing, condition, it)
        if isinstance(condition, Linked):
            return self._linked(thing, condition, it)
        if isinstance(condition, Not):
            return f"NOT ({self.of(thing, condition.of, it)})"
        word, nothing = (" OR ", "false") if isinstance(condition, Either) else (" AND ", "true")
        return word.join(f"({self.of(thing, inner, it)})" for inner in condition.of) or nothing

    def value(self, value: Any) -> str:
        """Return the parameter that holds a value."""
        name = f"w{len(self.values)}"
        self.values[name] = value
        return f"$given.{name}"

    def variable(self) -> str:
        """Return a new variable."""
        self._variables += 1
        return f"x{self._variables}"

    def _linked(self, thing: Thing, condition: Linked, it: str) -> str:
        far, own = LINKS[thing][condition.by], self.variable()
        source = _SOURCES[thing, condition.by](it, own)
        held = self.of(far, condition.where, own)
        if condition.quantifier is Quantifier.SINGLE:
            return f"COUNT {{ {source} WHERE {held} RETURN DISTINCT {own} LIMIT 2 }} = 1"
        contrary = condition.quantifier is Quantifier.ALL
        found = f"EXISTS {{ {source} WHERE {f'NOT ({held})' if contrary else held} RETURN {own} }}"
        return found if condition.quantifier is Quantifier.SOME else f"NOT {found}"


def _joined(pattern: str, relationship: str, keep: str, also: str = "") -> str:
    """Return the beginning of a subquery: a pattern with a relationship that the view shows, and what is kept of it."""
    return f"MATCH {pattern} WHERE {shown(relationship)}{also} WITH {keep}"


def _node(found: str, it: str, kind: str) -> str:
    """Return the rest of a beginning: a node of a kind in the version that the view shows."""
    return (
        f"{found} WHERE {it}.kind = '{kind}' WITH {it}, {version(it)} AS {it}_stated"
        f" WHERE {it}_stated.need IN $given.shown AND {it}_stated.payload IS NOT NULL WITH {it}, {it}_stated"
    )


EVERY_RELATION: Final = "|".join(
    sorted([*RELATION_TYPE.values(), *(SUPERSEDED + name for name in RELATION_TYPE.values())])
)
_DAYS: Final = " AND {0}.dayFrom <= $given.lastDay AND {0}.dayTo > $given.firstDay"


def _types(*names: str) -> str:
    return "|".join([*names, *(SUPERSEDED + name for name in names)])


def _relations(it: str, own: str) -> str:
    pattern, kept = (
        f"({it})-[{own}:{EVERY_RELATION}]-({own}_far)",
        f"DISTINCT {own}, {it} AS {own}_near, {own}_far",
    )
    return _joined(pattern, own, kept, _DAYS.format(own))


def _records(it: str, own: str) -> str:
    found = _joined(f"({it})<-[{own}_link:{_types('NAMES')}]-({own})", f"{own}_link", f"DISTINCT {own}")
    return _node(found, own, "record")


def _agency(it: str, own: str) -> str:
    found = _joined(f"({it})-[{own}_link:{_types('ISSUED_BY')}]->({own})", f"{own}_link", f"DISTINCT {own}")
    return _node(found, own, "party")


def _parts(*names: str) -> Callable[[str, str], str]:
    return lambda it, own: _joined(f"({it})-[{own}:{_types(*names)}]->()", own, own)


def _far(it: str, own: str) -> str:
    return _node(f"WITH {it}_far AS {own}", own, "party")


def _found(it: str, own: str) -> str:
    """Return the party that a finding names by id; a name inside an organisation is none."""
    return _node(
        f"WITH endNode({it}) AS {own}, {it} AS {own}_link WHERE NOT type({own}_link) ENDS WITH 'IN' WITH {own}",
        own,
        "party",
    )


_SOURCES: Final[dict[tuple[Thing, str], Callable[[str, str], str]]] = {
    (Thing.PARTY, "relations"): _relations,
    (Thing.PARTY, "records"): _records,
    (Thing.RELATION, "other"): _far,
    (Thing.RECORD, "agency"): _agency,
    (Thing.RECORD, "parties"): _parts("NAMES", "NAMES_SOMEBODY_IN"),
    (Thing.RECORD, "sanctions"): _parts("IMPOSES"),
    (Thing.RECORD, "events"): _parts("HAS_EVENT"),
    (Thing.FINDING, "party"): _found,
}
"""Thing and link → what writes the beginning of a subquery for what it leads to, up to its last WITH."""


def _stated(expression: str, test: Compare) -> str:
    return f"{expression} IS {'NOT ' if test.value else ''}NULL"


def attribute(thing: Thing, field: str, it: str) -> str:
    """Return the expression for what a fact states in a field; null where it states nothing."""
    holder = f"{it}_stated" if thing in (Thing.PARTY, Thing.RECORD) else it
    if field == "id":
        return f"{it}.id"
    if thing is Thing.RELATION and field == "kind":
        return f"type({it})"
    text, default = f"{holder}.{property_of(thing, field)}", unstated(thing, field)
    return text if default is None else f"coalesce({text}, '{default}')"


def _among(where: Where, expression: str, values: Iterable[Any]) -> str:
    return f"coalesce({expression} IN {where.value(list(values))}, false)"


def _word(where: Where, thing: Thing, test: Compare, it: str) -> str:
    text = attribute(thing, test.field, it)
    if test.op is Op.STATED:
        return _stated(text, test)
    if thing is Thing.RELATION and test.field == "kind":
        names = [RELATION_TYPE[RelationKind(kind)] for kind in test.values if kind in set(RelationKind)]
        return _among(where, text, [*names, *(SUPERSEDED + name for name in names)])
    return _among(where, text, test.values)


def _text(where: Where, thing: Thing, test: Compare, it: str) -> str:
    text = attribute(thing, test.field, it)
    return _stated(text, test) if test.op is Op.STATED else _like(where, text, test.op, test.values)


def _like(where: Where, text: str, op: Op, values: Sequence[Any]) -> str:
    if op in (Op.EQ, Op.IN):
        return _among(where, text, values)
    return f"coalesce({text} {_LIKE[op]} {where.value(values[0])}, false)"


def _name(where: Where, thing: Thing, test: Compare, it: str) -> str:
    normal = [normal_form(value) for value in test.values]
    if thing is Thing.FINDING:
        return _like(where, attribute(thing, test.field, it), test.op, normal)
    if test.field == "name":
        return _like(where, f"({name_on_the_day(it)})", test.op, normal)
    dated = _dated(
        where, it, "name", lambda _, value: _like(where, f"{value}.normalName", test.op, normal), ever=True
    )
    return f"({_like(where, f'{it}_stated.normalName', test.op, normal)} OR {dated})"


def _date(where: Where, thing: Thing, test: Compare, it: str) -> str:
    text = attribute(thing, test.field, it)
    if test.op is Op.STATED:
        return _stated(text, test)
    first, last = first_day(text), last_day(text)
    since, until = where.value(first_text(str(test.value))), where.value(last_text(str(test.value)))
    held = {
        Op.EQ: f"{first} >= {since} AND {last} <= {until}",
        Op.LT: f"{last} < {since}",
        Op.LTE: f"{last} <= {until}",
        Op.GT: f"{first} > {until}",
        Op.GTE: f"{first} >= {since}",
    }[test.op]
    return f"coalesce({held}, false)"


def _share(where: Where, thing: Thing, test: Compare, it: str) -> str:
    low, high = share_bounds(thing, test.field, it)
    if test.op is Op.STATED:
        return _stated(low, test)
    value = where.value(test.value)
    if test.op is Op.EQ:
        return f"coalesce({low} = {value} AND {high} = {value}, false)"
    bound = high if test.op in (Op.LT, Op.LTE) else low
    return f"coalesce({bound} {COMPARED[test.op]} {value}, false)"


def share_bounds(thing: Thing, field: str, it: str) -> tuple[str, str]:
    """Return the least and the greatest share that a field may mean; null where nothing is stated."""
    exact = attribute(thing, field, it)
    if field not in RANGES:
        return exact, exact
    least, greatest = (f"{it}.{property_of(thing, name)}" for name in RANGES[field])
    return (
        f"coalesce({exact}, {least}, CASE WHEN {greatest} IS NOT NULL THEN 0 END)",
        f"coalesce({exact}, {greatest}, CASE WHEN {least} IS NOT NULL THEN {WHOLE} END)",
    )


def _amount(where: Where, thing: Thing, test: Compare, it: str) -> str:
    text = attribute(thing, test.field, it)
    return _stated(text, test) if test.op is Op.STATED else _more_or_less(where, text, test)


def _more_or_less(where: Where, text: str, test: Compare) -> str:
    return f"coalesce({text} {COMPARED[test.op]} {where.value(amount_order(str(test.value)))}, false)"


def _flag(_where: Where, thing: Thing, test: Compare, it: str) -> str:
    return f"coalesce({attribute(thing, test.field, it)}, false) = {'true' if test.value else 'false'}"


def _dated(where: Where, it: str, prop: str, held: Callable[[str, str], str], *, ever: bool = False) -> str:
    """Return that a party has a property, on the day or ever, of which relationship and node fulfil a test."""
    link, value = where.variable(), where.variable()
    days = "" if ever else f" AND {link}.firstDay <= $given.asOf AND {link}.endDay > $given.asOf"
    return (
        f"EXISTS {{ MATCH ({it})-[{link}:{_types('HAS_PROPERTY')}]->({value})"
        f" WHERE {link}.property = '{prop}'{days} AND {shown(link)} AND {held(link, value)} }}"
    )


def _trait(where: Where, _thing: Thing, test: Compare, it: str) -> str:
    if test.op is Op.STATED:
        return f"{'' if test.value else 'NOT '}{_dated(where, it, test.field, lambda *_: 'true')}"
    if test.field in SEVERAL:
        return _dated(where, it, test.field, lambda _, value: _among(where, f"{value}.value", test.values))
    return _among(where, value_on_the_day(it, test.field), test.values)


def _capital(where: Where, thing: Thing, test: Compare, it: str) -> str:
    if test.op is Op.STATED:
        return _trait(where, thing, test, it)
    return _more_or_less(where, value_on_the_day(it, test.field, "{0}.amountOrder"), test)


def _identifier(where: Where, _thing: Thing, test: Compare, it: str) -> str:
    link, code = where.variable(), where.variable()
    return (
        f"EXISTS {{ MATCH ({it})-[{link}:{_types('IDENTIFIED_BY')}]->({code}) WHERE {shown(link)}"
        f" AND {_among(where, f'{code}.term', test.values)} }}"
    )


def _state(where: Where, _thing: Thing, test: Compare, it: str) -> str:
    return _among(where, state_on_the_day(it), test.values)


def _side(_where: Where, _thing: Thing, test: Compare, it: str) -> str:
    return f"{'startNode' if test.value == Direction.OUT else 'endNode'}({it}) = {it}_near"


_TESTS: Final[dict[Sort, Callable[[Where, Thing, Compare, str], str]]] = {
    Sort.WORD: _word,
    Sort.TEXT: _text,
    Sort.NAME: _name,
    Sort.DATE: _date,
    Sort.SHARE: _share,
    Sort.AMOUNT: _amount,
    Sort.FLAG: _flag,
    Sort.TRAIT: _trait,
    Sort.CAPITAL: _capital,
    Sort.IDENTIFIER: _identifier,
    Sort.STATE: _state,
    Sort.SIDE: _side,
}
