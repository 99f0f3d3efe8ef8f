"""What a look-up of one party can answer."""

import msgspec

from xinmai.model.party import Party


class Found(msgspec.Struct, frozen=True):
    """Exactly one party is meant, 已找到."""

    party: Party


class NotFound(msgspec.Struct, frozen=True):
    """Nobody is meant, 未找到; a hidden party and an absent one look alike."""

    message: str
    """What was looked for."""


class Ambiguous(msgspec.Struct, frozen=True):
    """Several parties may be meant, 不唯一; nothing is guessed."""

    message: str
    """How many."""
    candidates: tuple[Party, ...]
    """The first of them, ordered by id."""
    total: int
    """How many there are."""


Lookup = Found | NotFound | Ambiguous
