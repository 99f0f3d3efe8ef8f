"""All groups of drawn worlds: equal rows from both engines and from the plain model store."""

from itertools import product
from pathlib import Path
from random import Random

import pytest

from xinmai.bootstrap import open_store
from xinmai.model.fact import Fact
from xinmai.model.vocabulary import PartyKind, Property, RelationKind, Visibility
from xinmai.ports.store import Store

from support.contract_base import TODAY, at
from support.facts import GOVERNMENT, holds, name_fact, party, party_fact, person, pid, relation, source
from support.listed_groups import found_in
from support.model_store import ModelStore
from support.neo4j_servers import Neo4jServer

PUBLIC = Visibility.PUBLIC
SHARES = ("20", "25", "30", "40", "50", "51", "60", "70", "100.2", None)
DATES = (None, None, "2019", "2020-06", "2020-06-15", "2021-01-01")
THEN = (TODAY - 400, TODAY)


def world(random: Random) -> list[Fact]:
    """Draw holdings among parties of two sources, coalitions, what some parties are, and what not everybody may see."""
    parties = [f"a:{number}" for number in range(18)] + ["a:𠮷", "a:（5）"]
    facts: list[Fact] = [source("a:bundle"), source("b:bundle"), *(party(id_) for id_ in parties[4:])]
    facts += [person(id_) for id_ in parties[:4]]
    for number in range(45):
        held, holder = random.choice(parties[4:]), random.choice(parties)
        facts.append(
            holds(
                holder,
                held,
                random.choice(SHARES),
                public_id=f"a:h{number}",
                source=pid(random.choice(("a:bundle", "a:bundle", "b:bundle"))),
                valid_from=random.choice(DATES),
                valid_to=random.choice((None, None, None, "2020", "2022-01-01")),
                visibility=random.choice((PUBLIC, PUBLIC, PUBLIC, PUBLIC, GOVERNMENT)),
            )
        )
    for number in range(3):
        ends = random.choice(parties), random.choice(parties[4:])
        facts.append(
            relation(
                RelationKind.CONTROLS, *ends, f"a:c{number}", code="contract", valid_from=random.choice(DATES)
            )
        )
    for pact in ("a:pact", "a:union"):
        facts.append(party(pact, None, PartyKind.COALITION))
        members = random.sample(parties[:8], 3)
        facts += [relation(RelationKind.MEMBER_OF, member, pact) for member in members]
    facts += [party_fact(random.choice(parties), Property.CATEGORY, "state_body") for _ in range(2)]
    facts += [
        party_fact(random.choice(parties), Property.CATEGORY, "nominee"),
        name_fact("a:5", "new", valid_from="2020"),
    ]
    return [
        *facts,
        party_fact(random.choice(parties), Property.STATUS, "revoked", valid_from=random.choice(DATES)),
    ]


async def say(store: Store, seed: int) -> None:
    """Say two drawn worlds, one revision after the other; the second is a snapshot."""
    random = Random(seed)  # noqa: S311 - made-up facts, not secrets
    for minute in range(2):
        async with store.load("a") as load:
            await load.apply(world(random), at(minute))
            await load.finish(at(minute), close_unsaid=minute == 1, rejects={})


@pytest.mark.parametrize("seed", [1, 2, 5])
async def test_drawn_worlds(
    seed: int, tmp_path: Path, neo4j_servers: tuple[Neo4jServer, Neo4jServer]
) -> None:
    embedded = await open_store(f"sqlite:///{tmp_path / 'drawn.db'}", write=True)
    stores: list[Store] = [ModelStore(), embedded, await neo4j_servers[1].new_store()]
    for store in stores:
        await say(store, seed)
    for day, known, sees in product(THEN, (at(0), None), (PUBLIC, GOVERNMENT)):
        found = [await found_in(store, await store.view(day, known, sees)) for store in stores]
        plain, *engines = ((each.summary, list(each.rows)) for each in found)
        assert engines == [plain, plain]
        assert plain[0].groups > 0
    for store in stores:
        await store.close()
