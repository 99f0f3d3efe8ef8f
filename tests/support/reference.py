"""What the code says about itself, as the rows that the documents must show."""

import ast
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from xinmai.errors import SettingsError, UsageError, XinmaiError
from xinmai.ingest.bundle.cells import _WORDS
from xinmai.ingest.bundle.tables import TABLES
from xinmai.ingest.mapping.steps import HINTS
from xinmai.model import vocabulary
from xinmai.settings import shown, table

SOURCE = Path(__file__).parents[2] / "src/xinmai"
_PLACE_OF_RULE = {"Refused": 0, "_Faulty": 1, "Reject": 3}
"""Which argument of these constructors is the rule."""


def setting_rows() -> list[str]:
    """Return a row for each setting."""
    return [
        f"| `{entry.variable}` | `{entry.name}` | {_default(entry.name)} | {entry.expected} | {entry.meaning} |"
        for entry in table()
    ]


def _default(name: str) -> str:
    (entry,) = (entry for entry in table() if entry.name == name)
    return "" if entry.default is None else f"`{shown(entry, entry.default)}`"


def error_rows() -> list[str]:
    """Return a row for each error code."""
    return [
        f"| `{error.code}` | {(error.__doc__ or '').splitlines()[0]} | {error.hint} | {_status(error)} |"
        for error in _errors(XinmaiError)
        if "code" in vars(error)
    ]


def _errors(root: type[XinmaiError]) -> Iterator[type[XinmaiError]]:
    yield root
    for child in root.__subclasses__():
        yield from _errors(child)


def _status(error: type[XinmaiError]) -> int:
    return 2 if issubclass(error, UsageError | SettingsError) else 1


def column_rows(name: str) -> list[str]:
    """Return the beginning of the row of each column of a bundle table."""
    spec = TABLES[name]
    return [
        f"| `{column}`{' *' if column in spec.required else ''} | {kind} |"
        for column, kind in spec.types.items()
        if column not in {"source", "locator", "visibility"} or name == "sources"
    ]


def word_rows() -> list[str]:
    """Return a row for each closed list of words that a bundle column may have."""
    used = {kind for spec in TABLES.values() for kind in spec.types.values()} | {"IdentifierScheme"}
    lists = {name: list(words) for name, words in _WORDS.items()}
    for name in dir(vocabulary):
        member = getattr(vocabulary, name)
        if isinstance(member, type) and issubclass(member, StrEnum) and member is not StrEnum:
            lists[name] = [str(value) for value in member]
    return [
        f"| {name} | {', '.join(f'`{word}`' for word in lists[name])} |" for name in sorted(used & set(lists))
    ]


def reject_rules() -> set[str]:
    """Return the names of all rules by which a row can be refused, as the source says them."""
    found = set(HINTS)
    for file in [*(SOURCE / "ingest").rglob("*.py"), SOURCE / "service/load.py"]:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            found |= _rule_of_call(node) | _rule_with_hint(node)
    return found


def _rule_of_call(node: ast.AST) -> set[str]:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
        return set()
    place = _PLACE_OF_RULE.get(node.func.id, len(node.args))
    return {word for argument in node.args[place : place + 1] if (word := _text(argument))}


def _rule_with_hint(node: ast.AST) -> set[str]:
    """Recognise ``("rule", "What a person does next.")``."""
    if not isinstance(node, ast.Tuple) or len(node.elts) != len(("rule", "hint")):
        return set()
    rule, hint = map(_text, node.elts)
    return {rule} if rule.isidentifier() and hint.endswith((".", ";")) else set()


def _text(node: ast.AST) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
