"""Pages from templates: every value is escaped, and what would not be seen is made visible."""

import unicodedata
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

_CONTROLS: Final = 0x20
_PICTURES: Final = 0x2400
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs"})


def page(template: str, **values: Any) -> str:
    """Return a page; the same values give the same text."""
    return _ENVIRONMENT.get_template(template).render(values)


def seen(text: str) -> str:
    """Return a text in which control and formatting characters stand as what they are: a name must not hide or turn its letters.

    A line end stays.
    """
    return "".join(
        char if char == "\n" or unicodedata.category(char) not in _UNSEEN else _shown(char) for char in text
    )


def _shown(char: str) -> str:
    code = ord(char)
    return chr(_PICTURES + code) if code < _CONTROLS else f"⟨U+{code:04X}⟩"


def _finalize(value: Any) -> Any:
    """Prepare what a template prints; what is markup already was prepared when it was made."""
    return value if isinstance(value, Markup) else seen(str(value))


_ENVIRONMENT: Final = Environment(
    loader=PackageLoader("xinmai.render"),
    autoescape=True,
    undefined=StrictUndefined,
    finalize=_finalize,
    trim_blocks=True,
    lstrip_blocks=True,
)
