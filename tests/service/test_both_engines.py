"""The same view, the same question, the same answer: on the embedded engine and on the plain model store."""

import pytest

from xinmai.model.ids import PublicId
from xinmai.model.view import Budget
from xinmai.ports.store import Store
from xinmai.resources import resource
from xinmai.rules.risk_weights import load_risk_weights
from xinmai.rules.rulebook import load_rules
from xinmai.service.group import group
from xinmai.service.propagation import propagation
from xinmai.service.related_party_risk import related_party_risk

from support import facts as build
from support.made_network import load_network
from support.model_store import ModelStore

RULES = load_rules(resource("seed", "rules"))
WEIGHTS = load_risk_weights(resource("seed", "catalogue", "risk.toml"))
DAY = build.day("2025-06-01")


@pytest.fixture
async def plain() -> Store:
    store = ModelStore()
    await load_network(store)
    return store


async def test_three_questions(network: Store, plain: Store) -> None:
    budgets = (Budget(), Budget(nodes=6), Budget(hub=2))
    for budget in budgets:
        for of in ("S3-X", "S3-J", "S3-U", "core-1sub", "pact-held", "cross-a", "risk-F3", "nominee"):
            party = PublicId(f"demo:{of}")
            one, other = await network.view(DAY), await plain.view(DAY)
            assert await group(network, one, party, budget) == await group(plain, other, party, budget)
            assert await related_party_risk(network, one, party, WEIGHTS, budget) == await related_party_risk(
                plain, other, party, WEIGHTS, budget
            )
        for record in ("S1-REC1", "E7y-REC1", "E7u-REC1", "R24x-REC1", "fine-unmarked-REC1", "scope-REC1"):
            cause = PublicId(f"demo:{record}")
            one, other = await network.view(DAY), await plain.view(DAY)
            assert await propagation(network, one, cause, RULES, budget) == await propagation(
                plain, other, cause, RULES, budget
            )
