"""What stored holdings mean as columns: between which bounds the votes lie, and who speaks."""

from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

import msgspec

from xinmai.analysis.ownership.reading import INACTIVE
from xinmai.model.dates import FOREVER, bounds, earliest
from xinmai.model.ownership_columns import OwnershipColumns, PartyColumns
from xinmai.model.shares import WHOLE
from xinmai.model.vocabulary import PartyKind


class Said(msgspec.Struct, frozen=True, gc=False):
    """What decides what a holding or declared control means, 持股陈述: some fields of :class:`xinmai.model.relation.Relation`, read without the others."""

    source: str = ""
    share: int | None = None
    share_min: int | None = None
    share_max: int | None = None
    vote_share: int | None = None
    vote_min: int | None = None
    vote_max: int | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    ended: bool = False
    code: str | None = None

    def votes_on(self, day: int) -> tuple[int, int]:
        """Return the least and the greatest votes that a holding which may hold on a day means then."""
        exact, least, most = self.share, self.share_min, self.share_max
        if self.vote_share is not None or self.vote_min is not None or self.vote_max is not None:
            exact, least, most = self.vote_share, self.vote_min, self.vote_max
        if exact is None:
            low, high = least or 0, WHOLE if most is None else most
        else:
            low = high = exact
        return (low if self.surely_holds(day) else 0), high

    def surely_holds(self, day: int) -> bool:
        """Say whether what may hold on a day surely does, as :func:`xinmai.analysis.ownership.registers.surely_holds`."""
        if self.valid_from is not None and bounds(self.valid_from)[1] > day:
            return False
        return not self.ended if self.valid_to is None else day < earliest(self.valid_to, FOREVER)


_LIST: Final = msgspec.json.Decoder(list[Said])


def said(payloads: str) -> list[Said]:
    """Return what payloads say that are joined by commas: one decoding."""
    return _LIST.decode(f"[{payloads}]")


def holding_columns(
    holders: "array[int]", held: "array[int]", told: Sequence[Said], speakers: "array[int]", day: int
) -> OwnershipColumns:
    """Return the columns of holdings that may hold on a day."""
    votes = [each.votes_on(day) for each in told]
    low, high = array("q", [low for low, _ in votes]), array("q", [high for _, high in votes])
    return OwnershipColumns(holders=holders, held=held, speakers=speakers, low=low, high=high)


def barred(statuses: Iterable[tuple[int, int, str, str]], nominees: Iterable[int]) -> "array[int]":
    """Return who takes no part in control.

    Parameters
    ----------
    statuses
        Party, first day, key and value of each status that may hold on the day: the latest start holds, then the greatest key.
    nominees
        Parties stated to hold for others.
    """
    latest = {party: status for party, _, _, status in sorted(statuses)}
    return array("q", sorted({*(p for p, status in latest.items() if status in INACTIVE), *nominees}))


def add_declared(
    columns: OwnershipColumns,
    pairs: Iterable[tuple[int, int]],
    told: Iterable[Said],
    grounds: Collection[str],
    day: int,
) -> None:
    """Add the declared control, by who controls whom, that counts on these grounds; of oneself it counts for nothing."""
    for (declarer, held), each in zip(pairs, told, strict=True):
        if each.code in grounds and declarer != held:
            columns.declarers.append(declarer)
            columns.controlled.append(held)
            columns.sure.append(each.surely_holds(day))


def named(
    parties: Mapping[int, tuple[str, PartyKind | None]],
    stated: Mapping[int, str],
    dated: Iterable[tuple[int, str, int, str]],
) -> PartyColumns:
    """Return described parties.

    Parameters
    ----------
    parties
        Id and kind by number.
    stated
        Name as stated, by number.
    dated
        First day, key, number and name of each dated name that may hold on the day: it holds before the stated one, the latest
        start before others, then the greatest key.
    """
    names = {**stated, **{number: name for _, _, number, name in sorted(dated)}}
    return PartyColumns(
        numbers=array("q", parties),
        ids=[id_ for id_, _ in parties.values()],
        kinds=[kind for _, kind in parties.values()],
        names=[names.get(number, "") for number in parties],
    )
