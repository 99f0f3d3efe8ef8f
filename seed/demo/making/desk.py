"""A desk: writes the rows of one theme, each with its source, each organisation and person with a code."""

from collections import Counter

from making.bundle import Bundle
from making.codes import credit_code, identity_number

AGENCIES = {
    "agency-market": ("市监", "沪滨市市场监督管理局", "市场监管数据平台"),
    "agency-aic": ("工商", "沪滨市工商行政管理局", "工商经济户籍库"),
    "agency-construction": ("住建", "沪滨市住房城乡建设委员会", "建设市场信用管理系统"),
    "agency-tax": ("税", "沪滨市税务局", "纳税人信用数据库"),
    "agency-ecology": ("环", "沪滨市生态环境局", "环境信用数据库"),
    "agency-court": ("法", "沪滨市人民法院", "执行信息系统"),
}
"""Agency → short name in document numbers, name, information system."""

ITEMS = {
    ("registration", "agency-market"): "legal_person_registration",
    ("registration", "agency-aic"): "legal_person_registration",
    ("qualification", "agency-construction"): "legal_person_qualification",
    ("inspection", "agency-construction"): "legal_person_supervision",
    ("inspection", "agency-ecology"): "legal_person_supervision",
    ("penalty", "agency-construction"): "construction_bad_conduct",
    ("rating", "agency-tax"): "tax_credit_grade",
    ("listing", "agency-market"): "abnormal_operation_entry",
    ("listing", "agency-court"): "judgment_debtor_entry",
    ("good_record", "agency-market"): "government_award",
    ("good_record", "agency-construction"): "government_award",
    ("good_record", "agency-ecology"): "government_award",
}
"""Record kind, agency → item of the catalogue (seed/catalogue/items.toml), unless the record states another."""


def delivery(agency: str) -> str:
    """Return the id of the source that is an agency's regular delivery."""
    return f"source-{agency.removeprefix('agency-')}"


class Desk:
    """Writes the rows of one theme into a bundle; the block keeps its codes apart from those of other themes."""

    def __init__(self, bundle: Bundle, block: int, source: str = "source-market") -> None:
        self.bundle = bundle
        self.block = block
        self.source = source
        self._numbers: Counter[str] = Counter()
        self._record_source: dict[str, str] = {}

    def organisation(self, local: str, name: str, kind: str = "enterprise", **cells: str) -> str:
        """Add an organisation with a code of its kind and return its id."""
        self._numbers["organisation"] += 1
        code = credit_code(kind, self.block, self._numbers["organisation"])
        return self._party(local, kind, name, identifiers=f"uscc:{code}", **cells)

    def person(self, local: str, name: str, **cells: str) -> str:
        """Add a person with a made identity number and return the id."""
        self._numbers["person"] += 1
        number = identity_number(self.block, self._numbers["person"])
        return self._party(local, "person", name, identifiers=f"cn_id:{number}", **cells)

    def body(self, local: str, kind: str, name: str, **cells: str) -> str:
        """Add a party that has no code (a group, a coalition) and return its id."""
        return self._party(local, kind, name, **cells)

    def fact(self, party: str, prop: str, value: str, valid_from: str = "", valid_to: str = "") -> None:
        """State a dated property of a party."""
        cells = {"party": party, "property": prop, "value": value}
        self._add("party_facts", self.source, valid_from=valid_from, valid_to=valid_to, **cells)

    def relation(self, kind: str, start: str, end: str, valid_from: str = "", **cells: str) -> str:
        """Relate two nodes and return the id of the relation, made of its ends unless given."""
        local = cells.pop("id", f"{start}/{kind}/{end}")
        ends = {"id": local, "kind": kind, "from": start, "to": end, "valid_from": valid_from}
        self._add("relations", self.source, **ends, **cells)
        return local

    def holds(self, holder: str, held: str, share: str, valid_from: str = "2020-01-01", **cells: str) -> str:
        """State a holding; the share is a decimal string in percent, empty where it is not stated."""
        return self.relation("holds", holder, held, valid_from, share=share, **cells)

    def record(self, local: str, kind: str, agency: str, decided_on: str, **cells: str) -> str:
        """Add a record that an agency delivers regularly and return its id."""
        self._record_source.setdefault(local, delivery(agency))
        item = cells.pop("item", ITEMS.get((kind, agency), ""))
        decided = {"id": local, "kind": kind, "item": item, "agency": agency, "decided_on": decided_on}
        self._add("records", self._record_source[local], **decided, **cells)
        return local

    def filed(
        self, party: str, kind: str, agency: str, day: str, title: str, *, number: str = "1", **cells: str
    ) -> str:
        """Add a record that is about one party and return its id, made of the party, the kind and a number."""
        record = self.record(f"{party}/{kind}/{number}", kind, agency, day, title=title, **cells)
        self.about(record, party)
        return record

    def decision(self, local: str, kind: str, agency: str, decided_on: str, title: str, **cells: str) -> str:
        """Add a record with a decision document of its own, which is its source, and return its id."""
        short, _, system = AGENCIES[agency]
        word = "罚" if kind == "penalty" else "决"
        number = f"沪滨{short}{word}〔{decided_on[:4]}〕{self.block:02}{self._next('decision'):02}号"
        document = {
            "id": f"{local}/document",
            "agency": f"demo:{agency}",
            "system": system,
            "document_no": number,
        }
        self.bundle.add("sources", {**document, "title": title, **PROVENANCE})
        self._record_source[local] = document["id"]
        return self.record(local, kind, agency, decided_on, title=title, document_no=number, **cells)

    def about(self, record: str, party: str, capacity: str = "subject", **cells: str) -> None:
        """Say whom a record is about, or whom it finds responsible; an empty party is named in the cells."""
        who = {"record": record, "party": party, "capacity": capacity}
        self._add("record_parties", self._record_source[record], **who, **cells)

    def sanction(self, record: str, party: str, kind: str, **cells: str) -> None:
        """Say what a decision imposes on whom."""
        local = f"{record}/sanction/{self._next(record)}"
        what = {"id": local, "record": record, "party": party, "kind": kind}
        self._add("sanctions", self._record_source[record], **what, locator="处罚内容", **cells)

    def event(self, record: str, event: str, on: str, **cells: str) -> None:
        """Say what happened to a record, and when."""
        self._add("record_events", self._record_source[record], record=record, event=event, on=on, **cells)

    def link(self, record: str, other: str, kind: str) -> None:
        """Join two records."""
        ends = {"from": record, "to": other, "kind": kind}
        self._add("record_links", self._record_source[record], **ends)

    def case(self, local: str, kind: str, name: str, **cells: str) -> str:
        """Add a procedure in which parties meet and return its id."""
        self._add("cases", self.source, id=local, kind=kind, name=name, **cells)
        return local

    def _party(self, local: str, kind: str, name: str, **cells: str) -> str:
        self._add("parties", self.source, id=local, kind=kind, name=name, **cells)
        return local

    def _next(self, series: str) -> int:
        self._numbers[series] += 1
        return self._numbers[series]

    def _add(self, table: str, source: str, **cells: str) -> None:
        self.bundle.add(table, {**cells, "source": source})


PROVENANCE = {"retrieved_on": "2026-05-01", "obtained_by": "generated", "licence": "Apache-2.0"}
"""What all sources of the demo have in common."""
