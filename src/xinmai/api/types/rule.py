"""The rules that answers stand on."""

import strawberry

from xinmai.api.describe import attribute, field, object_type
from xinmai.api.types.language import Language, in_language
from xinmai.model.dates import PartialDate
from xinmai.model.vocabulary import Lang
from xinmai.rules import rule as model


@object_type
class Rule:
    """One version of one rule of the catalogue, 规则."""

    id: str = attribute("Rule id, for example `R24`.")
    version: int = attribute("Version.")
    field_of_law: str = attribute("Field of law, 领域.")
    basis: str = attribute("Why it reaches somebody: FINDING, STATUTORY_ROLE, PAIR or SELF.")
    status: str = attribute("Whether it is current, disputed or historic.")
    documents: list[str] = attribute("Where it stands, 法律依据.")
    articles: list[str] = attribute("Articles, 条款.")
    level: str = attribute("Level of the document, 效力级别.")
    valid_from: PartialDate = attribute("First day on which the text is in force.")
    valid_to: PartialDate | None = attribute("First day no longer in force; null = in force.")
    note: str = attribute("What to know beside.")
    rule: strawberry.Private[model.Rule]

    @classmethod
    def from_model(cls, rule: model.Rule) -> "Rule":
        """Show a rule."""
        end = rule.valid.end
        return cls(
            id=rule.id,
            version=rule.version,
            field_of_law=rule.field_of_law,
            basis=rule.basis,
            status=rule.status,
            documents=list(rule.source.documents),
            articles=list(rule.source.articles),
            level=rule.source.level,
            valid_from=PartialDate(rule.valid.start.isoformat()),
            valid_to=None if end is None else PartialDate(end.isoformat()),
            note=rule.note,
            rule=rule,
        )

    @field()
    def name(self, lang: Language = Lang.ZH) -> str:
        """Name of the rule."""
        return in_language(self.rule.name, lang)
