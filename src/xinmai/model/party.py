"""Parties, and the dated facts about them."""

import msgspec

from xinmai.model.dates import BEGINNING, FOREVER, PartialDate, earliest, latest
from xinmai.model.fact import Fact, Link
from xinmai.model.ids import PublicId
from xinmai.model.vocabulary import Certainty, Flag, IdentifierScheme, PartyKind, Property


class Identifier(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A code that somebody gave to a party, 标识符."""

    scheme: IdentifierScheme
    """Who gives it: unified social credit code 统一社会信用代码, resident identity number 公民身份号码, …"""
    value: str
    """The code; for a resident identity number or passport its keyed hash (HMAC-SHA-256, hexadecimal)."""
    last4: str | None = None
    """Last four characters of a hashed code."""
    key: str | None = None
    """Id of the key that hashed it."""

    @property
    def term(self) -> str:
        """``scheme:value``, the form in which it is looked up."""
        return f"{self.scheme}:{self.value}"


class PartyFact(Fact, frozen=True, kw_only=True, omit_defaults=True, rename={"prop": "property"}):
    """A dated property of a party, 主体属性: former name, status, address, category …"""

    party: PublicId
    """The party it is about."""
    prop: Property
    """Which property."""
    value: str
    """Its value as stated; ``scheme:value`` for an identifier, an amount in yuan for a capital."""
    last4: str | None = None
    """Last four characters of a hashed identifier."""
    hashed_by: str | None = None
    """Id of the key that hashed it."""
    valid_from: PartialDate | None = None
    """First day; None = not stated."""
    valid_to: PartialDate | None = None
    """First day on which it no longer holds; None = not stated to have ended."""

    @property
    def key(self) -> str:
        """Identity: party, property, value, start."""
        return self.composite("party_fact", self.party, self.prop, self.value, self.valid_from)

    def links(self) -> tuple[Link, ...]:
        """Hang on the party."""
        return (Link("party_fact", self.party, None),)

    def may_hold_on(self, day: int) -> bool:
        """Say whether the fact may hold on a day: it is not certain that it does not."""
        return earliest(self.valid_from, BEGINNING) <= day < latest(self.valid_to, FOREVER)


class Party(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """A credit subject, 信用主体: enterprise 企业, natural person 自然人, agency 行政机关, group 企业集团 …"""

    id: PublicId
    """Public id."""
    kind: PartyKind
    """What it is."""
    name: str
    """Name as its source states it now, 名称/姓名; see :meth:`name_on` for other days."""
    identifiers: tuple[Identifier, ...] = ()
    """Codes without dates; dated ones are facts."""
    founded_on: PartialDate | None = None
    """Date of establishment, 成立日期."""
    birth_date: PartialDate | None = None
    """Date of birth of a person, 出生日期."""
    body_type: str | None = None
    """Kind of an agency or institution, 机构类型: authority, district, law_firm, …"""
    note: str | None = None
    """Free text."""
    identity: Certainty = Certainty.PROVEN
    """How its source knows who it is, 身份确定性: by an id or identifier (PROVEN), by name inside one organisation (SCOPED), by
    name alone (NAME_ONLY). A relation is as sure as its less sure end."""
    flags: tuple[Flag, ...] = ()
    """What was odd in the row and kept."""
    facts: tuple[PartyFact, ...] = ()
    """Dated facts about it at the view's revision, attached on read, ordered by property, start, key."""

    @property
    def key(self) -> str:
        """The public id."""
        return self.id

    def facts_on(self, day: int, prop: Property) -> tuple[PartyFact, ...]:
        """Return the facts of one property that may hold on a day, in their order."""
        return tuple(f for f in self.facts if f.prop is prop and f.may_hold_on(day))

    def value_on(self, day: int, prop: Property) -> str | None:
        """Return the value that holds on a day (the latest start wins); None if nothing is stated."""
        values = self.facts_on(day, prop)
        return values[-1].value if values else None

    def name_on(self, day: int) -> str:
        """Return the name on a day: a dated name that covers it, else the name as stated."""
        return self.value_on(day, Property.NAME) or self.name

    def is_state_body(self, day: int) -> bool:
        """Say whether it is an organ of the state on a day, 国家机构: an agency, or stated to hold for the state."""
        return self.kind is PartyKind.AGENCY or self.is_category("state_body", day)

    def is_category(self, category: str, day: int) -> bool:
        """Say whether the party is stated to be of a category (``nominee``, ``state_body`` …) on a day."""
        return any(f.value == category for f in self.facts_on(day, Property.CATEGORY))

    def flags_on(self, day: int) -> tuple[Flag, ...]:
        """Return what is peculiar about the party on a day: what was odd in its row, and whether it holds for others."""
        return (*self.flags, Flag.NOMINEE) if self.is_category("nominee", day) else self.flags


class ContactValue(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """A telephone number or an address that parties may share, 联系方式. Nobody's statement: a value in itself."""

    id: PublicId
    """``phone:…`` or ``address:…``."""
    source: PublicId = PublicId("")
    """Empty: a value has no source."""

    @property
    def key(self) -> str:
        """The value."""
        return self.id
