"""A process that outlives the command that starts it."""

import os
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

_LOOK: Final = 0.1


def spawn(words: Sequence[str], text: str, log: Path) -> int:
    """Start a process in a session of its own, so that it outlives the command and its terminal.

    Parameters
    ----------
    words
        The program and its arguments.
    text
        What stands on its standard input; short, for nobody waits until it is read.
    log
        File for what it prints, begun anew.
    """
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb"), log.open("wb") as output:
        with os.fdopen(writing, "w", encoding="utf-8") as stream:
            stream.write(text)
        into = [(os.POSIX_SPAWN_DUP2, reading, 0)]
        into += [(os.POSIX_SPAWN_DUP2, output.fileno(), stream) for stream in (1, 2)]
        return os.posix_spawnp(words[0], list(words), os.environ, file_actions=into, setsid=True)


def has_ended(pid: int) -> bool:
    """Say whether a process that we started has ended; one that another command started is not ours to say."""
    with suppress(ChildProcessError):
        return os.waitpid(pid, os.WNOHANG)[0] == pid
    return False


def awaited(is_so: Callable[[], bool], seconds: float) -> bool:
    """Wait until something is so; say whether it came in time."""
    end = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > end:
            return False
        time.sleep(_LOOK)
    return True
