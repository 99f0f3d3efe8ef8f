"""Rows of a list, and who is meant by each."""

import asyncio
from typing import Annotated, Any

import strawberry

from xinmai.api.arguments import stated
from xinmai.api.context import Info
from xinmai.api.describe import attribute, field, input_type, object_type, option
from xinmai.api.types.party import Party
from xinmai.api.types.problems import IdentifierInput, NotFound, Problem
from xinmai.model import party as party_model
from xinmai.model import resolution as model
from xinmai.model.resolution import MatchedBy, Outcome
from xinmai.model.view import View
from xinmai.service.lookup import CANDIDATES


@input_type
class ResolveRow:
    """One row of a list, 名单行: exactly one of the four; a row that states another number of them is an `InvalidRow`."""

    id: strawberry.ID | None = option("Public id `namespace:id`.")
    identifier: IdentifierInput | None = option("A code, of any day.")
    name: str | None = option("A whole name, of any day; width, brackets and spaces do not matter.")
    text: str | None = option(
        "A cell of which nobody says what it is: tried as an id, then as a code of each scheme of which it has the form, then as a "
        "whole name."
    )


@object_type
class MatchedParty:
    """The one party that a row means, 已找到."""

    party: Party = attribute("The party.")
    matched: str = attribute(
        "Its id, name or code (`scheme:value`) that the row matched, as stated; of an identity number the last four characters."
    )
    how: MatchedBy = attribute("What of it matched, and whether that holds on the view's day.")


@object_type
class AmbiguousRow(Problem):
    """Several parties have the code, or ever bore the name, 不唯一; none is chosen."""

    total: int = attribute("How many there are.")
    row: strawberry.Private[model.Several]
    view: strawberry.Private[View]

    @field(size=CANDIDATES)
    async def candidates(self, info: Info) -> list[Party]:
        """The first 50 of them, by id."""
        loaders = info.context.loaders(self.view)
        found = await asyncio.gather(*(loaders.node(party) for party in self.row.candidates))
        return [Party.from_model(p, self.view) for p in found if isinstance(p, party_model.Party)]


@object_type
class InvalidRow(Problem):
    """The row cannot be looked up, 无效; the other rows are answered."""


ResolveResult = Annotated[
    MatchedParty | NotFound | AmbiguousRow | InvalidRow,
    strawberry.union("ResolveResult", description="Who is meant by a row, or why nobody is, 批量查询结果."),
]


def row_of(given: ResolveRow) -> model.Row:
    """Return the row that an input means."""
    code = given.identifier
    return model.Row(
        id=stated(given.id),
        identifier=(code.scheme, code.value) if code else None,
        name=stated(given.name),
        text=stated(given.text),
    )


def shown(resolution: model.Resolution, view: View) -> Any:
    """Show what a row means."""
    match resolution:
        case model.Matched(party, matched, how):
            return MatchedParty(party=Party.from_model(party, view), matched=matched, how=how)
        case model.Several(message, _, total):
            return AmbiguousRow(
                message=message, code=Outcome.AMBIGUOUS, total=total, row=resolution, view=view
            )
        case model.Nobody(message):
            return NotFound(message=message, code=Outcome.NOT_FOUND)
        case model.Unusable(message):
            return InvalidRow(message=message, code=Outcome.INVALID)
