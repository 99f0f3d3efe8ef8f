"""Signs evidence."""

from xinmai.signing.ed25519 import Ed25519Signer

__all__ = ["Ed25519Signer"]
