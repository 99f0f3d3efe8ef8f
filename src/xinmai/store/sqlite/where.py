"""Conditions as SQL. Every comparison gives 0 or 1, never NULL; values become parameters."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from xinmai.model.dates import first_text, last_text, today_text
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
from xinmai.store.fields import COMPARED, RANGES, column, unstated
from xinmai.store.sqlite.codes import ARC, FACT, IN, OUT, PARTY, RECORD, RELATION
from xinmai.store.sqlite.lens import RELATIONS_ONLY, Lens
from xinmai.store.sqlite.packing import packed
from xinmai.store.sqlite.situation import (
    KNOWN,
    first_day,
    last_day,
    name_on_the_day,
    state_on_the_day,
    value_on_the_day,
)

HIGHEST: Final = "\U0010ffff"
"""Sorts behind whatever may follow a text."""
_SHOWN: Final = "{0}.payload IS NOT NULL AND {0}.need & :h = 0"
_ON_THE_DAY: Final = "{0}.day_from <= :day AND {0}.day_to > :day"


class Where:
    """Writes the conditions of one statement: each as an expression over an alias of a row of facts.

    An alias of a relation, finding, sanction or event is followed by that of the arc that led to it, with ``_arc`` behind.
    """

    def __init__(self, lens: Lens) -> None:
        self.lens = lens
        self.values: dict[str, Any] = {"day": lens.view.as_of, "today": today_text(lens.view.as_of)}
        self._aliases = 0

    def of(self, thing: Thing, condition: Condition, alias: str) -> str:
        """Return a condition on a thing whose fact stands under an alias."""
        if isinstance(condition, Compare):
            return _TESTS[FIELDS[thing][condition.field]](self, thing, condition, alias)
        if isinstance(condition, Linked):
            return self._linked(thing, condition, alias)
        if isinstance(condition, Not):
            return f"NOT ({self.of(thing, condition.of, alias)})"
        word, nothing = (" OR ", "0") if isinstance(condition, Either) else (" AND ", "1")
        return word.join(f"({self.of(thing, inner, alias)})" for inner in condition.of) or nothing

    def value(self, value: Any) -> str:
        """Return the parameter that holds a value."""
        name = f"w{len(self.values)}"
        self.values[name] = value
        return f":{name}"

    def values_of(self, values: Iterable[str] | Iterable[int]) -> str:
        """Return the list of values that a parameter holds."""
        return f"(SELECT value FROM json_each({self.value(packed(values))}))"

    def alias(self) -> str:
        """Return a new alias."""
        self._aliases += 1
        return f"x{self._aliases}"

    def _linked(self, thing: Thing, condition: Linked, alias: str) -> str:
        far = LINKS[thing][condition.by]
        own = self.alias()
        source = _SOURCES[thing, condition.by](self, alias, own)
        held = self.of(far, condition.where, own)
        if condition.quantifier is Quantifier.SOME:
            return f"EXISTS (SELECT 1 {source} AND ({held}))"
        if condition.quantifier is Quantifier.NONE:
            return f"NOT EXISTS (SELECT 1 {source} AND ({held}))"
        if condition.quantifier is Quantifier.ALL:
            return f"NOT EXISTS (SELECT 1 {source} AND NOT ({held}))"
        return f"(SELECT count(*) FROM (SELECT 1 {source} AND ({held}) LIMIT 2)) = 1"

    def relations_of(self, node: str, own: str) -> str:
        """Return the source of the relations of the party with a number, each once."""
        arc = f"{own}_arc"
        return (
            f"FROM {self.lens.arcs} {arc} CROSS JOIN {self.lens.facts} {own} ON {own}.fid = {arc}.fid"
            f" WHERE {arc}.n = {node} AND {RELATIONS_ONLY.replace('a.', f'{arc}.')}"
            f" AND NOT ({arc}.dir = {IN} AND {arc}.other = {arc}.n) AND {Lens.SHOWN.replace('a.', f'{arc}.')}"
        )

    def records_of(self, node: str, own: str) -> str:
        """Return the source of the records that name a party by id, each once."""
        arc = f"{own}_arc"
        return (
            f"FROM {self.lens.facts} {own} WHERE {own}.fid IN (SELECT {arc}.other FROM {self.lens.arcs} {arc}"
            f" WHERE {arc}.n = {node} AND {arc}.kind = {ARC['record_party']} AND {arc}.dir = {IN}"
            f" AND {arc}.need & :h = 0) AND {_SHOWN.format(own)}"
        )

    def party_at(self, node: str, own: str) -> str:
        """Return the source of the party with a number."""
        return (
            f"FROM {self.lens.facts} {own} WHERE {own}.fid = {node} AND {own}.kind = {FACT['party']}"
            f" AND {_SHOWN.format(own)}"
        )

    def agency_of(self, node: str, own: str) -> str:
        """Return the source of the agency of the record with a number."""
        arc = f"{own}_arc"
        return (
            f"FROM {self.lens.arcs} {arc} CROSS JOIN {self.lens.facts} {own} ON {own}.fid = {arc}.other"
            f" WHERE {arc}.n = {node} AND {arc}.kind = {ARC['issued_by']} AND {arc}.dir = {OUT} AND {arc}.need & :h = 0"
            f" AND {own}.kind = {FACT['party']} AND {_SHOWN.format(own)}"
        )

    def parts_of(self, node: str, own: str, *kinds: str) -> str:
        """Return the source of the facts of some kinds that hang on the record with a number."""
        arc, codes = f"{own}_arc", ",".join(str(ARC[kind]) for kind in kinds)
        return (
            f"FROM {self.lens.arcs} {arc} CROSS JOIN {self.lens.facts} {own} ON {own}.fid = {arc}.fid"
            f" WHERE {arc}.n = {node} AND {arc}.kind IN ({codes}) AND {arc}.dir = {OUT} AND {arc}.need & :h = 0"
        )

    def dated(self, alias: str, prop: str, test: str) -> str:
        """Return that a party has a property on the day whose fact ``d`` fulfils a test."""
        arc, own = self.alias(), self.alias()
        return (
            f"EXISTS (SELECT 1 FROM {self.lens.arcs} {arc} CROSS JOIN {self.lens.facts} {own} ON {own}.fid = {arc}.fid"
            f" CROSS JOIN term t ON t.term = {self.value(prop)} || '=' || ({own}.payload ->> '$.value')"
            f" AND t.n = {arc}.n AND t.fid = {own}.fid WHERE {arc}.n = {alias}.fid AND {arc}.kind = {ARC['party_fact']}"
            f" AND {arc}.need & :h = 0 AND {KNOWN.format('t')} AND {_ON_THE_DAY.format('t')} AND {test.format(own)})"
        )


_SOURCES: Final[dict[tuple[Thing, str], Callable[[Where, str, str], str]]] = {
    (Thing.PARTY, "relations"): lambda where, it, own: where.relations_of(f"{it}.fid", own),
    (Thing.PARTY, "records"): lambda where, it, own: where.records_of(f"{it}.fid", own),
    (Thing.RELATION, "other"): lambda where, it, own: where.party_at(f"{it}_arc.other", own),
    (Thing.RECORD, "agency"): lambda where, it, own: where.agency_of(f"{it}.fid", own),
    (Thing.RECORD, "parties"): lambda where, it, own: where.parts_of(
        f"{it}.fid", own, "record_party", "record_scope"
    ),
    (Thing.RECORD, "sanctions"): lambda where, it, own: where.parts_of(f"{it}.fid", own, "sanction"),
    (Thing.RECORD, "events"): lambda where, it, own: where.parts_of(f"{it}.fid", own, "record_event"),
    (Thing.FINDING, "party"): lambda where, it, own: (
        f"{where.party_at(f'{it}_arc.other', own)} AND {it}_arc.kind = {ARC['record_party']}"
    ),
}
"""Thing and link → what gives the source of what it leads to: FROM clause and conditions."""


def _stated(expression: str, test: Compare) -> str:
    return f"({expression}) IS {'NOT ' if test.value else ''}NULL"


def _among(where: Where, expression: str, test: Compare) -> str:
    """Return that an expression is one of the words of a test."""
    return f"ifnull({_is_one_of(where, expression, test.values)}, 0)"


def _is_one_of(where: Where, column: str, values: Sequence[Any]) -> str:
    """Return that a column, which is never NULL, is one of some values; an index on it serves."""
    if len(values) == 1:
        return f"{column} = {where.value(values[0])}"
    return f"{column} IN {where.values_of(values)}"


def _kinds(thing: Thing, alias: str) -> tuple[str, Any] | None:
    if thing is Thing.PARTY:
        return f"{alias}.sub", {str(kind): code for kind, code in PARTY.items()}
    if thing is Thing.RECORD:
        return f"{alias}.sub", {str(kind): code for kind, code in RECORD.items()}
    return (f"{alias}_arc.kind", _RELATIONS) if thing is Thing.RELATION else None


_RELATIONS: Final = {str(kind): RELATION[kind] for kind in RelationKind}


def attribute(thing: Thing, field: str, alias: str) -> str:
    """Return the expression for what a fact states in a field; NULL where it states nothing."""
    text = f"{alias}.payload ->> '$.{column(thing, field)}'"
    default = unstated(thing, field)
    return text if default is None else f"ifnull({text}, '{default}')"


def _word(where: Where, thing: Thing, test: Compare, alias: str) -> str:
    text = f"{alias}.key" if test.field == "id" else attribute(thing, test.field, alias)
    if test.op is Op.STATED:
        return _stated(text, test)
    if test.field == "kind" and (coded := _kinds(thing, alias)) is not None:
        column, codes = coded
        return _is_one_of(where, column, [codes[word] for word in test.values if word in codes])
    return _is_one_of(where, text, test.values) if test.field == "id" else _among(where, text, test)


def _text(where: Where, thing: Thing, test: Compare, alias: str) -> str:
    text = attribute(thing, test.field, alias)
    return _stated(text, test) if test.op is Op.STATED else _like(where, text, test)


def _like(where: Where, text: str, test: Compare) -> str:
    if test.op in (Op.EQ, Op.IN):
        return _among(where, text, test)
    value = where.value(test.value)
    if test.op is Op.CONTAINS:
        return f"ifnull(instr({text}, {value}) > 0, 0)"
    if test.op is Op.STARTS_WITH:
        return f"ifnull({text} >= {value} AND {text} < {value} || '{HIGHEST}', 0)"
    return f"ifnull(length({text}) >= length({value}) AND substr({text}, -length({value})) = {value}, 0)"


def _name(where: Where, thing: Thing, test: Compare, alias: str) -> str:
    normal = [normal_form(value) for value in test.values]
    own = Compare(test.field, test.op, tuple(normal) if test.op is Op.IN else normal[0])
    if thing is Thing.FINDING:
        return _like(where, f"normal_form({attribute(thing, test.field, alias)})", own)
    name = where.alias()
    held = "1" if test.field == "any_name" else name_on_the_day(name)
    return (
        f"EXISTS (SELECT 1 FROM name {name} JOIN fact {name}_fact ON {name}_fact.fid = {name}.fid"
        f" WHERE {name}.n = {alias}.fid AND {KNOWN.format(name)} AND {name}_fact.need & :h = 0"
        f" AND {_like(where, f'{name}.normal', own)} AND {held})"
    )


def _date(where: Where, thing: Thing, test: Compare, alias: str) -> str:
    text = attribute(thing, test.field, alias)
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
    return f"ifnull({held}, 0)"


def _share(where: Where, thing: Thing, test: Compare, alias: str) -> str:
    low, high = share_bounds(thing, test.field, alias)
    if test.op is Op.STATED:
        return _stated(low, test)
    value = where.value(test.value)
    if test.op is Op.EQ:
        return f"ifnull({low} = {value} AND {high} = {value}, 0)"
    bound = high if test.op in (Op.LT, Op.LTE) else low
    return f"ifnull({bound} {COMPARED[test.op]} {value}, 0)"


def share_bounds(thing: Thing, field: str, alias: str) -> tuple[str, str]:
    """Return the least and the greatest share that a field may mean; NULL where nothing is stated."""
    exact = attribute(thing, field, alias)
    if field not in RANGES:
        return exact, exact
    least, greatest = (attribute(thing, name, alias) for name in RANGES[field])
    return (
        f"coalesce({exact}, {least}, CASE WHEN {greatest} IS NOT NULL THEN 0 END)",
        f"coalesce({exact}, {greatest}, CASE WHEN {least} IS NOT NULL THEN {WHOLE} END)",
    )


def _amount(where: Where, thing: Thing, test: Compare, alias: str) -> str:
    return _more_or_less(where, attribute(thing, test.field, alias), test)


def _more_or_less(where: Where, text: str, test: Compare) -> str:
    """Return how an amount compares; a text that is no number meets no comparison."""
    if test.op is Op.STATED:
        return _stated(text, test)
    return f"ifnull(amount_order({text}) {COMPARED[test.op]} {where.value(amount_order(str(test.value)))}, 0)"


def _flag(_where: Where, thing: Thing, test: Compare, alias: str) -> str:
    return f"ifnull({attribute(thing, test.field, alias)}, 0) = {int(bool(test.value))}"


def _trait(where: Where, _thing: Thing, test: Compare, alias: str) -> str:
    if test.op is Op.STATED:
        return f"{'' if test.value else 'NOT '}{where.dated(alias, test.field, '1')}"
    held = _termed(where, [f"{test.field}={value}" for value in test.values], alias, _ON_THE_DAY)
    if test.field in SEVERAL:
        return held
    return f"({held} AND {_among(where, value_on_the_day(where.lens, alias, test.field), test)})"


def _termed(where: Where, terms: list[str], alias: str, dated: str = "1") -> str:
    own = where.alias()
    return (
        f"EXISTS (SELECT 1 FROM term {own} JOIN fact {own}_fact ON {own}_fact.fid = {own}.fid"
        f" WHERE {own}.term IN {where.values_of(terms)} AND {own}.n = {alias}.fid AND {KNOWN.format(own)}"
        f" AND {own}_fact.need & :h = 0 AND {dated.format(own)})"
    )


def _capital(where: Where, thing: Thing, test: Compare, alias: str) -> str:
    if test.op is Op.STATED:
        return _trait(where, thing, test, alias)
    return _more_or_less(where, value_on_the_day(where.lens, alias, test.field), test)


def _identifier(where: Where, _thing: Thing, test: Compare, alias: str) -> str:
    return _termed(where, list(test.values), alias)


def _state(where: Where, _thing: Thing, test: Compare, alias: str) -> str:
    return _among(where, state_on_the_day(where.lens, alias), test)


def _side(_where: Where, _thing: Thing, test: Compare, alias: str) -> str:
    if test.value == Direction.OUT:
        return f"{alias}_arc.dir = {OUT}"
    return f"({alias}_arc.dir = {IN} OR {alias}_arc.other = {alias}_arc.n)"


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
