"""Ownership of the whole graph as columns: what a store streams for answers about all parties at once."""

from array import array

import msgspec

from xinmai.model.vocabulary import PartyKind


def _column() -> "array[int]":
    return array("q")


class OwnershipColumns(msgspec.Struct, frozen=True):
    """One batch of what may hold on a view's day, 持股与一致行动列. Parties stand as the store's own numbers.

    The columns of one sort are equally long; any sort may be empty in a batch, and batches come in no stated order.
    """

    holders: "array[int]" = msgspec.field(default_factory=_column)
    """For each holding, 持股: the holder 股东 …"""
    held: "array[int]" = msgspec.field(default_factory=_column)
    """… and the company held."""
    speakers: "array[int]" = msgspec.field(default_factory=_column)
    """Which namespace speaks, numbered within one stream."""
    low: "array[int]" = msgspec.field(default_factory=_column)
    """Least votes that it surely means, in 1e-9 of the whole; 0 where it may not hold on the day."""
    high: "array[int]" = msgspec.field(default_factory=_column)
    """Greatest votes that it may mean."""
    members: "array[int]" = msgspec.field(default_factory=_column)
    """For each membership in a declared coalition, 一致行动: the member …"""
    coalitions: "array[int]" = msgspec.field(default_factory=_column)
    """… and the coalition. One membership may be said several times."""
    declarers: "array[int]" = msgspec.field(default_factory=_column)
    """For each declared control on a ground that counts, 协议等方式控制: who controls …"""
    controlled: "array[int]" = msgspec.field(default_factory=_column)
    """… whom …"""
    sure: "array[int]" = msgspec.field(default_factory=_column)
    """… and whether it surely holds on the day: 1 or 0."""
    barred: "array[int]" = msgspec.field(default_factory=_column)
    """Parties that take no part in control on the day: dead companies 失效主体, nominees 名义持有人."""
    state_bodies: "array[int]" = msgspec.field(default_factory=_column)
    """Parties stated to be state bodies on the day, 国家机关."""
    by_name: "array[int]" = msgspec.field(default_factory=_column)
    """Parties known by name only, or by name inside one organisation, 仅凭名称识别的主体."""


class PartyColumns(msgspec.Struct, frozen=True):
    """Some parties as columns, 主体列, in any order; what the view does not show is left out."""

    numbers: "array[int]"
    ids: list[str]
    kinds: list[PartyKind | None]
    """None for what is held and is no party."""
    names: list[str]
    """Names on the view's day, 名称; empty for what is no party."""
