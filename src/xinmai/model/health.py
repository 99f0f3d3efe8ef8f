"""What a look at a store from outside finds."""

import msgspec


class StoreHealth(msgspec.Struct, frozen=True):
    """State of a store, 存储状况."""

    engine: str
    """Engine and its version."""
    schema_version: int
    """Version of the schema in the file."""
    known_version: int
    """Newest version that this program knows."""
    size: int | None
    """Bytes on disk; None where a server keeps them."""
    problems: tuple[str, ...]
    """What the engine's own check of the file found; empty: sound."""
