"""The command line in this process, as a user sees it."""

import io
import sys
from collections.abc import Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from xinmai.cli import main

MANIFEST = 'format = 1\nnamespace = "{namespace}"\nretrieved_on = "2026-01-01"\nmode = "snapshot"\n'


class Outcome(NamedTuple):
    """What a command left behind."""

    status: int
    out: str
    err: str


def command(*words: str | Path) -> Outcome:
    """Run one command of `xinmai`."""
    out, err = io.StringIO(), io.StringIO()
    status = 0
    with patch.object(sys, "argv", ["xinmai", *map(str, words)]), redirect_stdout(out), redirect_stderr(err):
        try:
            main()
        except SystemExit as end:
            status = int(end.code or 0)
    return Outcome(status, out.getvalue(), err.getvalue())


def write_bundle(folder: Path, tables: Mapping[str, Sequence[str]], namespace: str = "t") -> Path:
    """Write a bundle whose tables are given as lines."""
    folder.mkdir()
    (folder / "bundle.toml").write_text(MANIFEST.format(namespace=namespace), encoding="utf-8")
    for name, lines in tables.items():
        (folder / f"{name}.csv").write_text("\n".join([*lines, ""]), encoding="utf-8")
    return folder
