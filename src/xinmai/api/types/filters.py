"""What a list of parties may be narrowed by: nested operators; all that is stated must hold."""

from collections.abc import Callable, Iterable
from typing import Any, Final

import strawberry

from xinmai.api.arguments import stated
from xinmai.api.describe import input_type, option
from xinmai.errors import BadArgument
from xinmai.model import answers as model
from xinmai.model.ids import PublicId
from xinmai.model.vocabulary import PartyKind, Property


@input_type
class IdFilter:
    """Condition on a public id, 标识条件."""

    eq: strawberry.ID | None = option("Is this id.")
    in_: list[strawberry.ID] | None = option("Is one of these ids.", name="in")


@input_type
class PartyKindFilter:
    """Condition on what a party is, 主体类型条件."""

    eq: PartyKind | None = option("Is of this kind.")
    in_: list[PartyKind] | None = option("Is of one of these kinds.", name="in")


@input_type
class TextFilter:
    """Condition on a name, 文本条件; compared without width, brackets, spaces and case."""

    eq: str | None = option("Is this text.")
    contains: str | None = option("Contains this text.")
    starts_with: str | None = option("Begins with this text.")


@input_type
class ValueFilter:
    """Condition on a dated property, 属性条件."""

    eq: str | None = option("Has exactly this value on the view's day.")


@input_type
class PartyFilter:
    """Which parties are meant, 主体筛选; all that is stated must hold."""

    id: IdFilter | None = option("Its public id.")
    kind: PartyKindFilter | None = option("What it is.")
    name: TextFilter | None = option("Its name on the view's day.")
    status: ValueFilter | None = option("State, 存续状态: active, revoked, …")
    region: ValueFilter | None = option("Region, 地区.")
    district: ValueFilter | None = option("District, 区县.")
    industry: ValueFilter | None = option("Industry, 行业.")
    category: ValueFilter | None = option("Category, 类别: nominee, state_body, listed, …")
    ownership_nature: ValueFilter | None = option("Nature of ownership, 所有制.")


_TRAITS: Final = {
    "status": Property.STATUS,
    "region": Property.REGION,
    "district": Property.DISTRICT,
    "industry": Property.INDUSTRY,
    "category": Property.CATEGORY,
    "ownership_nature": Property.OWNERSHIP_NATURE,
}


def filter_of(where: PartyFilter | None, named: Callable[[str], PublicId]) -> model.PartyFilter:
    """Return the filter of the model that is meant; ``named`` makes an id of an argument.

    Raises
    ------
    BadArgument
        If a list is stated and empty.
    """
    if not where:
        return model.PartyFilter()
    return model.PartyFilter(
        ids=_members("id", where.id, named),
        kinds=_members("kind", where.kind, PartyKind),
        name=_text(where.name),
        traits=tuple(_traits(where)),
    )


def _members(name: str, condition: Any, kind: Any) -> tuple[Any, ...] | None:
    """Return the values that both operators allow; None where none is stated."""
    one, several = (stated(condition.eq), stated(condition.in_)) if condition else (None, None)
    if several is not None and not several:
        raise BadArgument(f"where.{name}.in", "names nothing; leave it out for all.")
    if one is None:
        return None if several is None else tuple(kind(value) for value in several)
    return (kind(one),) if several is None or one in several else ()


def _text(condition: TextFilter | None) -> model.TextMatch | None:
    if not condition:
        return None
    match = model.TextMatch(
        eq=stated(condition.eq),
        contains=stated(condition.contains),
        starts_with=stated(condition.starts_with),
    )
    return None if match == model.TextMatch() else match


def _traits(where: PartyFilter) -> Iterable[model.Trait]:
    for name, prop in _TRAITS.items():
        condition = getattr(where, name)
        if condition and stated(condition.eq) is not None:
            yield model.Trait(prop, condition.eq)
