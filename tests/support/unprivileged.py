"""Permissions that count although the tests run as root."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

_NOBODY = 65_534


@contextmanager
def unprivileged() -> Iterator[None]:
    """Act as a user to whom permissions apply; skip the test where root may not become one."""
    if os.geteuid() != 0:
        yield
        return
    try:
        os.seteuid(_NOBODY)
    except PermissionError:
        pytest.skip("runs as a root that may not become another user")
    try:
        yield
    finally:
        os.seteuid(0)
