"""Where in a mapping file something stands, so that every complaint names its place."""

import msgspec

from xinmai.errors import MappingError


class Spot(msgspec.Struct, frozen=True):
    """A place in a mapping file, such as ``rows[3].set.kind`` (array tables are counted from 1)."""

    file: str
    place: str = ""

    def at(self, key: str) -> "Spot":
        """Return the place of a key below this one."""
        return Spot(self.file, f"{self.place}.{key}" if self.place else key)

    def item(self, number: int) -> "Spot":
        """Return the place of an item, counted from 1."""
        return Spot(self.file, f"{self.place}[{number}]")

    def fail(self, problem: str, remedy: str = "") -> MappingError:
        """Return the error for this place."""
        return MappingError(self.file, self.place or "top level", problem, remedy)
