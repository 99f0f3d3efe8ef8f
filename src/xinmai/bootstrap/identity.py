"""The identity key: from the environment, from a file, or made once for a new store."""

import secrets
from pathlib import Path
from typing import Final

import msgspec

from xinmai.bootstrap.addresses import address_of
from xinmai.bootstrap.writing import write_new
from xinmai.errors import SettingsError
from xinmai.ingest.identity import IdentityHasher, has_identity_number
from xinmai.model.party import Party
from xinmai.model.provenance import Source
from xinmai.model.view import View
from xinmai.ports.store import Reader
from xinmai.settings import Secret, Settings

_BYTES: Final = 32
_OWNER_ONLY: Final = 0o600
_SAMPLED_BATCHES: Final = 20


class Identity(msgspec.Struct, frozen=True):
    """The hasher of an installation, and where its key came from."""

    hasher: IdentityHasher
    origin: str
    """``XINMAI_IDENTITY_KEY`` or the name of a file."""
    is_new: bool = False
    """Whether the key was made just now."""


class NoIdentityKey:
    """Stands where a hasher would be in an installation without a key: everything works but identity numbers."""

    def hash(self, scheme: str, value: str) -> str:  # noqa: ARG002 - the signature of a hasher
        """Refuse.

        Raises
        ------
        SettingsError
            Always.
        """
        raise SettingsError(
            "XINMAI_IDENTITY_KEY", "is not set, so nothing can be looked up by identity number."
        )

    def pseudonym(self, text: str) -> str:
        """Return a text that holds no identity number as it is.

        Raises
        ------
        SettingsError
            If it holds one.
        """
        return self.hash("", text) if has_identity_number(text) else text


def key_file(settings: Settings) -> Path:
    """Return the file that holds the key unless the environment does."""
    if settings.identity_key_file is not None:
        return Path(settings.identity_key_file)
    return address_of(settings.store).key_file


def find_identity(settings: Settings) -> Identity | None:
    """Return the identity key that there is.

    Raises
    ------
    SettingsError
        If a key file cannot be read or holds none, or a stated one is not there.
    """
    if settings.identity_key is not None:
        return _identity(settings.identity_key, "XINMAI_IDENTITY_KEY")
    file = key_file(settings)
    if not file.exists() and settings.identity_key_file is None:
        return None
    return _identity(_read(file), str(file))


def find_hasher(settings: Settings) -> IdentityHasher | NoIdentityKey:
    """Return what hashes identity numbers, or what refuses them where there is no key.

    Raises
    ------
    SettingsError
        See :func:`find_identity`.
    """
    identity = find_identity(settings)
    return identity.hasher if identity else NoIdentityKey()


def identity_for_writing(settings: Settings, *, is_new_store: bool) -> Identity:
    """Return the identity key for a load; a new store without one gets one, in a file beside it.

    Raises
    ------
    SettingsError
        If there is no key though the store holds facts: a new key would hash the same numbers otherwise.
    """
    found = find_identity(settings)
    if found is not None:
        return found
    file = key_file(settings)
    if not is_new_store:
        problem = f"there is no {file}, but the store holds facts hashed with a key. Put the file back, or state that key."
        raise SettingsError("XINMAI_IDENTITY_KEY", problem)
    is_new = _create(file, secrets.token_hex(_BYTES))
    return msgspec.structs.replace(_identity(_read(file), str(file)), is_new=is_new)


def key_to_carry(source: Settings, target: Settings) -> Path | None:
    """Return the file of a key that must lie beside the copy of a store too; None if there is none, or it lies there.

    Raises
    ------
    SettingsError
        If another key lies there, or one of them cannot be read.
    """
    if source.identity_key is not None or source.identity_key_file is not None:
        return None  # one key for all stores of this installation
    here, there = key_file(source), key_file(target)
    if not here.exists():
        return None
    if not there.exists():
        return here
    if _read(here).reveal() != _read(there).reveal():
        raise SettingsError(
            "XINMAI_IDENTITY_KEY_FILE", f"{there} holds another key than {here}; put it away first."
        )
    return None


def carry_key(file: Path, target: Settings) -> None:
    """Write the key of a file beside another store."""
    _create(key_file(target), _read(file).reveal())


async def key_in_use(store: Reader, view: View) -> str | None:
    """Return the id of the key that a store was loaded with; None if nothing says so.

    The first fact of a store is the delivery it came with, which names the key; for a store that was begun otherwise, a
    sample of its parties is looked at.
    """
    first = [change.key for change in await store.changes(0, 1)]
    for fact in (await store.facts(view, first)).values():
        if isinstance(fact, Source) and fact.identity_key is not None:
            return fact.identity_key
    left = _SAMPLED_BATCHES
    async for batch in store.scan(view, "party"):
        for party in batch:
            for identifier in party.identifiers if isinstance(party, Party) else ():
                if identifier.key is not None:
                    return identifier.key
        left -= 1
        if not left:
            return None
    return None


def require_key(identity: Identity, in_use: str | None) -> None:
    """Make sure that a load hashes with the key of the store.

    Raises
    ------
    SettingsError
        If the store was loaded with another key: the same person would become two.
    """
    if in_use is not None and identity.hasher.key_id != in_use:
        problem = (
            f"the store was loaded with the key {in_use}, this one ({identity.origin}) is {identity.hasher.key_id}; the "
            "same person would become two. State the key that the store was loaded with, or load into a new store."
        )
        raise SettingsError("XINMAI_IDENTITY_KEY", problem)


def passing_identity() -> Identity:
    """Return a key for a rehearsal, kept nowhere."""
    return _identity(Secret(secrets.token_hex(_BYTES)), "(made for this run)")


def _identity(key: Secret, origin: str) -> Identity:
    return Identity(IdentityHasher(key.reveal().encode()), origin)


def _read(file: Path) -> Secret:
    try:
        return Secret(file.read_text(encoding="ascii"))
    except OSError as error:
        raise SettingsError(
            "XINMAI_IDENTITY_KEY_FILE", f"{file} cannot be read ({error.strerror})."
        ) from error
    except ValueError as error:
        raise SettingsError("XINMAI_IDENTITY_KEY_FILE", f"{file} holds no usable key: it {error}.") from None


def _create(file: Path, key: str) -> bool:
    """Write a key, whole or not at all; never over another one. Say whether it was written."""
    try:
        return write_new(file, f"{key}\n".encode("ascii"), _OWNER_ONLY)
    except OSError as error:
        raise SettingsError(
            "XINMAI_IDENTITY_KEY_FILE", f"{file} cannot be written ({error.strerror})."
        ) from error
