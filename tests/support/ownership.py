"""Ownership as columns, by the definitions of the model: what every store must stream."""

from array import array
from collections.abc import Collection, Iterable, Mapping
from typing import Any

import msgspec

from xinmai.analysis.ownership.reading import FAMILY, is_by_name, why_barred
from xinmai.model.dates import PartialDate
from xinmai.model.ids import PublicId
from xinmai.model.ownership_columns import OwnershipColumns
from xinmai.model.party import Party
from xinmai.model.relation import Relation
from xinmai.model.vocabulary import Answer, PartyKind, RelationKind


def columns_of(
    parties: Mapping[PublicId, Party],
    relations: Iterable[Relation],
    number: Mapping[str, int],
    day: int,
    grounds: Collection[str],
) -> OwnershipColumns:
    """Return holdings, memberships and declared control that may hold on a day, row for row."""
    told = [r for r in relations if r.may_hold_on(day)]
    holdings = [r for r in told if r.kind is RelationKind.HOLDS]
    pacts = [
        r for r in told if r.kind is RelationKind.MEMBER_OF and r.code != FAMILY and surely_holds(r, day)
    ]
    pacts = [r for r in pacts if (p := parties.get(r.to_id)) and p.kind is PartyKind.COALITION]
    declared = [
        r for r in told if r.kind is RelationKind.CONTROLS and r.code in grounds and r.from_id != r.to_id
    ]
    speakers = sorted({r.namespace for r in holdings})
    return OwnershipColumns(
        holders=_column(number[r.from_id] for r in holdings),
        held=_column(number[r.to_id] for r in holdings),
        speakers=_column(speakers.index(r.namespace) for r in holdings),
        low=_column(r.vote_bounds()[0] if surely_holds(r, day) else 0 for r in holdings),
        high=_column(r.vote_bounds()[1] for r in holdings),
        members=_column(number[r.from_id] for r in pacts),
        coalitions=_column(number[r.to_id] for r in pacts),
        declarers=_column(number[r.from_id] for r in declared),
        controlled=_column(number[r.to_id] for r in declared),
        sure=_column(surely_holds(r, day) for r in declared),
        barred=_column(number[p.id] for p in parties.values() if why_barred(p, day) is not None),
        state_bodies=_column(number[p.id] for p in parties.values() if p.is_category("state_body", day)),
        by_name=_column(number[p.id] for p in parties.values() if is_by_name(p)),
    )


def surely_holds(holding: Relation, day: int) -> bool:
    """Say whether a holding holds on a day for certain: one without a start stands in the register since ever."""
    begun: Any = {} if holding.valid_from else {"valid_from": PartialDate("0001-01-01")}
    return msgspec.structs.replace(holding, **begun).held_on(day) is Answer.YES


def _column(values: Iterable[int]) -> "array[int]":
    return array("q", values)
