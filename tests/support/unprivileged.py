"""Permissions that count although the tests run as root."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

_NOBODY = 65_534
_WHY = "runs as a root that may not become another user (CAP_SETUID is missing, or no other user is mapped)"


@contextmanager
def unprivileged() -> Iterator[None]:
    """Act as a user to whom permissions apply; skip the test where root may not become one, with ``CI=true`` fail."""
    if os.geteuid() != 0:
        yield
        return
    try:
        os.seteuid(_NOBODY)
    except OSError:
        if os.environ.get("CI") == "true":
            pytest.fail(f"{_WHY}: run the tests as any user but root")
        pytest.skip(_WHY)
    try:
        yield
    finally:
        os.seteuid(0)
