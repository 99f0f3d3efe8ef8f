"""Made-up worlds: facts of every kind over few ids, so that they meet, change, dangle and hide one another."""

from collections.abc import Callable, Sequence
from functools import cache
from random import Random
from typing import Any, TypeVar

from xinmai.model.dates import PartialDate
from xinmai.model.fact import Fact
from xinmai.model.filters import ANYTHING, Thing
from xinmai.model.groups import GROUPED_BY, By
from xinmai.model.ids import PublicId
from xinmai.model.view import Budget
from xinmai.model.vocabulary import (
    Answer,
    Capacity,
    Certainty,
    Direction,
    EventKind,
    IdentifierScheme,
    PartyKind,
    Property,
    RecordKind,
    RecordLinkKind,
    RelationKind,
    SanctionKind,
    TaskLinkKind,
    Visibility,
)

from support import facts as build
from support.answers import Narrowed, Probes
from support.conditions import AMOUNTS, Conditions

T = TypeVar("T")

NAMESPACES = ("a", "b")
NAMES = (
    "王伟",
    "李娜",
    "沪滨（集团）有限公司",
    "沪滨(集团) 有限公司",
    "上海沪滨",
    "𠮷野家",
    "ABC Ltd.",
    "伟",
    "张**",
    "C++ & 甲--乙",
)
DATES = (None, None, None, None, "2014", "2014-04", "2014-04-28", "2009-12-31", "2016", "2020-06-15")
DAYS = tuple(
    build.day(text) for text in ("2009-06-01", "2014-04-28", "2014-12-31", "2017-01-01", "2020-06-15")
)
CODES = ("91310000132200821H", "91310000132200821h", "600000")
LOCALS = ("1", "2", "3", "𠮷", "（5）", "p1", "p2")
RELATION_KINDS = (
    RelationKind.HOLDS,
    RelationKind.LEGAL_REPRESENTATIVE,
    RelationKind.DIRECTOR,
    RelationKind.GUARANTEES,
    RelationKind.POSSIBLY_SAME,
)
VALUES = {
    Property.NAME: NAMES,
    Property.IDENTIFIER: tuple(f"uscc:{code}" for code in CODES),
    Property.STATUS: ("active", "revoked"),
    Property.CATEGORY: ("nominee", "listed"),
    Property.REGION: ("上海", "A1"),
    Property.REGISTERED_CAPITAL: (*AMOUNTS, "1000万"),
}
WORDS = (None, None, "A1", "active", "上海", "Art. 72")
"""What a free field may hold; a condition draws from the same."""
SHARES = (None, 0, 333_333_333, 500_000_000, 500_000_001, 1_000_000_000)


RANGES: tuple[dict[str, int | None], ...] = (
    {"share_min": 333_333_333},
    {"share_max": 500_000_000},
    {"share_min": 0, "share_max": 500_000_000},
    {"share_min": 500_000_000, "share_max": 500_000_000},
    {"vote_min": 500_000_001, "vote_max": 1_000_000_000},
)


class World:
    """Draws facts and questions; the same random numbers give the same ones."""

    def __init__(self, random: Random, hidden: float = 0.1) -> None:
        self.random = random
        self.hidden = hidden
        self.nodes: Sequence[tuple[int, Callable[[str], Fact]]] = (
            (5, self.party),
            (1, self.source),
            (1, self.case),
            (1, self.contact_value),
            (2, self.record),
            (1, self.system),
            (1, self.task),
        )
        self.links: Sequence[tuple[int, Callable[[str], Fact]]] = (
            (6, self.relation),
            (2, self.party_fact),
            (1, self.bid),
            (1, self.contact),
            (2, self.record_party),
            (1, self.named),
            (1, self.sanction),
            (1, self.event),
            (1, self.record_link),
            (1, self.measure),
            (1, self.consent),
            (1, self.judgement),
            (1, self.task_link),
        )

    def all_parties(self, namespace: str) -> list[Fact]:
        """Draw a statement about each party of a namespace."""
        return [self.party_of(namespace, own) for own in LOCALS]

    def batch(self, namespace: str, nodes: int, links: int) -> list[Fact]:
        """Draw facts that one namespace says, in any order."""
        found = [self._one(self.nodes)(namespace) for _ in range(nodes)]
        found += [self._one(self.links)(namespace) for _ in range(links)]
        self.random.shuffle(found)
        return found

    def graph(self, nodes: int, links: int) -> list[Fact]:
        """Draw one statement for each key, of both namespaces."""
        parties = [party for namespace in NAMESPACES for party in self.all_parties(namespace)]
        found = {party.key: party for party in parties}
        for namespace in NAMESPACES:
            for fact in self.batch(namespace, nodes, links):
                found.setdefault(fact.key, fact)
        return list(found.values())

    def any_id(self) -> PublicId:
        """Draw an id that may be something."""
        locals_ = (*LOCALS, *LOCALS, *LOCALS, "r1", "c1", "c2", "t1", "s1", "e1", "e2", "bundle")
        return PublicId(f"{self._of(NAMESPACES)}:{self._of(locals_)}")

    def probes(self, size: int) -> Probes:
        """Draw what to ask."""
        return Probes(
            ids=[self.any_id() for _ in range(size)] + [PublicId(self._of(("phone:1", "a:nothing")))],
            keys=[fact.key for fact in self.batch("a", 0, size)],
            terms=[f"{self._of(list(IdentifierScheme))}:{code}" for code in CODES] + ["uscc:600000"],
            texts=[*self.random.sample((*NAMES, *CODES, "沪滨", "集团有限", " ", "abc", "ltd", "司"), size)],
            narrowed=[self.narrowed() for _ in range(size)],
            budget=Budget(
                nodes=self._of((1, 3, 6, 12, 100)),
                depth=self._of((0, 1, 2, 3, 10)),
                hub=self._of((0, 1, 2, 4, 2_048)),
                seconds=60,
            ),
            first=self._of((1, 2, 3, 50)),
            kinds=self._of(
                (None, None, None, (), RELATION_KINDS[:1], RELATION_KINDS[1:], tuple(RelationKind))
            ),
            direction=self._of(list(Direction)),
            party_kinds=self._of((None, None, (), (PartyKind.PERSON,))),
        )

    def narrowed(self) -> Narrowed:
        """Draw conditions on parties, records and relations, each in an order, from few: a server plans each anew."""
        return self._of(_few_narrowed())

    def conditions(self) -> Conditions:
        """Return what draws conditions over what these facts may hold."""
        ids = [self.any_id() for _ in range(4)] + [PublicId("a:p1"), PublicId("a:r1"), PublicId("b:e1")]
        words = [word for word in WORDS if word] + [*CODES, "uscc:600000", f"uscc:{CODES[0]}"]
        dates = [date for date in DATES if date] + ["2014-04-30", "2014-05"]
        return Conditions(self.random, ids=ids, names=NAMES, dates=dates, codes=words)

    def _of(self, choices: Sequence[T]) -> T:
        return self.random.choice(choices)

    def _one(self, makers: Sequence[tuple[int, Callable[[str], Fact]]]) -> Callable[[str], Fact]:
        return self.random.choices([m for _, m in makers], [weight for weight, _ in makers])[0]

    def _said(self, namespace: str) -> dict[str, Any]:
        """Draw what every fact has."""
        hidden = self.random.random() < self.hidden
        visibility = Visibility(self.random.randrange(1, 4)) if hidden else Visibility.PUBLIC
        return {"source": PublicId(f"{namespace}:bundle"), "visibility": visibility}

    def _date(self) -> PartialDate | None:
        text = self._of(DATES)
        return None if text is None else PartialDate(text)

    def _dates(self) -> dict[str, Any]:
        return {**self._said(self._of(NAMESPACES)), "valid_from": self._date(), "valid_to": self._date()}

    def _party_id(self) -> str:
        return f"{self._of(NAMESPACES)}:{self._of(LOCALS)}"

    def _id(self, *locals_: str) -> str:
        return f"{self._of(NAMESPACES)}:{self._of(locals_)}"

    def source(self, namespace: str) -> Fact:
        return build.source(f"{namespace}:bundle", title=self._of((None, "x", "y")), **self._said(namespace))

    def party(self, namespace: str) -> Fact:
        return self.party_of(namespace, self._of(LOCALS))

    def party_of(self, namespace: str, own: str) -> Fact:
        usual = PartyKind.PERSON if own.startswith("p") else PartyKind.ENTERPRISE
        codes = [build.code(self._of(list(IdentifierScheme)), self._of(CODES)) for _ in range(2)]
        return build.party(
            f"{namespace}:{own}",
            self._of(NAMES),
            self._of((usual, usual, usual, PartyKind.AGENCY)),
            identifiers=tuple(codes[: self.random.randrange(3)]),
            founded_on=self._date(),
            body_type=self._of(WORDS),
            identity=self._of((Certainty.PROVEN, Certainty.PROVEN, Certainty.SCOPED)),
            **self._said(namespace),
        )

    def case(self, namespace: str) -> Fact:
        """Draw a case; now and then its id is a party's."""
        own = self._of(("c1", "c2", "c1", "c2", "1"))
        parent = self._of((None, self._id("c1", "c2")))
        by = self._of((None, self._party_id()))
        return build.case(f"{namespace}:{own}", parent, by, **self._said(namespace))

    def contact_value(self, namespace: str) -> Fact:
        said = self._said(namespace)
        return build.contact_value("phone:1", visibility=said["visibility"])

    def record(self, namespace: str) -> Fact:
        return build.record(
            f"{namespace}:{self._of(('e1', 'e2'))}",
            self._of((RecordKind.PENALTY, RecordKind.LISTING)),
            self._of((None, self._party_id())),
            case=self._of((None, None, build.pid(self._id("c1", "c2")))),
            item=self._of((None, "I1", "I2")),
            decided_on=self._date(),
            effective_from=self._date(),
            effective_to=self._date(),
            act_from=self._date(),
            title=self._of(WORDS),
            document_no=self._of(WORDS),
            severity=self._of(WORDS),
            amount=self._of((None, *AMOUNTS)),
            currency=self._of((None, "A1")),
            large=self._of(tuple(Answer)),
            region=self._of(WORDS),
            **self._said(namespace),
        )

    def system(self, namespace: str) -> Fact:
        return build.system(f"{namespace}:s1", self._of((None, self._party_id())), **self._said(namespace))

    def task(self, namespace: str) -> Fact:
        return build.task(f"{namespace}:t1", self._of((1, 2)), **self._said(namespace))

    def relation(self, namespace: str) -> Fact:
        """Draw a relation between two parties; its id is one of few, so that it may change its ends."""
        own = f"{namespace}:r{self.random.randrange(24)}"
        ended = self._of((False, False, True))
        return build.relation(
            self._of(RELATION_KINDS),
            self._party_id(),
            self._party_id(),
            own,
            ended=ended,
            over_by=self._date() if ended else None,
            **self._of(({"share": self._of(SHARES)}, {"vote_share": self._of(SHARES)}, *RANGES)),
            code=self._of(WORDS),
            title=self._of(WORDS),
            amount=self._of((None, None, *AMOUNTS)),
            case=self._of((None, None, None, build.pid(self._id("c1", "c2")))),
            **(self._dates() | self._said(namespace)),
        )

    def bid(self, namespace: str) -> Fact:
        own = f"{namespace}:b{self.random.randrange(3)}"
        return build.relation(
            RelationKind.BIDS_IN, self._party_id(), self._id("c1", "c2"), own, **self._said(namespace)
        )

    def contact(self, namespace: str) -> Fact:
        own = f"{namespace}:k{self.random.randrange(3)}"
        return build.contact(self._party_id(), "phone:1", public_id=own, **self._said(namespace))

    def party_fact(self, namespace: str) -> Fact:
        prop = self._of(tuple(VALUES))
        dates = self._dates() | self._said(namespace)
        return build.party_fact(self._party_id(), prop, self._of(VALUES[prop]), **dates)

    def record_party(self, namespace: str) -> Fact:
        return build.record_party(
            self._id("e1", "e2"),
            self._party_id(),
            capacity=self._of((Capacity.SUBJECT, Capacity.DIRECTOR)),
            personal_responsibility=self._of(tuple(Answer)),
            **self._said(namespace),
        )

    def named(self, namespace: str) -> Fact:
        return build.named(
            self._id("e1", "e2"), self._of(NAMES[:2]), self._party_id(), **self._said(namespace)
        )

    def sanction(self, namespace: str) -> Fact:
        return build.sanction(
            f"{namespace}:z{self.random.randrange(3)}",
            self._id("e1", "e2"),
            self._of((None, self._party_id())),
            self._of((SanctionKind.FINE, SanctionKind.WARNING)),
            amount=self._of((None, *AMOUNTS)),
            from_date=self._date(),
            lifetime=self._of((False, True)),
            region=self._of(WORDS),
            **self._said(namespace),
        )

    def event(self, namespace: str) -> Fact:
        kind = self._of(tuple(EventKind))
        who = build.pid(self._of((None, None, self._party_id())))
        return build.event(
            self._id("e1", "e2"),
            kind,
            self._date(),
            party=who,
            document_no=self._of(WORDS),
            **self._said(namespace),
        )

    def record_link(self, namespace: str) -> Fact:
        kind = self._of((RecordLinkKind.CORRECTS, RecordLinkKind.FOLLOWS))
        ends = self._id("e1", "e2"), self._id("e1", "e2")
        return build.record_link(*ends, kind, **self._said(namespace))

    def measure(self, namespace: str) -> Fact:
        status = self._of((None, "done"))
        return build.measure(self._id("e1", "e2"), self._party_id(), status=status, **self._said(namespace))

    def consent(self, namespace: str) -> Fact:
        return build.consent(f"{namespace}:n1", self._party_id(), **self._said(namespace))

    def judgement(self, namespace: str) -> Fact:
        verdict = self._of(("same", "unsure"))
        return build.judgement(self._party_id(), self._party_id(), verdict, **self._said(namespace))

    def task_link(self, namespace: str) -> Fact:
        kind, to = self._of(
            (
                (TaskLinkKind.RESPONSIBLE, self._party_id()),
                (TaskLinkKind.NAMES_SYSTEM, self._id("s1")),
                (TaskLinkKind.COVERS_USE, None),
                (TaskLinkKind.DRAWS_UP, None),
            )
        )
        value = None if to else self._of(("各部门", "贷款"))
        position = self.random.randrange(3)
        return build.task_link(
            self._id("t1"), to, kind, value=value, position=position, **self._said(namespace)
        )


@cache
def _few_narrowed() -> tuple[Narrowed, ...]:
    return narrowed_lists(World(Random(7)).conditions(), 5)  # noqa: S311 - made-up questions, not secrets


def narrowed_lists(draw: Conditions, number: int) -> tuple[Narrowed, ...]:
    """Return whole lists, and some of a drawn condition and order; the keys of groups go round with them."""
    things = (Thing.PARTY, Thing.RECORD, Thing.RELATION)
    plain = Narrowed(dict.fromkeys(things, (ANYTHING, ())), dict.fromkeys(things, (By.KIND, By.YEAR)))
    return plain, *(
        Narrowed(
            {thing: (draw.of(thing), draw.orders(thing)) for thing in things},
            {thing: GROUPED_BY[thing][place : place + 2] for thing in things},
        )
        for place in range(number)
    )
