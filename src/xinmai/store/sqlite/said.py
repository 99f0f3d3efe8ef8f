"""Which facts a load has said already: one bit a fact, so that millions fit."""


class Said:
    """A set of fact numbers in one bit each (8 million facts: 1 MB)."""

    def __init__(self) -> None:
        self._bits = bytearray()

    def add(self, fid: int) -> None:
        """Remember a fact."""
        place, bit = divmod(fid, 8)
        if place >= len(self._bits):
            self._bits.extend(bytes(max(place + 1 - len(self._bits), len(self._bits), 1024)))
        self._bits[place] |= 1 << bit

    def has(self, fid: int) -> bool:
        """Say whether the fact was said."""
        place, bit = divmod(fid, 8)
        return place < len(self._bits) and bool(self._bits[place] >> bit & 1)
