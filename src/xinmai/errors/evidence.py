"""Evidence cannot be made."""

from xinmai.errors.base import XinmaiError


class NoSigningKey(XinmaiError):
    """There is no key to sign evidence with, and unsigned evidence is not made."""

    code = "NO_SIGNING_KEY"
    hint = "Make one: `xinmai key create`; XINMAI_SIGNING_KEY_FILE names one that lies elsewhere."

    def __init__(self) -> None:
        super().__init__("There is no key to sign evidence with.")


class SigningKeyExists(XinmaiError):
    """There is a signing key already; what it signed would no longer be known as ours."""

    code = "SIGNING_KEY_EXISTS"
    hint = "Use the key that is there, or name another file: --signing-key-file."

    def __init__(self, file: str) -> None:
        super().__init__(f"{file} is there already; a key is never overwritten.")
