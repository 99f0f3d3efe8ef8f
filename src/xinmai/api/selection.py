"""What a request asks for below a field, so that nothing is read for nobody."""

from collections.abc import Iterable, Iterator
from typing import Any

from xinmai.api.context import Info


def wants(info: Info, *names: str) -> bool:
    """Say whether a field is asked for at the end of a way of fields below this one; fragments are looked into."""
    found: list[Any] = list(info.selected_fields)
    for name in names:
        found = [field for field in _below(found) if field.name == name]
    return bool(found)


def _below(fields: Iterable[Any]) -> Iterator[Any]:
    """Yield the fields below some fields, those of fragments too."""
    waiting = [selection for field in fields for selection in field.selections]
    while waiting:
        selection = waiting.pop()
        if hasattr(selection, "type_condition"):
            waiting.extend(selection.selections)
        elif hasattr(selection, "name"):
            yield selection
