"""CONTRACT 3: effects travel over PROVEN and JUDGED, over SCOPED inside one organisation, over NAME_ONLY as alerts only."""

import msgspec
import pytest

from xinmai.analysis.propagation import propagate
from xinmai.model.consequence import ConsequenceList
from xinmai.model.fact import Fact
from xinmai.model.party import Party
from xinmai.model.vocabulary import Certainty, Effect, RelationKind, Tier
from xinmai.resources import resource
from xinmai.rules.rulebook import load_rules

from support import facts as build
from support.drawn import drawn, record_of
from support.story_facts import food_revoked, permit

RULES = load_rules(resource("seed", "rules"))


def known_as(identity: Certainty, fact: Party) -> Fact:
    return msgspec.structs.replace(fact, identity=identity)


def ask(identity: Certainty) -> ConsequenceList:
    """Revoke A's permit; its head, known in a stated way, is food-safety officer of B, which holds a permit."""
    facts = [
        *food_revoked("t:REC", "t:A", "2024-03-01", ("2023-09-10", "2023-11-20")),
        known_as(identity, build.person("t:P", "刘八")),
        build.party("t:B"),
        *permit("t:B", "2020-01-01"),
        build.role("t:P", "t:A", RelationKind.LEGAL_REPRESENTATIVE, valid_from="2020-01-01"),
        build.role("t:P", "t:B", RelationKind.EMPLOYEE, valid_from="2024-05-01", code="food_safety"),
    ]
    day = build.day("2025-06-01")
    return propagate(record_of(facts, "t:REC"), drawn(facts, day), RULES, day)


@pytest.mark.parametrize(
    ("identity", "consequences", "alerts"),
    [
        (Certainty.PROVEN, [("R24", "t:B"), ("R24", "t:P")], []),
        (Certainty.JUDGED, [("R24", "t:B"), ("R24", "t:P")], []),
        (Certainty.SCOPED, [("R24", "t:P")], []),
        (Certainty.NAME_ONLY, [], [("R24", "t:P")]),
    ],
)
def test_an_effect_goes_as_far_as_the_identity_is_sure(
    identity: Certainty, consequences: list[tuple[str, str]], alerts: list[tuple[str, str]]
) -> None:
    result = ask(identity)

    assert [(c.rule, c.party) for c in result.items if c.party != "t:A" and c.rule == "R24"] == consequences
    assert [(c.rule, c.party) for c in result.alerts] == alerts
    assert {c.certainty for c in (*result.items, *result.alerts) if c.party == "t:P"} == {identity}
    assert all(c.effect is Effect.ALERT and c.tier is Tier.INFORMATIONAL for c in result.alerts)
