"""The signing port: whoever can sign bytes. Ed25519 today; another algorithm (SM2) is another adapter."""

from typing import Protocol


class Signer(Protocol):
    """Signs with a key that it alone knows."""

    @property
    def algorithm(self) -> str:
        """Name of the algorithm, as the signature states it."""
        ...

    @property
    def public_key(self) -> bytes:
        """The public half of the key: what a verifier needs."""
        ...

    def sign(self, payload: bytes) -> bytes:
        """Return the signature of a payload."""
        ...
