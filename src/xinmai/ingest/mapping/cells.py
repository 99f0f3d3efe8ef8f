"""Cells: what stands in the mapping for one output cell → a function of the row."""

from collections.abc import Callable
from collections.abc import Mapping as Table
from typing import Any, Final

from xinmai.ingest.mapping.dates import Step
from xinmai.ingest.mapping.faults import KEY_JOINT, CellReject
from xinmai.ingest.mapping.reading import convert
from xinmai.ingest.mapping.references import Scope
from xinmai.ingest.mapping.spec import CellSection, ClassRule
from xinmai.ingest.mapping.spots import Spot
from xinmai.ingest.mapping.steps import steps_of
from xinmai.ingest.mapping.templates import Getter, Row, Template

_SOURCES: Final = ("from", "first", "join", "identity", "choose", "lookup")

Otherwise = Callable[[Row, str, str], str]
"""Answers for a cell that cannot: row, value, rule."""


def compile_cell(raw: Any, spot: Spot, scope: Scope) -> Getter:
    """Return the function that makes a cell from a row.

    Raises
    ------
    MappingError
        If the cell says something unknown or refers to something that is not there.
    """
    if isinstance(raw, str):
        return _template(raw, spot, scope)
    if not isinstance(raw, dict):
        raise spot.fail(f"{raw!r} is no cell.", 'Write a text such as "{column}" or a table { from = … }.')
    cell = convert(raw, CellSection, spot)
    given = [source for source in _SOURCES if source in raw]
    if len(given) != 1:
        raise spot.fail(
            f"A cell has one source, this one has {len(given)}.", f"Give one of: {', '.join(_SOURCES)}."
        )
    getter = _source(cell, given[0], spot, scope)
    values = _value_table(cell, spot, scope)
    steps = steps_of(cell, values, _class_rules(cell, spot, scope), spot)
    if cell.lookup is not None:
        steps.insert(0, (scope.finder(cell.lookup, spot.at("lookup")), "not_found"))
    if not steps:
        return getter
    otherwise = compile_otherwise(cell.else_, _about(raw, spot), spot, scope)
    return _stepped(getter, steps, (values or {}).get("", ""), otherwise)


def compile_key(raw: Any, spot: Spot, scope: Scope) -> Getter:
    """Return what makes a look-up key from one cell or a list of them."""
    if not isinstance(raw, list):
        return compile_cell(raw, spot, scope)
    parts = [compile_cell(part, spot.item(number), scope) for number, part in enumerate(raw, 1)]

    def key(row: Row) -> str:
        values = [part(row) for part in parts]
        return "" if "" in values else KEY_JOINT.join(values)

    return key


def compile_otherwise(raw: Any, about: str, spot: Spot, scope: Scope) -> Otherwise:
    """Return what answers where a cell cannot: ``"reject"`` (default), ``"empty"``, ``"keep"`` or another cell."""
    if raw is None or raw == "reject":
        return _refuse(about)
    if raw == "empty":
        return lambda _row, _value, _rule: ""
    if raw == "keep":
        return lambda _row, value, _rule: value
    if isinstance(raw, dict):
        getter = compile_cell(raw, spot.at("else"), scope)
        return lambda row, _value, _rule: getter(row)
    remedy = 'Write "reject", "empty", "keep", or a cell such as { from = "text" }.'
    raise spot.at("else").fail(f"{raw!r} is unknown here.", remedy)


def _refuse(about: str) -> Otherwise:
    def refuse(_row: Row, value: str, rule: str) -> str:
        raise CellReject(rule, about, value)

    return refuse


def _stepped(getter: Getter, steps: list[tuple[Step, str]], blank: str, otherwise: Otherwise) -> Getter:
    if len(steps) == 1:
        return _stepped_once(getter, *steps[0], blank, otherwise)

    def stepped(row: Row) -> str:
        value = getter(row)
        if not value:
            return blank
        for step, rule in steps:
            result = step(value)
            if result is None:
                return otherwise(row, value, rule)
            value = result
        return value

    return stepped


def _stepped_once(getter: Getter, step: Step, rule: str, blank: str, otherwise: Otherwise) -> Getter:
    def stepped(row: Row) -> str:
        value = getter(row)
        if not value:
            return blank
        result = step(value)
        return otherwise(row, value, rule) if result is None else result

    return stepped


def _source(cell: CellSection, source: str, spot: Spot, scope: Scope) -> Getter:
    makers: dict[str, Callable[[CellSection, Spot, Scope], Getter]] = {
        "from": lambda cell, spot, scope: _template(cell.from_ or "", spot.at("from"), scope),
        "first": _first,
        "join": _join,
        "identity": _identity,
        "choose": _choice,
        "lookup": _lookup_key,
    }
    return makers[source](cell, spot, scope)


def _template(text: str, spot: Spot, scope: Scope) -> Getter:
    template = Template(text, spot)
    return template.fill([scope.getter(name, spot) for name in template.names])


def _first(cell: CellSection, spot: Spot, scope: Scope) -> Getter:
    getters = [
        compile_cell(raw, spot.at("first").item(n), scope) for n, raw in enumerate(cell.first or (), 1)
    ]

    def first(row: Row) -> str:
        return next((value for getter in getters if (value := getter(row))), "")

    return first


def _join(cell: CellSection, spot: Spot, scope: Scope) -> Getter:
    getters = [compile_cell(raw, spot.at("join").item(n), scope) for n, raw in enumerate(cell.join or (), 1)]
    joint = cell.with_

    def joined(row: Row) -> str:
        return joint.join(filter(None, [getter(row) for getter in getters]))

    return joined


def _identity(cell: CellSection, spot: Spot, scope: Scope) -> Getter:
    template = scope.identity(cell.identity or "", spot.at("identity"))
    for name in cell.using:
        if name not in template.names:
            known = ", ".join(template.names)
            raise spot.at(f"using.{name}").fail("The identity has no such place.", f"It has: {known}.")
    getters = [
        compile_cell(cell.using[name], spot.at(f"using.{name}"), scope)
        if name in cell.using
        else scope.getter(name, spot)
        for name in template.names
    ]
    return template.fill_safely(getters)


def _choice(cell: CellSection, spot: Spot, scope: Scope) -> Getter:
    if not cell.when:
        raise spot.fail("Nothing says what to choose.", "Add when = { value = cell, … }.")
    chooser = compile_cell(cell.choose, spot.at("choose"), scope)
    options = {value: compile_cell(raw, spot.at(f"when.{value}"), scope) for value, raw in cell.when.items()}
    otherwise = compile_otherwise(cell.else_, spot.place, spot, scope)

    def choice(row: Row) -> str:
        value = chooser(row)
        option = options.get(value)
        if option is not None:
            return option(row)
        return otherwise(row, value, "no_choice") if value else ""

    return choice


def _lookup_key(cell: CellSection, spot: Spot, scope: Scope) -> Getter:
    if cell.key is None:
        raise spot.fail("The look-up has no key.", 'Add key = "{column}".')
    if cell.else_ is None:
        remedy = 'Add else = "reject", "empty", "keep" or a cell.'
        raise spot.fail("The look-up does not say what happens when nothing is found.", remedy)
    if cell.else_ == "keep" and isinstance(cell.key, list):
        raise spot.at("else").fail("A key of several parts cannot be kept.", "Write another cell.")
    return compile_key(cell.key, spot.at("key"), scope)


def _value_table(cell: CellSection, spot: Spot, scope: Scope) -> Table[str, str] | None:
    return scope.values(cell.map, spot.at("map")) if isinstance(cell.map, str) else cell.map


def _class_rules(cell: CellSection, spot: Spot, scope: Scope) -> tuple[ClassRule, ...]:
    return () if cell.classify is None else scope.rules(cell.classify, spot.at("classify"))


def _about(raw: dict[str, Any], spot: Spot) -> str:
    """Name what a reject is about: the foreign columns of a template, else the place in the mapping."""
    text = raw.get("from") or raw.get("key")
    names = Template(text, spot).names if isinstance(text, str) else []
    return ", ".join(names) or spot.place
