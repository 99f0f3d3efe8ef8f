"""What a search found."""

from xinmai.api.connections import Paged
from xinmai.api.describe import attribute, object_type
from xinmai.api.types.party import Party
from xinmai.model.answers import Hit
from xinmai.model.view import View


@object_type
class SearchEdge:
    """A party that a search found, and why, 检索结果."""

    cursor: str = attribute("Opaque place of the item in this list.")
    node: Party = attribute("The party.")
    matched: str = attribute("The name or identifier that matched, as stated; a former name may match.")
    how: str = attribute("IDENTIFIER, EXACT, PREFIX or CONTAINS; in this order they rank.")

    @classmethod
    def from_model(cls, cursor: str, hit: Hit, view: View) -> "SearchEdge":
        """Show a hit."""
        return cls(cursor=cursor, node=Party.from_model(hit.party, view), matched=hit.matched, how=hit.how)


@object_type
class SearchConnection(Paged):
    """One page of what a search found: best match first, then by id."""

    edges: list[SearchEdge] = attribute("The parties of this page, in order.")
