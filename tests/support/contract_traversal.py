"""Store contract: expand, closure, shortest."""

from collections.abc import Sequence
from itertools import pairwise

import pytest

from xinmai.errors import BudgetExceeded
from xinmai.model.fact import Fact
from xinmai.model.ids import PublicId
from xinmai.model.shares import HALF
from xinmai.model.subgraph import Subgraph
from xinmai.model.view import Budget, Page
from xinmai.model.vocabulary import CompletenessState, Direction, RelationKind
from xinmai.ports.store import Store

from support.contract_base import BUDGET, ContractBase, ids_of, put, relation_ids, today
from support.facts import (
    case,
    contact,
    contact_value,
    day,
    holds,
    name_fact,
    party,
    pid,
    relation,
    role,
)

COMPLETE = CompletenessState.COMPLETE
BY_NODES = CompletenessState.CUT_BY_NODES
BY_DEPTH = CompletenessState.CUT_BY_DEPTH
OUT, IN, BOTH = Direction.OUT, Direction.IN, Direction.BOTH
HUB = Budget().hub


def budget(nodes: int = 10_000, depth: int = 10, hub: int = HUB) -> Budget:
    return Budget(nodes=nodes, depth=depth, hub=hub, seconds=60)


def network(*edges: str) -> list[Fact]:
    """Return parties and holdings from words like ``1>2>3``."""
    chains = [edge.split(">") for edge in edges]
    nodes = {node: None for chain in chains for node in chain}
    pairs = dict.fromkeys(pair for chain in chains for pair in pairwise(chain))
    return [*(party(f"a:{n}") for n in nodes), *(holds(f"a:{x}", f"a:{y}", "50") for x, y in pairs)]


def star(leaves: int) -> list[Fact]:
    """Return a party with a holding in each of many others."""
    return network(*(f"hub>{number}" for number in range(leaves)))


async def expand(store: Store, seeds: str, direction: Direction = BOTH, limits: Budget = BUDGET) -> Subgraph:
    ids = [pid(f"a:{seed}") for seed in seeds.split()]
    return await store.expand(await today(store), ids, None, direction, limits)


async def closure(store: Store, seeds: str, direction: Direction = OUT, limits: Budget = BUDGET) -> Subgraph:
    ids = [pid(f"a:{seed}") for seed in seeds.split()]
    return await store.closure(await today(store), ids, None, direction, limits)


async def shortest(store: Store, a: str, b: str, limits: Budget = BUDGET) -> Subgraph:
    return await store.shortest(await today(store), pid(f"a:{a}"), pid(f"a:{b}"), None, limits)


def nodes(graph: Subgraph) -> str:
    """Return the nodes of an answer in short form."""
    return " ".join(node.removeprefix("a:") for node in ids_of(graph))


def edges(graph: Subgraph) -> str:
    """Return the holdings of an answer in short form."""
    ends = [(r.from_id.removeprefix("a:"), r.to_id.removeprefix("a:")) for r in graph.relations]
    return " ".join(f"{start}>{end}" for start, end in ends)


def cut(graph: Subgraph) -> tuple[CompletenessState, int | None, Sequence[PublicId]]:
    """Return what an answer says about its own completeness."""
    said = graph.completeness
    assert said.nodes_seen == len(graph.parties) + len(graph.others)
    return said.state, said.depth_reached, said.hubs_excluded


class TraversalContract(ContractBase):
    async def test_expand_goes_level_by_level(self, store: Store) -> None:
        await put(store, *network("1>2>3>4", "5>2"))

        near = await expand(store, "1", limits=budget(depth=1))
        assert (nodes(near), edges(near), cut(near)) == ("1 2", "1>2", (BY_DEPTH, 1, ()))
        two = await expand(store, "1", limits=budget(depth=2))
        assert (nodes(two), edges(two), cut(two)) == ("1 2 3 5", "1>2 2>3 5>2", (BY_DEPTH, 2, ()))
        three = await expand(store, "1", limits=budget(depth=3))
        assert (nodes(three), cut(three)) == ("1 2 3 4 5", (COMPLETE, 3, ()))
        assert three.completeness.as_of == (await today(store)).as_of
        assert three.completeness.revision == 1

    async def test_expand_at_depth_nought_is_the_seeds(self, store: Store) -> None:
        await put(store, *network("1>2", "3>3"))

        assert cut(await expand(store, "1", limits=budget(depth=0))) == (BY_DEPTH, 0, ())
        assert cut(await expand(store, "1 2", limits=budget(depth=0))) == (COMPLETE, 0, ())
        alone = await expand(store, "3", limits=budget(depth=0))
        assert (nodes(alone), edges(alone), cut(alone)) == ("3", "", (COMPLETE, 0, ()))

    async def test_expand_keeps_to_the_direction(self, store: Store) -> None:
        await put(store, *network("1>2>3", "3>1"))

        out = await expand(store, "2", OUT, budget(depth=1))
        assert (nodes(out), edges(out)) == ("2 3", "2>3")
        into = await expand(store, "2", IN, budget(depth=1))
        assert (nodes(into), edges(into)) == ("1 2", "1>2")
        around = await expand(store, "2", OUT)
        assert (nodes(around), edges(around)) == ("1 2 3", "1>2 2>3 3>1")

    async def test_relations_among_the_last_level_are_not_followed(self, store: Store) -> None:
        await put(store, *network("1>2", "1>3", "2>3"))

        assert edges(await expand(store, "1", limits=budget(depth=1))) == "1>2 1>3"
        assert cut(await expand(store, "1", limits=budget(depth=1))) == (COMPLETE, 1, ())
        assert edges(await expand(store, "1", limits=budget(depth=2))) == "1>2 1>3 2>3"

    async def test_seeds_that_are_nothing_are_left_out(self, store: Store) -> None:
        await put(store, *network("1>2"))

        assert nodes(await expand(store, "none 1 1")) == "1 2"
        nothing = await expand(store, "none")
        assert (nodes(nothing), cut(nothing)) == ("", (COMPLETE, 0, ()))
        assert nodes(await closure(store, "")) == ""

    async def test_expand_names_a_hub_and_does_not_follow_it(self, store: Store) -> None:
        await put(store, *star(HUB + 1), *network("0>1>x", "y>hub"))

        graph = await expand(store, "0", limits=budget(depth=3))
        assert (nodes(graph), edges(graph)) == ("0 1 hub x", "0>1 1>x hub>0 hub>1")
        assert cut(graph) == (BY_NODES, 2, ("a:hub",))
        seed = await expand(store, "hub")
        assert (nodes(seed), edges(seed), cut(seed)) == ("hub", "", (BY_NODES, 0, ("a:hub",)))

    async def test_a_node_with_as_many_relations_as_allowed_is_no_hub(self, store: Store) -> None:
        await put(store, *star(HUB))

        graph = await expand(store, "hub")

        assert cut(graph) == (COMPLETE, 1, ())
        assert len(graph.parties) == HUB + 1

    async def test_a_hub_counts_the_asked_direction_and_kinds_on_the_day(self, store: Store) -> None:
        await put(
            store,
            *network("1>hub", "2>hub", "hub>3"),
            role("a:1", "a:hub"),
            role("a:2", "a:hub", valid_to="2001"),
        )
        view = await today(store)
        hub, three = [pid("a:hub")], budget(hub=3)

        assert cut(await store.expand(view, hub, None, BOTH, three)) == (BY_NODES, 0, ("a:hub",))
        assert cut(await store.expand(view, hub, None, IN, three)) == (COMPLETE, 1, ())
        holdings = await store.expand(view, hub, [RelationKind.HOLDS], BOTH, three)
        assert cut(holdings) == (COMPLETE, 1, ())

    async def test_a_hub_on_the_last_level_is_not_looked_at(self, store: Store) -> None:
        await put(store, *network("1>hub", "hub>2", "hub>3"))

        assert cut(await expand(store, "1", limits=budget(depth=1, hub=2))) == (BY_DEPTH, 1, ())
        assert cut(await expand(store, "1", limits=budget(depth=2, hub=2))) == (BY_NODES, 1, ("a:hub",))

    async def test_a_level_that_does_not_fit_is_cut_whole(self, store: Store) -> None:
        await put(store, *network("1>2>4", "1>3>5", "2>3", "3>6"))

        fits = await expand(store, "1", limits=budget(nodes=6))
        assert (nodes(fits), cut(fits)) == ("1 2 3 4 5 6", (COMPLETE, 2, ()))
        tight = await expand(store, "1", limits=budget(nodes=5))
        assert (nodes(tight), edges(tight), cut(tight)) == ("1 2 3", "1>2 1>3 2>3", (BY_NODES, 1, ()))
        seeds = await expand(store, "1 2", limits=budget(nodes=1))
        assert (nodes(seeds), edges(seeds), cut(seeds)) == ("", "", (BY_NODES, 0, ()))

    async def test_traversals_pass_cases_and_leave_suspicion_aside(self, store: Store) -> None:
        await put(
            store,
            *network("1", "2", "3", "4"),
            case("a:lot"),
            contact_value("phone:1"),
            relation(RelationKind.BIDS_IN, "a:1", "a:lot"),
            relation(RelationKind.BIDS_IN, "a:2", "a:lot"),
            relation(RelationKind.POSSIBLY_SAME, "a:2", "a:3"),
            contact("a:1", "phone:1"),
            contact("a:4", "phone:1"),
        )
        view = await today(store)

        assert nodes(await expand(store, "1")) == "1 2 lot"
        suspected = await store.expand(view, [pid("a:1")], list(RelationKind), BOTH, BUDGET)
        assert nodes(suspected) == "1 2 3 4 lot phone:1"
        from_value = await store.expand(view, [pid("phone:1")], [RelationKind.CONTACT], IN, BUDGET)
        assert nodes(from_value) == "1 4 phone:1"
        assert nodes(await store.expand(view, [pid("a:1")], (), BOTH, BUDGET)) == "1"

    async def test_traversals_bring_parties_with_their_dated_facts(self, store: Store) -> None:
        await put(store, *network("1>2"), name_fact("a:2", "旧名", valid_to="2001"))

        for graph in (
            await expand(store, "1"),
            await closure(store, "1"),
            await shortest(store, "1", "2"),
        ):
            assert [fact.value for fact in graph.party[pid("a:2")].facts] == ["旧名"]
            assert (graph.records, graph.sources) == ((), ())

    async def test_traversals_see_the_day(self, store: Store) -> None:
        await put(store, *network("1>2"), holds("a:2", "a:3", "50", valid_to="2010"), party("a:3"))
        then = await store.view(day("2009-01-01"))

        assert nodes(await closure(store, "1")) == "1 2"
        assert nodes(await store.closure(then, [pid("a:1")], None, OUT, BUDGET)) == "1 2 3"
        every_day = (await today(store)).on_every_day()
        assert nodes(await store.closure(every_day, [pid("a:1")], None, OUT, BUDGET)) == "1 2 3"

    async def test_closure_follows_long_chains_and_cycles(self, store: Store) -> None:
        chain = [f"n{number:02}" for number in range(40)]
        await put(store, *network(">".join([*chain, chain[10]])))

        graph = await closure(store, "n00", limits=budget(depth=3))

        assert nodes(graph) == " ".join(chain)
        assert len(graph.relations) == 40
        assert cut(graph) == (COMPLETE, 39, ())
        assert nodes(await closure(store, "n38")) == " ".join(chain[10:])

    async def test_closure_knows_no_hubs(self, store: Store) -> None:
        await put(store, *star(HUB + 1))

        graph = await closure(store, "hub")

        assert cut(graph) == (COMPLETE, 1, ())
        assert len(graph.relations) == HUB + 1

    async def test_closure_brings_every_relation_that_leads_there(self, store: Store) -> None:
        edge = holds("a:1", "a:2", "50", public_id="a:second")
        await put(store, *network("1>2>2", "2>1", "1>3", "4>1"), edge)

        graph = await closure(store, "1")

        assert (nodes(graph), cut(graph)) == ("1 2 3", (COMPLETE, 1, ()))
        assert relation_ids(graph) == ["a:holds/1/2", "a:holds/1/3", "a:holds/2/1", "a:holds/2/2", "a:second"]
        assert {r.share for r in graph.relations} == {HALF}
        upward = await closure(store, "3", IN)
        assert nodes(upward) == "1 2 3 4"

    async def test_closure_cuts_the_level_that_does_not_fit(self, store: Store) -> None:
        await put(store, *network("1>2>4", "1>3>5", "3>2", "4>6"))

        graph = await closure(store, "1", limits=budget(nodes=4))

        assert (nodes(graph), edges(graph), cut(graph)) == ("1 2 3", "1>2 1>3 3>2", (BY_NODES, 1, ()))

    async def test_shortest_is_the_union_of_all_shortest_paths(self, store: Store) -> None:
        second = holds("a:1", "a:2", "50", public_id="a:second")
        await put(store, *network("1>2>9", "9>3>1", "1>4>5>9", "2>3"), second)

        graph = await shortest(store, "1", "9")

        assert nodes(graph) == "1 2 3 9"
        assert relation_ids(graph) == ["a:holds/1/2", "a:holds/2/9", "a:holds/3/1", "a:holds/9/3", "a:second"]
        assert cut(graph) == (COMPLETE, 2, ())
        assert nodes(await shortest(store, "9", "1")) == nodes(graph)

    async def test_shortest_over_a_long_chain(self, store: Store) -> None:
        chain = [f"n{number:02}" for number in range(36)]
        await put(store, *network(">".join(chain)))

        assert cut(await shortest(store, "n00", "n35", budget(depth=35))) == (COMPLETE, 35, ())
        short = await shortest(store, "n00", "n35", budget(depth=34))
        assert (nodes(short), edges(short), cut(short)) == ("n00 n35", "", (BY_DEPTH, 34, ()))

    async def test_no_path_is_no_relations(self, store: Store) -> None:
        await put(store, *network("1>2", "3>4"))

        graph = await shortest(store, "1", "3")
        assert (nodes(graph), edges(graph), cut(graph)) == ("1 3", "", (COMPLETE, 2, ()))
        missing = await shortest(store, "1", "none")
        assert (nodes(missing), edges(missing), cut(missing)) == ("1", "", (COMPLETE, 0, ()))
        same = await shortest(store, "1", "1")
        assert (nodes(same), edges(same), cut(same)) == ("1", "", (COMPLETE, 0, ()))

    async def test_shortest_names_a_hub_and_goes_around_it(self, store: Store) -> None:
        await put(store, *network("1>hub>9", "hub>7", "hub>8", "1>2>3>9"))

        around = await shortest(store, "1", "9", budget(hub=3))
        assert (nodes(around), cut(around)) == ("1 2 3 9", (BY_NODES, 3, ("a:hub",)))
        through = await shortest(store, "1", "9", budget(hub=4))
        assert (nodes(through), cut(through)) == ("1 9 hub", (COMPLETE, 2, ()))
        no_way = await shortest(store, "7", "8", budget(hub=3))
        assert (nodes(no_way), cut(no_way)) == ("7 8", (BY_NODES, 1, ("a:hub",)))

    async def test_the_ends_of_a_path_may_be_hubs(self, store: Store) -> None:
        await put(store, *star(HUB + 1), *network("1>x"))

        assert nodes(await shortest(store, "hub", "x")) == "1 hub x"
        assert nodes(await shortest(store, "x", "hub")) == "1 hub x"
        assert cut(await shortest(store, "x", "hub")) == (COMPLETE, 2, ())

    async def test_a_cut_is_said_in_words(self, store: Store) -> None:
        await put(store, *network("1>2>3>4", "2>5"))

        for answer, reason in (
            (await expand(store, "1"), None),
            (await expand(store, "1", limits=budget(depth=1)), "more lies beyond level 1"),
            (await expand(store, "1", limits=budget(nodes=2)), "level 2 would pass 2 nodes"),
            (await closure(store, "1 2", limits=budget(nodes=1)), "level 0 would pass 1 nodes"),
            (
                await expand(store, "1", limits=budget(hub=2)),
                "1 hub(s) with more than 2 relations not followed",
            ),
            (
                await expand(store, "2 4", limits=budget(nodes=2, hub=2)),
                "level 1 would pass 2 nodes; 1 hub(s) with more than 2 relations not followed",
            ),
            (await shortest(store, "1", "4", budget(depth=2)), "no path within 2 steps"),
            (await shortest(store, "1", "4", budget(nodes=3)), "the paths would pass 3 nodes"),
        ):
            assert answer.completeness.reason == reason

    async def test_paths_that_do_not_fit_are_cut_whole(self, store: Store) -> None:
        await put(store, *network("1>2>9", "1>3>9"))

        assert nodes(await shortest(store, "1", "9", budget(nodes=4))) == "1 2 3 9"
        tight = await shortest(store, "1", "9", budget(nodes=3))
        assert (nodes(tight), edges(tight), cut(tight)) == ("1 9", "", (BY_NODES, 2, ()))

    @pytest.mark.parametrize("walk", ["expand", "closure", "shortest"])
    async def test_a_walk_stops_when_its_time_is_over(self, store: Store, walk: str) -> None:
        await put(store, *star(HUB), *network("0>far"))
        view, no_time = await today(store), Budget(seconds=0)
        seeds, far = [pid("a:hub")], pid("a:far")
        ask = {
            "expand": lambda: store.expand(view, seeds, None, BOTH, no_time),
            "closure": lambda: store.closure(view, seeds, None, BOTH, no_time),
            "shortest": lambda: store.shortest(view, seeds[0], far, None, no_time),
        }

        with pytest.raises(BudgetExceeded):
            await ask[walk]()
        assert len((await expand(store, "hub")).parties) == HUB + 2

    async def test_a_search_stops_when_its_time_is_over(self, store: Store) -> None:
        await put(store, *(party(f"a:{number}", "沪滨") for number in range(3_000)))

        with pytest.raises(BudgetExceeded):
            await store.search(await today(store), "沪", None, Page(), Budget(seconds=0))
        assert (await store.search(await today(store), "沪", None, Page(), BUDGET)).total == 3_000
