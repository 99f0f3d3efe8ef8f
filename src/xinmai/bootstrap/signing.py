"""The signing key: from a file, or made once by a command of its own."""

from pathlib import Path
from typing import Final

import msgspec

from xinmai.bootstrap.addresses import address_of
from xinmai.bootstrap.writing import write_new
from xinmai.errors import NoSigningKey, SettingsError, SigningKeyExists
from xinmai.model.sealed import key_id_of
from xinmai.ports.signing import Signer
from xinmai.settings import Settings

_SETTING: Final = "XINMAI_SIGNING_KEY_FILE"
_OWNER_ONLY: Final = 0o600
_FOR_EVERYBODY: Final = 0o644


class NewKey(msgspec.Struct, frozen=True):
    """A key that was made."""

    private: Path
    public: Path
    key_id: str


def signing_key_file(settings: Settings) -> Path:
    """Return the file that holds the signing key, or would."""
    if settings.signing_key_file is not None:
        file = Path(settings.signing_key_file)
        if not file.name:
            raise SettingsError(_SETTING, "names no file.")
        return file
    return address_of(settings.store).key_file.with_suffix(".signing.pem")


def public_key_file(private: Path) -> Path:
    """Return the file of the public half, which lies beside the private one."""
    return private.with_name(f"{private.stem}.pub.pem")


def find_signer(settings: Settings) -> Signer | None:
    """Return whoever signs with the key of the installation; None where there is no key.

    Raises
    ------
    SettingsError
        If the key file cannot be read or holds none, or a stated one is not there.
    """
    file = signing_key_file(settings)
    if not file.exists() and settings.signing_key_file is None:
        return None
    from xinmai.signing import Ed25519Signer  # noqa: PLC0415 - most commands sign nothing

    try:
        return Ed25519Signer.from_pem(file.read_bytes())
    except OSError as error:
        raise SettingsError(_SETTING, f"{file} cannot be read ({error.strerror}).") from error
    except ValueError as error:
        raise SettingsError(_SETTING, f"{file} {error}.") from None


def require_signer(settings: Settings) -> Signer:
    """Return whoever signs with the key of the installation.

    Raises
    ------
    NoSigningKey
        If there is no key.
    SettingsError
        If it cannot be used.
    """
    signer = find_signer(settings)
    if signer is None:
        raise NoSigningKey
    return signer


def create_key(settings: Settings) -> NewKey:
    """Make a signing key and write it, and its public half beside it; never over a file that is there.

    Raises
    ------
    SigningKeyExists
        If one of the two files is there.
    SettingsError
        If they cannot be written.
    """
    from xinmai.signing import Ed25519Signer  # noqa: PLC0415 - as above

    private = signing_key_file(settings)
    public = public_key_file(private)
    if private.exists():
        raise SigningKeyExists(str(private))
    signer = Ed25519Signer.generate()
    _write_new(
        public, signer.public_pem(), _FOR_EVERYBODY
    )  # first: without its other half it is worth nothing yet
    _write_new(private, signer.private_pem(), _OWNER_ONLY)
    return NewKey(private, public, key_id_of(signer.public_key))


def _write_new(file: Path, content: bytes, mode: int) -> None:
    try:
        is_new = write_new(file, content, mode)
    except OSError as error:
        raise SettingsError(_SETTING, f"{file} cannot be written ({error.strerror}).") from error
    if not is_new:
        raise SigningKeyExists(str(file))
