"""Ed25519 (RFC 8032) over the ``cryptography`` package."""

from typing import Self

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)


class Ed25519Signer:
    """Signs with an Ed25519 key. The same key gives the same bytes the same signature."""

    algorithm = "Ed25519"

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key

    @classmethod
    def generate(cls) -> Self:
        """Return a signer with a new key."""
        return cls(Ed25519PrivateKey.generate())

    @classmethod
    def from_pem(cls, pem: bytes) -> Self:
        """Return a signer with the key of a PEM file.

        Raises
        ------
        ValueError
            If it holds no unencrypted Ed25519 key.
        """
        try:
            key = load_pem_private_key(pem, password=None)
        except (TypeError, ValueError, UnsupportedAlgorithm) as error:
            raise ValueError("holds no unencrypted private key in PEM") from error
        if not isinstance(key, Ed25519PrivateKey):
            raise ValueError("holds a key of another kind than Ed25519")  # noqa: TRY004 - a file is no type
        return cls(key)

    @property
    def public_key(self) -> bytes:
        """The 32 bytes of the public key."""
        return self._key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

    def sign(self, payload: bytes) -> bytes:
        """Return the 64 bytes of the signature."""
        return self._key.sign(payload)

    def private_pem(self) -> bytes:
        """Return the private key as a file holds it: PKCS #8, unencrypted."""
        return self._key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())

    def public_pem(self) -> bytes:
        """Return the public key as a file holds it: SubjectPublicKeyInfo."""
        return self._key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
