"""Shares with their bounds, flags, and who stands where."""

import asyncio
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

import strawberry

from xinmai.analysis.sentences import Place, filled, listed
from xinmai.api.context import Info
from xinmai.api.describe import attribute, field, object_type
from xinmai.api.scalars import DecimalText, Json
from xinmai.api.types.language import in_language
from xinmai.api.types.party import Party, party_at
from xinmai.model import group as model
from xinmai.model.consequence import Wording
from xinmai.model.ids import PublicId
from xinmai.model.ownership_options import OwnershipOptions
from xinmai.model.party import Party as ModelParty
from xinmai.model.relation import Relation
from xinmai.model.shares import WHOLE, percent_of
from xinmai.model.view import View
from xinmai.model.vocabulary import Flag, Lang


@object_type
class Bounds:
    """What the stated facts allow a share to be, 比例区间; in percent, exact where the decimals end.

    Where they do not end within 30 decimals they are rounded to ten, or to twelve significant digits; verdicts never stand
    on what is rounded.
    """

    value: DecimalText | None = attribute("The share, in percent; null where it is not known exactly.")
    lower: DecimalText = attribute("Least share, in percent.")
    upper: DecimalText = attribute("Greatest share, in percent.")
    fraction: str | None = attribute(
        'The share as an exact fraction of the whole, for example "46/47"; null where it is not known exactly.'
    )

    @classmethod
    def from_model(cls, bounds: model.ShareBounds) -> "Bounds":
        """Show bounds."""
        lower, upper = (share_text(bounds.lower), share_text(bounds.upper))
        is_known = bounds.lower == bounds.upper
        exact = str(bounds.lower) if is_known else None
        return cls(value=lower if is_known else None, lower=lower, upper=upper, fraction=exact)


def share_text(share: Fraction) -> DecimalText:
    """Return a share in percent."""
    return DecimalText(percent_of(share))


def part_text(part: Fraction) -> DecimalText:
    """Return a part of the whole as a decimal, 0 to 1; exact or rounded as :class:`Bounds` says."""
    return share_text(part / 100)


def bounds_of(share: model.ShareBounds | None) -> Bounds | None:
    """Show bounds, if there are any."""
    return None if share is None else Bounds.from_model(share)


@object_type
class FlagOn:
    """A peculiarity of the data that touched an answer, and where it sits, 标记."""

    flag: Flag = attribute("What is peculiar.")
    flagged: strawberry.Private[model.Flagged]
    view: strawberry.Private[View]

    @field(graphql_type=Party)
    async def party(self, info: Info) -> Any:
        """The party it sits on."""
        return await party_at(info, self.view, self.flagged.party)


def flags_on(flags: Iterable[model.Flagged], view: View) -> list[FlagOn]:
    """Show flags."""
    return [FlagOn(flag=own.flag, flagged=own, view=view) for own in flags]


def options_json(options: OwnershipOptions) -> Json:
    """Show the options of a question: names as the input has them, parts of the whole as decimals or fractions."""
    shown: dict[str, Any] = {}
    for name in options.__struct_fields__:
        first, *rest = name.split("_")
        value = getattr(options, name)
        exact = Fraction(value, WHOLE) if name == "tolerance" else value
        shown[first + "".join(word.capitalize() for word in rest)] = _option(exact)
    return Json(shown)


def _option(value: Any) -> Any:
    if isinstance(value, Fraction):
        text = part_text(value)
        return text if Fraction(text) == value else str(value)
    return sorted(value) if isinstance(value, frozenset) else value


async def said(
    info: Info, view: View, sentence: Wording, places: Mapping[str, Iterable[PublicId]], lang: Lang | None
) -> str:
    """Return a sentence with the names of parties in its places."""
    ids = sorted({one for parties in places.values() for one in parties})
    loaders = info.context.loaders(view)
    found = await asyncio.gather(*map(loaders.node, ids))
    texts = {
        one: party.name_on(view.as_of) if isinstance(party, ModelParty) else str(one)
        for one, party in zip(ids, found, strict=True)
    }
    words: dict[str, Place] = {
        place: listed([Wording(texts[one], texts[one]) for one in parties])
        for place, parties in places.items()
    }
    return in_language(filled(sentence, words), lang)


async def deciding_text(info: Info, view: View, key: PublicId | None, lang: Lang | None) -> str | None:
    """Return in words which share would decide; None for none."""
    found = None if key is None else await info.context.loaders(view).fact(key)
    if not isinstance(found, Relation):
        return None
    sentence = info.context.application.catalogue.control.sentence["deciding"]
    places = {"holder": (found.from_id,), "held": (found.to_id,)}
    return await said(info, view, sentence, places, lang)
