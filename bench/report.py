"""``RESULTS.md``: one section a subject; a run writes its own sections anew and leaves the others."""

import os
import platform
import re
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Final

import msgspec

RESULTS: Final = Path(__file__).parent / "RESULTS.md"
_TITLE: Final = """# Results

Written by `python -m bench` (`make bench`); every number that the documentation states comes from here. What is compared
runs in the same run on the same machine: trust the ratios more than the absolute numbers. `bench/README.md` says what each
measurement does.
"""
_PACKAGES: Final = ("msgspec", "strawberry-graphql", "orjson")


class Table(msgspec.Struct, frozen=True):
    """A table of a section."""

    head: Sequence[str]
    rows: Sequence[Sequence[object]]

    def text(self) -> str:
        """Return the table as Markdown."""
        lines = [self.head, ["---"] + ["---:"] * (len(self.head) - 1), *self.rows]
        return "\n".join("| " + " | ".join(map(_cell, line)) + " |" for line in lines)


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
    return f"{value:,}" if isinstance(value, int) else str(value)


def machine() -> str:
    """Return what the numbers were measured on, without a path or a name."""
    found = re.search(r"^model name\s*:\s*(.+)$", _read("/proc/cpuinfo"), re.MULTILINE)
    memory = re.search(r"^MemTotal:\s*(\d+)", _read("/proc/meminfo"), re.MULTILINE)
    parts = [
        f"{os.cpu_count()} cores ({found[1] if found else platform.machine()})",
        f"{int(memory[1]) / 2**20:.0f} GiB" if memory else "memory unknown",
        platform.system(),
        f"Python {platform.python_version()}",
        f"SQLite {sqlite3.sqlite_version}",
        *(f"{package} {version(package)}" for package in _PACKAGES),
    ]
    load = os.getloadavg()[0]
    return f"{datetime.now(UTC):%Y-%m-%d}; " + ", ".join(parts) + f"; load average at the end {load:.1f}."


def _read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8")
    except OSError:
        return ""


def write(sections: Mapping[str, str], path: Path = RESULTS) -> None:
    """Replace these sections and keep the others."""
    old = path.read_text(encoding="utf-8") if path.exists() else ""
    parts = re.split(r"^## (.+)\n", old, flags=re.MULTILINE)[1:]
    kept = dict(zip(parts[::2], (text.strip() for text in parts[1::2]), strict=True))
    kept.update(sections)
    body = "\n".join(f"## {title}\n\n{text.strip()}\n" for title, text in sorted(kept.items()))
    path.write_text(f"{_TITLE}\n{body}", encoding="utf-8")
