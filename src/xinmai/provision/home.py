"""The folder of one server: configuration, password, log, and who runs in it."""

import fcntl
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import msgspec

USER: Final = "neo4j"
DATABASE: Final = "neo4j"
_PASSWORD_BYTES: Final = 16
_LISTENS: Final = "server.bolt.listen_address="


class Home(msgspec.Struct, frozen=True):
    """The folder of a server."""

    folder: Path

    @property
    def log(self) -> Path:
        """What the process prints; Neo4j's own logs stand beside it."""
        return self.folder / "logs" / "server.log"

    @property
    def password_file(self) -> Path:
        """The file that holds the password, readable by its owner only."""
        return self.folder / "password"

    def prepare(self, port: int, pagecache: str, further: Sequence[str] = ()) -> None:
        """Make the folder, its configuration and its password; a password that is there stays."""
        for name in ("conf", "logs"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o700)
        self._configuration.write_text(_configured(port, pagecache, further), encoding="utf-8")
        if not self.password_file.exists():
            self._make_password()

    def password(self) -> str:
        """Return the password."""
        return self.password_file.read_text(encoding="utf-8").strip()

    def port(self) -> int:
        """Return the port that the server was last started on."""
        lines = self._configuration.read_text(encoding="utf-8").splitlines()
        (address,) = (line.removeprefix(_LISTENS) for line in lines if line.startswith(_LISTENS))
        return int(address.rpartition(":")[2])

    def pid(self) -> int | None:
        """Return the process that runs in the folder, None if none does.

        The process holds a lock on the file that names it, which goes with it however it ends: what an ended process
        left behind, or a number that another process has now, is never taken for the server.
        """
        try:
            with (self.folder / "pid").open("r+", encoding="ascii") as file:
                try:
                    fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except OSError:
                    return int(file.read() or 0) or None
        except FileNotFoundError:
            pass
        return None

    @property
    def database(self) -> tuple[Path, ...]:
        """Where the database stands."""
        return tuple(self.folder / "data" / part / DATABASE for part in ("databases", "transactions"))

    @contextmanager
    def filling(self) -> Iterator[None]:
        """Mark the database as unfinished while it is being filled; it goes if that does not end well."""
        self._mark.touch()
        try:
            yield
        except BaseException:
            self.discard_unfinished()
            raise
        self._mark.unlink()

    def discard_unfinished(self) -> None:
        """Remove the database that somebody was filling who was killed."""
        if self._mark.exists():
            for part in self.database:
                shutil.rmtree(part, ignore_errors=True)
            self._mark.unlink()

    @property
    def _mark(self) -> Path:
        return self.folder / "importing"

    @contextmanager
    def starting(self) -> Iterator[None]:
        """Let one command at a time start a server here."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "starting").open("w", encoding="ascii") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def _make_password(self) -> None:
        """Write a password, whole or not at all, readable by its owner only."""
        descriptor, draft = tempfile.mkstemp(prefix=".password.", dir=self.folder)
        with os.fdopen(descriptor, "w", encoding="ascii") as stream:
            stream.write(f"{secrets.token_hex(_PASSWORD_BYTES)}\n")
        Path(draft).rename(self.password_file)

    @property
    def _configuration(self) -> Path:
        return self.folder / "conf" / "neo4j.conf"


def _configured(port: int, pagecache: str, further: Sequence[str]) -> str:
    """Return the configuration of a server for this machine only."""
    address = f"127.0.0.1:{port}"
    return "\n".join(
        (
            "# Written by `xinmai neo4j start` at every start.",
            "dbms.security.auth_enabled=true",
            "dbms.usage_report.enabled=false",
            "server.bolt.enabled=true",
            f"{_LISTENS}{address}",
            f"server.bolt.advertised_address={address}",
            f"server.memory.pagecache.size={pagecache}",
            "# A statement that has used up its time ends within a tenth of a second.",
            "db.transaction.monitor.check.interval=100ms",
            *further,
            "# The databases are closed by then; there is nothing to wait ten seconds for.",
            "internal.dbms.bolt.netty_server_shutdown_quiet_period=0",
            "",
        )
    )
