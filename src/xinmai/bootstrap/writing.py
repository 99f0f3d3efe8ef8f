"""Files and folders that a command makes: one that has its name is whole, and none is written over."""

import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from xinmai.errors import BadArgument

_OWNER_ONLY: Final = 0o700
_OWNER_READS: Final = 0o600


def write_new(file: Path, content: bytes, mode: int) -> bool:
    """Write a file, whole or not at all; never over another one. Say whether it was written.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    draft = file.with_name(f".{file.name}.{secrets.token_hex(8)}")
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.link(draft, file)
    except FileExistsError:
        return False
    finally:
        draft.unlink(missing_ok=True)
    return True


@contextmanager
def new_file(file: Path) -> Iterator[IO[str]]:
    """Give a text file to be filled, which only its owner may read; it gets its name when it is whole.

    Raises
    ------
    BadArgument
        If it is there already, before or after it was filled, or it cannot be written.
    """
    if not file.name or file.exists():
        raise BadArgument("--out", f"{file} exists; name a new file.")
    draft = file.with_name(f".{file.name}.{secrets.token_hex(8)}")
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_READS)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as stream:
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
            os.link(draft, file)
        finally:
            draft.unlink(missing_ok=True)
    except FileExistsError as error:
        raise BadArgument("--out", f"{file} exists; name a new file.") from error
    except OSError as error:
        raise BadArgument("--out", f"{file} cannot be written ({error.strerror}).") from error


@contextmanager
def new_folder(folder: Path) -> Iterator[Path]:
    """Give a folder to be filled, which only its owner may enter; it gets its name when it is whole.

    Raises
    ------
    BadArgument
        If it is there already, somebody else is filling it, or it cannot be written.
    """
    if not folder.name or folder.exists():
        raise BadArgument("--out", f"{folder} is there already.")
    draft = folder.with_name(f".{folder.name}.unfinished")
    try:
        draft.mkdir(mode=_OWNER_ONLY, exist_ok=True)
        with _alone_in(draft):
            try:
                yield draft
                draft.rename(folder)
            finally:
                shutil.rmtree(draft, ignore_errors=True)
    except BlockingIOError as error:
        raise BadArgument("--out", f"somebody else is writing {folder}.") from error
    except OSError as error:
        raise BadArgument("--out", f"{folder} cannot be written ({error.strerror}).") from error


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Hold a folder for this process, which goes with it however it ends; what a killed one left there is removed."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        for left in folder.iterdir():
            left.unlink()
        yield
    finally:
        os.close(descriptor)
