"""Asks our own operations, and tells what is wrong with a question."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, NoReturn

import typer

from xinmai.bootstrap.application import Answering
from xinmai.cli.asking import ask
from xinmai.cli.output import FAILED, USAGE, note
from xinmai.errors import UnknownId
from xinmai.resources import resource

Answer = Mapping[str, Any]

_OPTIONS: Final = {"maxDepth": "--max-depth", "first": "--first", "includeHubs": "--include-hub"}
"""Argument of an operation → the option that states it."""
_HINTS: Final = {
    UnknownId.code: "Look the subject up: `xinmai resolve LIST` takes codes and names; ids have the form namespace:id."
}
"""Code of an error → what to do next with commands."""


async def answer_to(answering: Answering, operation: str, variables: Mapping[str, Any]) -> dict[str, Any]:
    """Return the data of ``graphql/operations/<operation>.graphql``; end the command where there are errors."""
    text = resource("graphql", "operations", f"{operation}.graphql").read_text(encoding="utf-8")
    answer = await ask(answering, text, variables)
    if "errors" in answer:
        fail_with(answer["errors"])
    return dict(answer["data"])


def _as_typed(message: str, extensions: Answer) -> str:
    """Return a message that names an option instead of an argument."""
    argument = extensions.get("argument")
    return message.replace(f"{argument}:", f"{_OPTIONS[argument]}:", 1) if argument in _OPTIONS else message


def fail_with(errors: Sequence[Answer]) -> NoReturn:
    """Tell what is wrong, and end: as a wrong call if every error is one of the caller's."""
    for error in errors:
        extensions = error.get("extensions", {})
        note(
            f"{extensions.get('xinmaiCode', extensions.get('code'))}: {_as_typed(error['message'], extensions)}"
        )
        if "hint" in extensions:
            note(f"  {_HINTS.get(extensions.get('xinmaiCode'), extensions['hint'])}")
    is_usage = all(error.get("extensions", {}).get("code") == "BAD_USER_INPUT" for error in errors)
    raise typer.Exit(USAGE if is_usage else FAILED)
