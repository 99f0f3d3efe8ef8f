"""One version of one rule, as ``seed/rules/*.toml`` writes it. Decoded strictly: an unknown key is an error."""

from datetime import date
from typing import Annotated, Literal

import msgspec

from xinmai.model.consequence import Marks, Scope, Wording
from xinmai.model.vocabulary import (
    Capacity,
    Effect,
    Mark,
    PartyKind,
    RecordKind,
    RelationKind,
    SanctionKind,
    Tier,
)
from xinmai.rules.rule_words import (
    Anchor,
    Basis,
    ChosenBy,
    Ending,
    Finding,
    Hold,
    Level,
    RecordField,
    Responsibility,
    Status,
    Target,
    TenureDay,
    Unit,
    When,
)

Positive = Annotated[int, msgspec.Meta(ge=1)]
Code = Annotated[str, msgspec.Meta(pattern=r"\A[A-Z][A-Z0-9_]*\Z")]
Words = Annotated[str, msgspec.Meta(min_length=1)]


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """What all parts of a rule have in common: immutable, and no key that nobody reads."""


class SanctionTest(Part, frozen=True, kw_only=True):
    """Predicate ``sanction``: the decision imposes one of these, 处罚条件.

    UNKNOWN where the record states no sanction at all, or leaves open what is asked.
    """

    kinds: Annotated[tuple[SanctionKind, ...], msgspec.Meta(min_length=1)]
    """Kinds that count."""
    licence_types: tuple[str, ...] = ()
    """Licences that count; empty = any."""
    large: bool = False
    """Whether the amount must be marked as large, 较大数额; an amount alone never says so."""


class Trigger(Part, frozen=True, kw_only=True):
    """A record that sets the rule off, 触发条件; all that is stated must hold."""

    records: Annotated[tuple[RecordKind, ...], msgspec.Meta(min_length=1)]
    """Kinds of record."""
    sanction: SanctionTest | None = None
    """What the decision must impose; it also says on whom."""
    fields: dict[RecordField, tuple[str, ...]] = {}
    """Predicate ``fields``: values that a field must have one of; UNKNOWN where the record leaves it empty."""
    stated: tuple[RecordField, ...] = ()
    """Predicate ``stated``: fields that must not be empty."""


class Step(Part, frozen=True, kw_only=True):
    """One step of a path, 路径. It starts at the enterprise of the record."""

    finding: bool = False
    """Over the record itself: to the persons whom it finds responsible."""
    relations: tuple[RelationKind, ...] = ()
    """Else over relations of these kinds."""
    dir: Literal["in", "out"] = "in"
    """``in``: towards those that point here; ``out``: where it points to."""


class Tenure(Part, frozen=True, kw_only=True):
    """When the role must have been held, 任职时间."""

    days: Annotated[tuple[TenureDay, ...], msgspec.Meta(min_length=1)]
    hold: Hold = Hold.ALL


class ConsequenceWord(Wording, frozen=True, forbid_unknown_fields=True):
    """What a rule attaches, 后果."""

    code: Code
    """Stable word for programs."""


class Term(Part, frozen=True, kw_only=True):
    """How long it lasts, 期限. First day not counted, last day inclusive (Civil Code art. 201–202)."""

    min: Positive
    unit: Unit
    anchors: Annotated[tuple[Anchor, ...], msgspec.Meta(min_length=1)]
    """Days from which it may run; the first that the record has is taken."""
    max: Positive
    """Equal to ``min`` where the law leaves no room."""


class SourceOfLaw(Part, frozen=True, kw_only=True):
    """Where the rule stands, 法律依据."""

    documents: Annotated[tuple[Words, ...], msgspec.Meta(min_length=1)]
    articles: Annotated[tuple[Words, ...], msgspec.Meta(min_length=1)]
    level: Level


class Validity(Part, frozen=True, kw_only=True, rename={"start": "from", "end": "to"}):
    """When the text is in force, 有效期."""

    start: date
    """First day."""
    end: date | None = None
    """First day no longer in force."""

    def covers(self, day: int) -> bool:
        """Say whether a day lies in it."""
        return self.start.toordinal() <= day and (self.end is None or day < self.end.toordinal())


class PostTest(Part, frozen=True, kw_only=True):
    """Predicate ``posts``: a post that the bar forbids, 受限职务; all that is stated must hold. A shareholding is none."""

    relations: tuple[RelationKind, ...] = ()
    codes: tuple[str, ...] = ()


class Employer(Part, frozen=True, kw_only=True):
    """What an organisation must do where the barred person holds a post, 用人单位后果.

    Never on the enterprise of the record itself, and never more than a duty or a void appointment.
    """

    when: When
    effect: Effect
    """DUTY or INVALIDITY."""
    consequence: ConsequenceWord
    posts: Annotated[tuple[PostTest, ...], msgspec.Meta(min_length=1)]
    """Posts that count; one of them is enough."""
    kinds: tuple[PartyKind, ...] = ()
    """Kinds of organisation that count; empty = any."""
    licence: str | None = None
    """Predicate ``licence``: licence type that the organisation must hold on the day."""
    sentence: Wording
    """One sentence with places for facts."""
    mark_target: Mark | None = None
    """How this part was verified, where it differs from the rule."""


class Rule(Part, frozen=True, kw_only=True):
    """One version of one rule, 规则."""

    id: Annotated[str, msgspec.Meta(pattern=r"\A[A-Z][0-9]+[A-Za-z]*\Z")]
    version: Positive
    field_of_law: Words
    name: Wording
    basis: Basis
    triggers: Annotated[tuple[Trigger, ...], msgspec.Meta(min_length=1)]
    """Records that set it off; one of them is enough."""
    capacities: Annotated[tuple[Capacity, ...], msgspec.Meta(min_length=1)]
    """Capacities in which the record must name somebody; ``subject`` for the party of the record itself."""
    personal_responsibility: Responsibility
    without_finding: tuple[Finding, ...] = ()
    """Findings of the record on a person that let a rule on roles apply; empty = any."""
    tenure: Tenure | None = None
    paths: tuple[tuple[Step, ...], ...] = ()
    """Ways from the enterprise of the record to whom it reaches; the first that leads there is taken."""
    target: Target
    effect: Effect
    tier: Tier
    consequence: ConsequenceWord
    scope: Scope | None = None
    term: Term | None = None
    lifetime: bool = False
    ends: Annotated[tuple[Ending, ...], msgspec.Meta(min_length=1)]
    employers: tuple[Employer, ...] = ()
    cascade: Literal[False] = False
    """A consequence is no trigger."""
    source: SourceOfLaw
    marks: Marks
    status: Status
    valid: Validity
    chosen_by: ChosenBy
    sentence: Wording
    """One sentence with places for facts."""
    note: str = ""

    @property
    def label(self) -> str:
        """How the rule is cited, for example ``R10 v2``."""
        return f"{self.id} v{self.version}"

    @property
    def given_effect(self) -> Effect:
        """The effect it has: a historic rule, and one known only generally, never gives more than an alert."""
        weak = self.status is Status.HISTORIC or self.marks.rule is Mark.G
        return Effect.ALERT if weak else self.effect

    @property
    def given_tier(self) -> Tier:
        """The tier that goes with the effect it has."""
        return Tier.INFORMATIONAL if self.given_effect is Effect.ALERT else self.tier

    def is_chosen(self, decided: int, as_of: int) -> bool:
        """Say whether this version speaks for a record decided on one day and asked about on another."""
        return self.valid.covers(as_of if self.chosen_by is ChosenBy.AS_OF else decided)
