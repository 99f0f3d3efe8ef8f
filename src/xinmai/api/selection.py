"""What a request asks for below a field, so that nothing is read for nobody."""

from typing import Any

from xinmai.api.context import Info


def wants(info: Info, name: str) -> bool:
    """Say whether a field below this one is asked for; fragments are looked into, the fields below not."""
    waiting: list[Any] = [s for own in info.selected_fields for s in own.selections]
    while waiting:
        selection = waiting.pop()
        if getattr(selection, "name", None) == name and not hasattr(selection, "type_condition"):
            return True
        if hasattr(selection, "type_condition"):
            waiting.extend(selection.selections)
    return False
