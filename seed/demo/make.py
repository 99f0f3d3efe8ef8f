"""Write the demo bundle beside this file: a made network of 300 parties with planted stories (see README.md).

``python seed/demo/make.py`` writes the files; with ``--check`` it writes nothing and exits 1 if a file differs.
"""

import argparse
import sys
from pathlib import Path

from making import (
    agencies,
    background,
    chain,
    identity,
    ownership,
    penalties,
    revocations,
    showcase,
    story_s1,
    story_s2,
    story_s3,
)
from making.bundle import Bundle

HERE = Path(__file__).parent
PARTS = (
    agencies,
    story_s1,
    story_s2,
    story_s3,
    ownership,
    identity,
    revocations,
    penalties,
    chain,
    showcase,
    background,
)
"""The background fills up to the stated number of parties, so it comes last."""


def made() -> dict[str, bytes]:
    """Return the name and the bytes of every file of the bundle."""
    bundle = Bundle()
    for part in PARTS:
        part.write(bundle)
    return bundle.files()


def differing(files: dict[str, bytes]) -> list[str]:
    """Return the names of files that are missing, other than made, or not made at all."""
    found = {path.name: path.read_bytes() for path in HERE.iterdir() if path.suffix in {".csv", ".toml"}}
    return sorted(name for name in found.keys() | files.keys() if found.get(name) != files.get(name))


def main() -> int:
    """Write or check; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if a file differs")
    check = parser.parse_args().check
    files = made()
    changed = differing(files)
    for name in changed:
        print(f"{name}: differs")
        if not check and name in files:
            (HERE / name).write_bytes(files[name])
    return int(check and bool(changed))


if __name__ == "__main__":
    sys.exit(main())
