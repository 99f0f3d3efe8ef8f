"""Reads everybody above some companies: to any height, with whole registers."""

from collections.abc import Collection
from typing import Final, NamedTuple

from xinmai.errors import BadArgument, UnknownId
from xinmai.model.fact import Fact
from xinmai.model.ids import PublicId
from xinmai.model.ownership_options import OwnershipOptions
from xinmai.model.view import Completeness
from xinmai.model.vocabulary import Direction, PartyKind, RelationKind
from xinmai.service.completeness import with_sources
from xinmai.service.gathering import Gathering

HELD: Final = (RelationKind.HOLDS, RelationKind.CONTROLS)
"""Kinds of relation that lead to who is above or below."""
MEMBER_OF: Final = (RelationKind.MEMBER_OF,)


async def known(gathering: Gathering, **asked: PublicId) -> None:
    """Read the parties of some arguments.

    Raises
    ------
    UnknownId
        If nothing has one of the ids in this view.
    """
    await gathering.meet(asked.values())
    for public_id in asked.values():
        if public_id not in gathering.parties:
            raise UnknownId(public_id)


def refuse_persons(gathering: Gathering, **asked: PublicId) -> None:
    """Refuse a natural person where a company is needed.

    Raises
    ------
    BadArgument
        If one is a person; the argument is named.
    """
    for argument, public_id in asked.items():
        if gathering.parties[public_id].kind is PartyKind.PERSON:
            raise BadArgument(argument, f"{public_id} is a natural person; nobody holds shares of a person.")


async def read_above(
    gathering: Gathering, companies: Collection[PublicId], options: OwnershipOptions
) -> None:
    """Read everybody above some companies, and the coalitions that anybody above is a member of."""
    await gathering.climb(companies, HELD, options.max_depth)
    await read_pacts(gathering)


async def read_pacts(gathering: Gathering) -> None:
    """Read the coalitions that parties read so far are members of, with all their members."""
    await gathering.expand(tuple(gathering.parties), MEMBER_OF, Direction.OUT)
    coalitions = {key for key, party in gathering.parties.items() if party.kind is PartyKind.COALITION}
    await gathering.expand(coalitions, MEMBER_OF, Direction.IN)


class Standing(NamedTuple):
    """How whole an answer is, and the facts that it stands on."""

    completeness: Completeness
    facts: tuple[Fact, ...]


async def standing_on(
    gathering: Gathering, keys: Collection[str], missing: str | None = None, depth: int | None = None
) -> Standing:
    """Return what was cut or is missing, and the facts that an answer stands on, their sources named."""
    said, facts = gathering.completeness(missing, depth), gathering.facts(keys)
    return Standing(await with_sources(gathering.store, gathering.view, said, facts), facts)


NOT_STATED: Final = "shares that are not stated decide"
"""What is said where an answer is possible only."""


def open_registers_said(count: int) -> str | None:
    """Return the words for registers that are incomplete; None for none."""
    return f"{count} register(s) of holders incomplete: the rest may belong to anyone" if count else None
