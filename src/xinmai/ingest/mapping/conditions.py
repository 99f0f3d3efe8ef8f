"""Conditions: which rows a rule takes, which rows are skipped."""

from collections.abc import Callable

from xinmai.ingest.mapping.cells import compile_cell
from xinmai.ingest.mapping.references import Scope
from xinmai.ingest.mapping.spec import Condition
from xinmai.ingest.mapping.spots import Spot
from xinmai.ingest.mapping.steps import compile_pattern
from xinmai.ingest.mapping.templates import Getter, Row

Predicate = Callable[[Row], bool]
"""Says whether a row meets a condition."""


def compile_condition(condition: Condition, spot: Spot, scope: Scope) -> Predicate:
    """Return the test that a condition describes: ``is``, ``is_not``, ``matches`` or ``matches_not``."""
    getter = compile_cell(condition.if_, spot.at("if"), scope)
    ways = (condition.is_, condition.is_not, condition.matches, condition.matches_not)
    if sum(way is not None for way in ways) != 1:
        raise spot.fail("A condition has one way to test.", "Give one of: is, is_not, matches, matches_not.")
    if condition.is_ is not None:
        return _one_of(getter, condition.is_)
    if condition.is_not is not None:
        return _negated(_one_of(getter, condition.is_not))
    if condition.matches is not None:
        return _matching(getter, condition.matches, spot.at("matches"))
    return _negated(_matching(getter, condition.matches_not or "", spot.at("matches_not")))


def _one_of(getter: Getter, values: str | tuple[str, ...]) -> Predicate:
    wanted = frozenset((values,) if isinstance(values, str) else values)
    return lambda row: getter(row) in wanted


def _matching(getter: Getter, text: str, spot: Spot) -> Predicate:
    pattern = compile_pattern(text, spot)
    return lambda row: pattern.search(getter(row)) is not None


def _negated(predicate: Predicate) -> Predicate:
    return lambda row: not predicate(row)
