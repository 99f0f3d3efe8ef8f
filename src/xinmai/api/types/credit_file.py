"""The credit file of a party on a day."""

from typing import Annotated, Any

import strawberry

from xinmai.api.arguments import UNSET, After, First, page, stated
from xinmai.api.connections import Connection, connect
from xinmai.api.context import Info
from xinmai.api.describe import argument, attribute, field, object_type
from xinmai.api.reading import PAGE
from xinmai.api.types.absence import Gap
from xinmai.api.types.base import present, presents
from xinmai.api.types.completeness import Completeness
from xinmai.api.types.disclosure import DisclosureEnd
from xinmai.api.types.facts import DatedFact, fact_of
from xinmai.api.types.language import Language, in_language
from xinmai.api.types.party import Party
from xinmai.api.types.provenance import SourceRef, refs
from xinmai.api.types.record import CreditRecord
from xinmai.api.types.relation import Relation
from xinmai.errors import BadArgument
from xinmai.model import credit_file as model
from xinmai.model.dates import PartialDate
from xinmai.model.party import Party as ModelParty
from xinmai.model.party import PartyFact
from xinmai.model.record import CreditRecord as ModelRecord
from xinmai.model.relation import Relation as ModelRelation
from xinmai.model.view import View
from xinmai.model.vocabulary import Lang
from xinmai.rules.credit_file import Section
from xinmai.service.credit_file import page_of_section

_CODES = Annotated[list[str] | None, argument("Only the sections with these codes. Default: all.")]


@presents(model.FileEntry)
@object_type
class CreditFileEntry:
    """One statement in a credit file, 信用档案条目: exactly one of `statement`, `fact`, `relation` and `record` is not null."""

    key: str = attribute("Key of the fact: what `history` takes.")
    state: str = attribute(
        "How it stands on the day, 状态: of a record its state; else HOLDS, MAY_HOLD (the dates stated do not say), ENDED, or NOT_YET (not founded)."
    )
    capacities: list[str] = attribute(
        "In which capacities a record names the party, 责任身份; empty for what is no record."
    )
    disclosure_ends: list[DisclosureEnd] = attribute(
        "After which day the record is no longer shown, by each profile in force, 披露终止; empty for what is no record.",
        size=2,
    )
    entry: strawberry.Private[model.FileEntry]
    view: strawberry.Private[View]

    @classmethod
    def from_model(cls, entry: model.FileEntry, view: View) -> "CreditFileEntry":
        """Show an entry."""
        return cls(
            key=entry.fact.key,
            state=entry.state,
            capacities=list(entry.capacities),
            disclosure_ends=[DisclosureEnd.from_model(end) for end in entry.disclosure],
            entry=entry,
            view=view,
        )

    @field(graphql_type=Party | None)
    def statement(self) -> Any:
        """The party's own row: its name, codes and founding as the source states them, 主体登记."""
        return self._shown(ModelParty)

    @field()
    def fact(self) -> DatedFact | None:
        """A dated property, 主体属性."""
        found = self.entry.fact
        return fact_of(found, self.view) if isinstance(found, PartyFact) else None

    @field(graphql_type=Relation | None)
    def relation(self) -> Any:
        """A relation, 关系."""
        return self._shown(ModelRelation)

    @field(graphql_type=CreditRecord | None)
    def record(self) -> Any:
        """A credit record, 信用记录."""
        return self._shown(ModelRecord)

    @field(size=1)
    def sources(self) -> list[SourceRef]:
        """Who states it, 出处."""
        return refs([self.entry.fact], self.view)

    def _shown(self, kind: type) -> Any:
        return present(self.entry.fact, self.view) if isinstance(self.entry.fact, kind) else None


@object_type
class CreditFileConnection(Connection[CreditFileEntry]):
    """One page of a section: the party's own row, then properties, relations, records, each by key."""


@object_type
class CreditFileSection:
    """One section of a credit file, 信用档案栏目. An empty one says why it is empty."""

    code: str = attribute("Stable word of the catalogue.")
    category: str = attribute(
        "Kind of information, 信息类别: `basic` 基本信息, `positive` 正面信息, `negative` 负面信息."
    )
    gaps: list[Gap] = attribute(
        "What is not here and why, 缺项: known none, not collected and withheld are three different answers.",
        size=2,
    )
    cut: bool = attribute(
        "Whether its relations or records are too many and were left out whole; see `completeness`."
    )
    defined: strawberry.Private[Section]
    found: strawberry.Private[model.FileSection]
    party: strawberry.Private[str]
    view: strawberry.Private[View]

    @field()
    def name(self, lang: Language = Lang.ZH) -> str:
        """Name of the section, 栏目名称."""
        return in_language(self.defined, lang)

    @field(graphql_type=CreditFileConnection)
    def entries(self, first: First = PAGE, after: After = UNSET) -> Connection[Any]:
        """What stands in it, 条目, page by page."""
        asked = page("credit_file", first, after, default=PAGE, about=(self.party, self.code))
        found = page_of_section(self.found, asked)
        return connect(found, asked, self.view, facts=[entry.fact for entry in found.items])


@presents(model.CreditFile)
@object_type
class CreditFile:
    """The credit file of a party on a day, 信用档案: in sections, each entry with its source, its state and its disclosure."""

    as_of: PartialDate = attribute("Day that the file is about.")
    completeness: Completeness = attribute("View of the file, and what was cut.")
    file: strawberry.Private[model.CreditFile]
    view: strawberry.Private[View]

    @classmethod
    def from_model(cls, file: model.CreditFile, view: View) -> "CreditFile":
        """Show a file."""
        facts = [entry.fact for section in file.sections for entry in section.entries]
        whole = Completeness.from_model(file.completeness, view, facts)
        return cls(as_of=whole.as_of, completeness=whole, file=file, view=view)

    @field(size=20)
    def sections(self, info: Info, codes: _CODES = UNSET) -> list[CreditFileSection]:
        """Its sections in the order of the catalogue, 栏目; a further page of one is asked for by its code."""
        wanted = self._wanted(stated(codes))
        defined = {section.code: section for section in info.context.application.catalogue.sections}
        return [
            CreditFileSection(
                code=found.code,
                category=defined[found.code].category,
                gaps=[Gap.from_model(gap) for gap in found.gaps],
                cut=found.cut,
                defined=defined[found.code],
                found=found,
                party=self.file.party.id,
                view=self.view,
            )
            for found in self.file.sections
            if found.code in wanted
        ]

    def _wanted(self, codes: list[str] | None) -> set[str]:
        known = [section.code for section in self.file.sections]
        if codes is None:
            return set(known)
        if not codes or not set(codes) <= set(known):
            raise BadArgument("codes", f"must be some of {', '.join(known)}.")
        return set(codes)
