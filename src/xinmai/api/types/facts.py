"""Dated statements about a party: names, identifiers, properties."""

import strawberry

from xinmai.api.describe import attribute, field, object_type
from xinmai.api.types.provenance import SourceRef, refs
from xinmai.model import party as model
from xinmai.model.dates import PartialDate
from xinmai.model.view import View
from xinmai.model.vocabulary import Property


@object_type
class DatedName:
    """A name of a party, 名称/姓名; former names too."""

    name: str = attribute("The name.")
    valid_from: PartialDate | None = attribute("First day; null = not stated.")
    valid_to: PartialDate | None = attribute(
        "First day on which it no longer was the name; null = not stated."
    )


@object_type
class Identifier:
    """A code that somebody gave to a party, 标识符. Identity numbers and passports are never shown."""

    scheme: str = attribute(
        "Who gives it: `uscc` 统一社会信用代码, `org_code`, `icc`, `reg_no`, `stock`, `lei`, "
        "`licence`, `cn_id`, `passport`, `other`."
    )
    value: str = attribute("The code; for `cn_id` and `passport` its keyed hash (HMAC-SHA-256, hexadecimal).")
    last4: str | None = attribute("Last four characters of a hashed code; null elsewhere.")
    key: str | None = attribute("Id of the key that hashed it; null elsewhere.")
    valid_from: PartialDate | None = attribute("First day; null = not stated.")
    valid_to: PartialDate | None = attribute("First day on which it no longer counts; null = not stated.")


@object_type
class DatedFact:
    """A dated property of a party, 主体属性."""

    property: str = attribute("Which property: `status`, `region`, `address`, `category`, …")
    value: str = attribute("Its value as stated; a capital is an amount in yuan.")
    valid_from: PartialDate | None = attribute("First day; null = not stated.")
    valid_to: PartialDate | None = attribute("First day on which it no longer holds; null = not stated.")
    fact: strawberry.Private[model.PartyFact]
    view: strawberry.Private[View]

    @field(size=1)
    def sources(self) -> list[SourceRef]:
        """Who says so, 出处."""
        return refs([self.fact], self.view)


def names_of(party: model.Party) -> list[DatedName]:
    """Return the dated names in their order, then the name as stated where no dated one says it."""
    dated = [f for f in party.facts if f.prop is Property.NAME]
    names = [DatedName(name=f.value, valid_from=f.valid_from, valid_to=f.valid_to) for f in dated]
    stated = [] if any(f.value == party.name for f in dated) else [party.name]
    return names + [DatedName(name=name, valid_from=None, valid_to=None) for name in stated]


def identifiers_of(party: model.Party) -> list[Identifier]:
    """Return the undated codes as stated, then the dated ones in their order."""
    undated = [
        Identifier(scheme=i.scheme, value=i.value, last4=i.last4, key=i.key, valid_from=None, valid_to=None)
        for i in party.identifiers
    ]
    return undated + [_dated(f) for f in party.facts if f.prop is Property.IDENTIFIER]


def facts_of(party: model.Party, view: View, prop: Property | None) -> list[DatedFact]:
    """Return the dated facts (of one property) in their order."""
    return [fact_of(f, view) for f in party.facts if prop is None or f.prop is prop]


def fact_of(fact: model.PartyFact, view: View) -> DatedFact:
    """Show a dated fact."""
    return DatedFact(
        property=fact.prop,
        value=fact.value,
        valid_from=fact.valid_from,
        valid_to=fact.valid_to,
        fact=fact,
        view=view,
    )


def _dated(fact: model.PartyFact) -> Identifier:
    scheme, _, value = fact.value.partition(":")
    return Identifier(
        scheme=scheme,
        value=value,
        last4=fact.last4,
        key=fact.hashed_by,
        valid_from=fact.valid_from,
        valid_to=fact.valid_to,
    )
