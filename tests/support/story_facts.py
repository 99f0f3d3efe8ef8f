"""Facts of the worked examples: story S1, and E3 and E7 of the domain, as a drawn graph has them."""

from xinmai.model.fact import Fact
from xinmai.model.vocabulary import Answer, Capacity, RecordKind, RelationKind, SanctionKind

from support import facts as build

FOOD = "food_permit"
BUSINESS = "business_licence"


def permit(party: str, start: str, end: str | None = None) -> list[Fact]:
    """Return a food permit of a party."""
    own = f"{party}/permit"
    record = build.record(
        own,
        RecordKind.QUALIFICATION,
        decided_on=start,
        effective_from=start,
        effective_to=end,
        licence_type=FOOD,
    )
    return [record, subject(own, party)]


def subject(record: str, party: str) -> Fact:
    return build.record_party(record, party, capacity=Capacity.SUBJECT)


def head(person: str, party: str, start: str | None, end: str | None = None) -> Fact:
    return build.role(person, party, valid_from=start, valid_to=end)


def finding(
    record: str,
    person: str,
    capacity: Capacity = Capacity.DIRECTLY_RESPONSIBLE_MANAGER,
    answer: Answer = Answer.YES,
) -> Fact:
    return build.record_party(record, person, capacity=capacity, personal_responsibility=answer)


def food_revoked(record: str, party: str, decided: str | None, act: tuple[str, str] | None) -> list[Fact]:
    """Return a decision that revokes a food permit."""
    first, last = act or (None, None)
    return [
        build.record(record, RecordKind.PENALTY, decided_on=decided, act_from=first, act_to=last),
        subject(record, party),
        build.sanction(f"{record}/1", record, party, SanctionKind.PERMIT_REVOKED, licence_type=FOOD),
    ]


def story_1() -> list[Fact]:
    """Return S1: who left before, who came after."""
    return [
        build.party("t:F1", "沪滨丰禾食品有限公司"),
        build.party("t:F2", "沪滨味和食品有限公司"),
        build.party("t:F3", "沪滨清禾餐饮有限公司"),
        build.party("t:N1", "沪滨远帆信息科技有限公司"),
        build.person("t:P1", "陈七"),
        build.person("t:P2", "王五"),
        build.person("t:P3", "赵六"),
        build.person("t:P4", "刘八"),
        build.person("t:P5", "王五"),
        head("t:P1", "t:F1", "2018-05-01", "2023-01-16"),
        head("t:P2", "t:F1", "2023-01-16", "2024-06-20"),
        head("t:P3", "t:F1", "2024-06-20"),
        head("t:P5", "t:F3", "2020-01-06"),
        build.role("t:P2", "t:F2", RelationKind.EMPLOYEE, code="food_safety", valid_from="2026-05-01"),
        build.role(
            "t:P4",
            "t:F1",
            RelationKind.EMPLOYEE,
            title="生产负责人",
            valid_from="2021-03-01",
            valid_to="2024-03-31",
        ),
        build.holds("t:P2", "t:N1", "30", valid_from="2025-01-10"),
        *permit("t:F1", "2018-05-01", "2024-03-01"),
        *permit("t:F2", "2015-03-02"),
        *permit("t:F3", "2020-01-06"),
        *food_revoked("t:REC1", "t:F1", "2024-03-01", ("2023-09-10", "2023-11-20")),
        finding("t:REC1", "t:P4"),
    ]


def example_3() -> list[Fact]:
    """Return E3: one head, barred, employed elsewhere later."""
    return [
        build.person("t:王五"),
        head("t:王五", "t:丁", "2020-01-01", "2024-07-01"),
        build.role("t:王五", "t:戊", RelationKind.EMPLOYEE, code="food_safety", valid_from="2026-05-01"),
        *permit("t:戊", "2020-01-01"),
        *food_revoked("t:REC", "t:丁", "2024-03-01", ("2023-09-10", "2023-11-20")),
    ]


def example_7(
    answer: Answer | None, kind: SanctionKind = SanctionKind.LICENCE_REVOKED, decided: str = "2025-03-14"
) -> list[Fact]:
    """Return E7: a business licence revoked; what the decision says of the head, None if it does not name him."""
    facts = [
        build.person("t:周八"),
        head("t:周八", "t:己", "2019-01-01"),
        build.role("t:周八", "t:庚", RelationKind.DIRECTOR, valid_from="2021-06-01"),
        build.record("t:REC", RecordKind.PENALTY, decided_on=decided),
        subject("t:REC", "t:己"),
        build.sanction("t:REC/1", "t:REC", "t:己", kind, licence_type=BUSINESS),
    ]
    if answer is not None:
        facts.append(finding("t:REC", "t:周八", Capacity.LEGAL_REPRESENTATIVE, answer))
    return facts
