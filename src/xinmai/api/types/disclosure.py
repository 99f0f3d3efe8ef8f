"""How long records may be shown: the profiles, and what they say of one record."""

import strawberry

from xinmai.api.context import Info
from xinmai.api.describe import attribute, field, object_type
from xinmai.model import credit_file as model
from xinmai.model.credit_file import DisclosureGround
from xinmai.model.dates import PartialDate, iso
from xinmai.model.vocabulary import Answer, Mark
from xinmai.rules import disclosure as rules


@object_type
class DisclosureProfile:
    """One rule on how long records are shown, 披露规则; data of the catalogue."""

    code: str = attribute("Stable word.")
    zh: str = attribute("Label in Chinese.")
    en: str = attribute("Label in English.")
    purpose: str = attribute("What it limits: `publication` 公示 or `query` 查询.")
    basis: str = attribute("Document, 依据.")
    article: str | None = attribute("Article, 条; null = not read.")
    mark: Mark = attribute("How the terms were verified.")
    valid_from: PartialDate = attribute("First day in force, 施行日期.")
    valid_to: PartialDate | None = attribute("First day no longer in force; null = open.")
    counted_from: str = attribute(
        "Day from which terms run: `decided_on`, the finding document, or `act_to`, the end of the conduct."
    )
    note: str = attribute("What to know beside.")

    @classmethod
    def from_model(cls, profile: rules.DisclosureProfile) -> "DisclosureProfile":
        """Show a profile."""
        return cls(
            code=profile.code,
            zh=profile.zh,
            en=profile.en,
            purpose=profile.purpose,
            basis=profile.basis,
            article=profile.article,
            mark=profile.mark,
            valid_from=profile.valid_from,
            valid_to=profile.valid_to,
            counted_from=profile.counted_from,
            note=profile.note,
        )


@object_type
class DisclosureEnd:
    """After which day a record is no longer published or queried, 披露终止: information with its basis, nothing is hidden by it."""

    ground: DisclosureGround = attribute("What ends it, or why no day can be named.")
    ended: Answer = attribute("Whether it is over on the view's day.")
    earliest: PartialDate | None = attribute(
        "First day that may be the last one, 最早终止日; for an event its day; null = no day can be named."
    )
    latest: PartialDate | None = attribute(
        "Last day that may be the last one, 最迟终止日, inclusive; for an event its day; null = no day can be named."
    )
    end: strawberry.Private[model.DisclosureEnd]

    @classmethod
    def from_model(cls, end: model.DisclosureEnd) -> "DisclosureEnd":
        """Show the end of disclosure by one profile."""
        return cls(
            ground=end.ground,
            ended=end.ended,
            earliest=None if end.earliest is None else iso(end.earliest),
            latest=None if end.latest is None else iso(end.latest),
            end=end,
        )

    @field()
    def profile(self, info: Info) -> DisclosureProfile | None:
        """The profile that says so; null where none is in force or none is concerned."""
        profiles = info.context.application.catalogue.disclosure
        found = next((profile for profile in profiles if profile.code == self.end.profile), None)
        return None if found is None else DisclosureProfile.from_model(found)
