"""A signed bundle of evidence: its files, and what the signature covers."""

import hashlib
from datetime import datetime

import msgspec

from xinmai.model.proof import canonical

FORMAT = "xinmai-evidence-1"
"""Name of the format; it is signed too, so that a signature means nothing elsewhere."""
EVIDENCE, PAGE, README, SIGNATURE = "evidence.json", "evidence.html", "README.txt", "signature.json"
"""Names of the files."""


class Payload(msgspec.Struct, frozen=True, kw_only=True):
    """What is signed, 签名内容."""

    format: str = FORMAT
    """Name of the format."""
    algorithm: str
    """Name of the algorithm."""
    key_id: str
    """SHA-256 of the public key, hexadecimal."""
    made_at: datetime
    """When it was made, UTC, whole seconds."""
    files: dict[str, str]
    """Name of each file → its SHA-256, hexadecimal."""


class SealedEvidence(msgspec.Struct, frozen=True, kw_only=True):
    """A bundle whose files are signed, 证据包."""

    algorithm: str
    """Name of the algorithm."""
    key_id: str
    """SHA-256 of the public key, hexadecimal."""
    payload: bytes
    """The bytes that are signed: canonical JSON of :class:`Payload`."""
    signature: bytes
    """The signature of ``payload``."""
    files: dict[str, bytes]
    """Every file by its name, the signature included."""


def key_id_of(public_key: bytes) -> str:
    """Return by which name a public key is known."""
    return hashlib.sha256(public_key).hexdigest()


def signature_file(payload: bytes, public_key: bytes, signature: bytes) -> bytes:
    """Return ``signature.json``: the payload as text, key and signature hexadecimal."""
    return canonical(
        {"payload": payload.decode(), "public_key": public_key.hex(), "signature": signature.hex()}
    )
