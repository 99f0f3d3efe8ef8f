"""Outcomes of a look-up that a caller has to tell apart."""

from typing import Annotated, Any

import strawberry

from xinmai.api.describe import attribute, input_type, interface, object_type, one_of, option
from xinmai.api.types.party import Party
from xinmai.api.types.party_kinds import (
    Agency,
    Arrangement,
    Coalition,
    Enterprise,
    Group,
    Institution,
    Person,
    SocialOrganisation,
    UnknownParty,
)
from xinmai.model import lookup as model
from xinmai.model.view import View


@interface
class Problem:
    """Why there is no single answer, 问题."""

    message: str = attribute("What happened, in words.")
    code: str = attribute("Stable word for programs.")


@object_type
class NotFound(Problem):
    """Nobody is meant, 未找到. A hidden party and an absent one look alike."""


@object_type
class Ambiguous(Problem):
    """Several parties may be meant, 不唯一; nothing is guessed."""

    candidates: list[Party] = attribute("The first 50 of them, by id.")
    total: int = attribute("How many there are.")


PartyResult = Annotated[
    Enterprise
    | SocialOrganisation
    | Institution
    | Person
    | Agency
    | Group
    | Coalition
    | Arrangement
    | UnknownParty
    | NotFound
    | Ambiguous,
    strawberry.union(
        "PartyResult", description="The party that is meant, or why there is none, 主体查询结果."
    ),
]


@input_type
class IdentifierInput:
    """A code that somebody gave to a party, 标识符."""

    scheme: str = attribute("uscc, org_code, icc, reg_no, stock, lei, licence, cn_id, passport or other.")
    value: str = attribute("The code; identity numbers are hashed before the look-up and kept nowhere.")


@one_of
class PartyBy:
    """Who is meant, 查询方式: exactly one of these."""

    id: strawberry.ID | None = option("Public id `namespace:id`.")
    identifier: IdentifierInput | None = option("A code, current or former.")
    name: str | None = option(
        "The whole name that holds on the view's day; width, brackets and spaces do not matter."
    )


def result_of(found: model.Lookup, view: View) -> Any:
    """Show the outcome of a look-up."""
    if isinstance(found, model.NotFound):
        return NotFound(message=found.message, code="NOT_FOUND")
    if isinstance(found, model.Found):
        return Party.from_model(found.party, view)
    candidates = [Party.from_model(party, view) for party in found.candidates]
    return Ambiguous(message=found.message, code="AMBIGUOUS", candidates=candidates, total=found.total)
