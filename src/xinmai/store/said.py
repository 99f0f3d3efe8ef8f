"""Which facts a load has said already: one bit a fact, so that millions fit."""


class Said:
    """A set of fact numbers in one bit each (8 million facts: 1 MB)."""

    def __init__(self) -> None:
        self._bits = bytearray()

    def add(self, fid: int) -> None:
        """Remember a fact."""
        self._reach(fid)
        self._bits[fid >> 3] |= 1 << (fid & 7)

    def add_all(self, first: int, end: int) -> None:
        """Remember the facts ``first <= fid < end``; whole bytes at once."""
        self._reach(end)
        head = min(-(-first // 8) * 8, end)
        tail = max(end // 8 * 8, head)
        for fid in (*range(first, head), *range(tail, end)):
            self._bits[fid >> 3] |= 1 << (fid & 7)
        self._bits[head >> 3 : tail >> 3] = b"\xff" * ((tail - head) >> 3)

    def has(self, fid: int) -> bool:
        """Say whether the fact was said."""
        place = fid >> 3
        return place < len(self._bits) and bool(self._bits[place] >> (fid & 7) & 1)

    def _reach(self, fid: int) -> None:
        missing = (fid >> 3) + 1 - len(self._bits)
        if missing > 0:
            self._bits.extend(bytes(max(missing, len(self._bits), 1024)))
