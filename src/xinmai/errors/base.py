"""The root of all errors."""

from typing import ClassVar


class XinmaiError(Exception):
    """Root of all errors that this product raises on purpose."""

    code: ClassVar[str] = "XINMAI"
    hint: str = "See the message."
