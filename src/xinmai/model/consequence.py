"""What follows from a record by a rule: consequences, alerts, and what could not be told."""

import msgspec

from xinmai.model.ids import PublicId
from xinmai.model.path import Path
from xinmai.model.proof import Proof
from xinmai.model.view import Completeness
from xinmai.model.vocabulary import Certainty, Effect, Mark, Tier


class Wording(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A text in both languages, 双语文本."""

    zh: str
    en: str


class Scope(Wording, frozen=True, forbid_unknown_fields=True):
    """How far a consequence reaches, 适用范围."""

    code: str
    """Stable word for programs."""


class Marks(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """How each part of a rule was verified, 核实标记; None where the rule has no such part."""

    rule: Mark
    """That the rule exists and says this."""
    term: Mark | None = None
    """Its term."""
    target: Mark | None = None
    """Whom it reaches."""


class Consequence(msgspec.Struct, frozen=True, kw_only=True):
    """What a rule attaches to a party because of a record, 法律后果. Computed on read, never stored."""

    party: PublicId
    """Whom it meets."""
    effect: Effect
    """What it is in law."""
    tier: Tier
    """Who brings it about."""
    code: str
    """Stable word, for example ``BAR_FOOD``."""
    meaning: Wording
    """What the code means."""
    text: Wording
    """One sentence with the facts of this case."""
    from_day: int
    """First day."""
    until: int | None
    """Last day, inclusive; None = none stated or for life."""
    lifetime: bool
    """For life, 终身."""
    ends: tuple[str, ...]
    """What ends it: expiry, annulment, repair, removal …"""
    days_left: int | None
    """Days on which it still holds after the view's day; 0 on the last day."""
    scope: Scope | None
    """How far it reaches; None for an alert without one."""
    rule: str
    """Rule id."""
    version: int
    """Rule version."""
    marks: Marks
    """How the rule was verified, field by field."""
    certainty: Certainty
    """How sure the identity of the party is."""
    actor: PublicId | None
    """Who must act; None where the law acts by itself."""
    concerns: PublicId | None
    """The barred person whom an employer's duty is about."""
    disputed: str | None
    """Why the rule is disputed; None if it is not."""
    record: PublicId
    """The record that caused it."""
    path: Path
    """How it got from the subject of the record to the party."""
    proof: Proof
    """Why it holds."""


class Unmatched(msgspec.Struct, frozen=True):
    """A question that the data leave open, 无法判断: a missing fact that could have made a consequence."""

    missing: str
    """The missing fact, in words."""
    rules: tuple[str, ...]
    """Rules that ask for it, ordered."""
    subject: str
    """Id of the party (or fact) it is missing for; a printed name where nobody has an id."""

    @property
    def text(self) -> str:
        """The line that an answer prints."""
        return f"{', '.join(self.rules)}: {self.subject}: {self.missing}"


class ConsequenceList(msgspec.Struct, frozen=True):
    """Everything that follows from a record on a day, 后果清单."""

    items: tuple[Consequence, ...]
    """Consequences in law, ordered by rule, party, first day, code."""
    alerts: tuple[Consequence, ...]
    """Alerts without legal effect, in the same order."""
    unmatched: tuple[Unmatched, ...]
    """What could not be told, ordered by subject, missing fact."""
    completeness: Completeness
    """What was cut."""
