"""Who asks the server of a store: a user, and a password from the environment or a file."""

from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import msgspec

from xinmai.errors import SettingsError
from xinmai.settings import Settings


class Login(msgspec.Struct, frozen=True):
    """A user of a server; the password is never shown."""

    user: str
    password: str

    def __repr__(self) -> str:
        return f"Login({self.user!r}, …)"


NOBODY: Final = Login("", "")
"""For a server without authentication, and for a file."""
_THIS_MACHINE: Final = ("127.0.0.1", "localhost", "::1")


def login_of(settings: Settings) -> Login:
    """Return the user and password that settings state; without a password, those of the server that we started here.

    The password of that server goes to this machine only.

    Raises
    ------
    SettingsError
        If the password file cannot be read.
    """
    if settings.neo4j_password is not None:
        return Login(settings.neo4j_user, settings.neo4j_password.reveal())
    if settings.neo4j_password_file is not None:
        return Login(settings.neo4j_user, _read(Path(settings.neo4j_password_file)))
    own = Path(settings.neo4j_home) / "password"
    is_own = urlsplit(settings.store).hostname in _THIS_MACHINE and own.exists()
    return Login(settings.neo4j_user, _read(own)) if is_own else NOBODY


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeError) as error:
        problem = getattr(error, "strerror", None) or "it is no text"
        raise SettingsError("XINMAI_NEO4J_PASSWORD_FILE", f"{file} cannot be read ({problem}).") from error
