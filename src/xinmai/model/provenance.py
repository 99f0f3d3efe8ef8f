"""Where facts come from, who consented, who judged identities."""

from xinmai.model.dates import PartialDate, latest
from xinmai.model.fact import Fact, Link
from xinmai.model.ids import PublicId


def delivery_of(namespace: str) -> PublicId:
    """Return the id of the source that a delivery itself is."""
    return PublicId(f"{namespace}:bundle")


class Source(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """A document or delivery that states facts, 来源."""

    id: PublicId
    """Public id; ``namespace:bundle`` is the delivery itself."""
    agency: str | None = None
    """Who supplied it, as named; an id of an agency party or a name."""
    system: str | None = None
    """Information system it came from."""
    title: str | None = None
    """Title."""
    document_no: str | None = None
    """Document number, 文号."""
    url: str | None = None
    """Address."""
    sha256: str | None = None
    """Digest of the document, hexadecimal."""
    retrieved_on: PartialDate | None = None
    """Day of retrieval."""
    obtained_by: str | None = None
    """How it was obtained."""
    refresh_days: int | None = None
    """Days after which it counts as stale; None = never."""
    licence: str | None = None
    """Licence of the data."""
    identity_key: str | None = None
    """Id of the key that hashes the identity numbers of the delivery; it tells nothing of the key."""

    @property
    def key(self) -> str:
        """The public id."""
        return self.id

    @property
    def is_delivery(self) -> bool:
        """Whether it is a delivery or a register: a source that may speak of anybody. A single document has a number."""
        return self.document_no is None

    def is_stale_on(self, day: int) -> bool:
        """Say whether it is older on a day than it may be; one whose day or term is not stated never is."""
        if self.retrieved_on is None or self.refresh_days is None:
            return False
        return latest(self.retrieved_on) + self.refresh_days < day


class Consent(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """A subject's consent to a query, 授权."""

    id: PublicId
    """Public id."""
    subject: PublicId
    """Who consents."""
    grantee: str
    """To whom."""
    purpose: str | None = None
    """For what."""
    scope: str | None = None
    """To which facts."""
    valid_from: PartialDate | None = None
    """First day."""
    valid_to: PartialDate | None = None
    """First day no longer covered."""

    @property
    def key(self) -> str:
        """The public id."""
        return self.id

    def links(self) -> tuple[Link, ...]:
        """Hang on the subject."""
        return (Link("consent", self.subject, None),)


class Judgement(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """A human judgement whether two parties are one, 身份认定. An overlay on reads; it never rewrites facts."""

    a: PublicId
    """One party."""
    b: PublicId
    """The other one."""
    verdict: str
    """``same``, ``different`` or ``unsure``."""
    by: str | None = None
    """Who judged."""
    confirmed_by: str | None = None
    """Who confirmed it."""
    on: PartialDate | None = None
    """When."""
    reason: str | None = None
    """Why, with the document."""

    @property
    def key(self) -> str:
        """Identity: the pair."""
        return self.composite("judgement", self.a, self.b)

    def links(self) -> tuple[Link, ...]:
        """Join the two parties."""
        return (Link("judgement", self.a, self.b),)
