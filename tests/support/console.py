"""Sessions shown in documents: run again, and compared with what they show.

A block marked ``console`` is a session: lines that begin with ``$ `` are commands (continued on lines that begin with
``>``), the lines below each are everything it prints. A block whose mark also names a file, as in ``toml registry.toml``,
is that file. All sessions of a document run in one folder, in order; ``seed`` and ``graphql`` lie in it as in a checkout. A line
that is ``...`` stands for any lines, ``…`` in a line for any text.

``python -m support.console FILE…`` (with ``tests`` on the path) writes what the commands print into the documents.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"^```\w+ (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_COMMAND, _CONTINUED = "$ ", ">"
_ANY_LINES, _ANY_TEXT = "...", "…"


class Step(NamedTuple):
    """One command of a session."""

    command: str
    shown: str
    """What the document says that it prints."""


def steps_in(block: str) -> list[Step]:
    """Return the commands of a session."""
    found: list[tuple[str, list[str]]] = []
    for line in block.splitlines():
        if line.startswith(_COMMAND):
            found.append((line.removeprefix(_COMMAND), []))
        elif line.startswith(_CONTINUED) and found and not found[-1][1]:
            found[-1] = (f"{found[-1][0]}\n{line.removeprefix(_CONTINUED).removeprefix(' ')}", [])
        elif found:
            found[-1][1].append(line)
        else:
            raise ValueError(f"a session begins with a command, not with {line!r}")
    return [Step(command, "\n".join(lines)) for command, lines in found]


def steps_of(document: Path) -> list[Step]:
    """Return the commands of all sessions of a document."""
    text = document.read_text(encoding="utf-8")
    return [step for block in _BLOCK.findall(text) for step in steps_in(block)]


def prepare(document: Path, folder: Path) -> None:
    """Put into a folder what the sessions of a document need."""
    for name in ("seed", "graphql"):
        (folder / name).symlink_to(ROOT / name)
    for name, content in _FILE.findall(document.read_text(encoding="utf-8")):
        (folder / name).write_text(content, encoding="utf-8")


def run_steps(steps: Sequence[Step], folder: Path) -> Iterator[str]:
    """Run commands one after another and yield what each prints."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("XINMAI_")}
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"
    for step in steps:
        done = subprocess.run(
            ["bash", "-c", step.command],
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
            timeout=120,
        )
        yield done.stdout.decode().rstrip("\n")


def agrees(shown: str, printed: str) -> bool:
    """Say whether a document shows what a command prints."""
    lines = []
    for line in shown.splitlines():
        text = ".*".join(map(re.escape, line.split(_ANY_TEXT)))
        lines.append("(?:.*\n)*" if line.strip() == _ANY_LINES else f"{text}\n")
    return re.fullmatch("".join(lines), f"{printed}\n" if printed else "") is not None


def rewrite(document: Path) -> None:
    """Write what the commands print into a document, except where what it shows agrees."""
    with tempfile.TemporaryDirectory() as folder:
        prepare(document, Path(folder))
        printed = iter(list(run_steps(steps_of(document), Path(folder))))

    def session(found: re.Match[str]) -> str:
        lines = []
        for step in steps_in(found[1]):
            new = next(printed)
            lines.append(_COMMAND + re.sub("\n(.?)", _continued, step.command))
            lines += [text for text in (step.shown if agrees(step.shown, new) else new,) if text]
        return "```console\n" + "".join(f"{line}\n" for line in lines) + "```"

    document.write_text(_BLOCK.sub(session, document.read_text(encoding="utf-8")), encoding="utf-8")


def _continued(start: re.Match[str]) -> str:
    """Mark the next line of a command; an empty one has no blank at its end."""
    return f"\n{_CONTINUED} {start[1]}" if start[1] else f"\n{_CONTINUED}"


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        rewrite(Path(argument))
