"""All groups in arrays are the blocks that analysis makes party by party, on random graphs with everything in them."""

from fractions import Fraction
from random import Random
from typing import Any, NamedTuple

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from xinmai.analysis.groups.partition import Block, partition
from xinmai.analysis.ownership.holdings import Holdings
from xinmai.analysis.ownership.reading import read_holdings
from xinmai.analysis.ownership.registers import Bounding, share_of
from xinmai.model.fact import Fact
from xinmai.model.ids import PublicId
from xinmai.model.ownership_options import OwnershipOptions
from xinmai.model.relation import Relation
from xinmai.model.shares import WHOLE
from xinmai.model.subgraph import Subgraph
from xinmai.model.vocabulary import PartyKind, Property, RelationKind
from xinmai.projection.arrays import Ownership, ownership
from xinmai.projection.groups import Groups, groups, strengths

from support import facts as build
from support.drawn import DAY, drawn, named_only, pyramid
from support.ownership import columns_of

NAMES = "abcdefghijkl"
OPTIONS = OwnershipOptions(grounds=frozenset({"contract"}))
EXACT = (
    0,
    10,
    20,
    25,
    30,
    33.3333333,
    40,
    49.9999999,
    50,
    50.0000001,
    51,
    60,
    70,
    100,
    100.4,
    100.5,
    100.6,
    130,
)
SHARES = (*map(str, EXACT), "?", "0-40", "45-55", "60-60", "50/60", "60/50", "?/70")
RELATIONS: tuple[dict[str, Any], ...] = (
    {},
    {},
    {},
    {"valid_from": "2025"},
    {"valid_from": "2020-01-01"},
    {"valid_to": "2025"},
    {"valid_to": "2026-01"},
    {"ended": True},
    {"source": "u:bundle"},
)


class Found(NamedTuple):
    """A graph read in both ways."""

    holdings: Holdings
    ownership: Ownership
    groups: Groups
    ids: list[PublicId]
    """Of the party at each place."""


@st.composite
def graphs(draw: st.DrawFn) -> Subgraph:
    """Draw holdings among a few parties, and what some of these are."""
    names = st.sampled_from(NAMES[: draw(st.integers(2, len(NAMES)))])
    edge = st.tuples(names, st.sampled_from(SHARES), names, st.sampled_from(RELATIONS))
    declared = st.tuples(names, st.sampled_from(RELATIONS[:-1]), names)
    facts: list[Fact] = []
    for number, (holder, share, held, rest) in enumerate(draw(st.lists(edge, max_size=30))):
        facts.append(holding(f"t:h{number:03}", holder, share, held, rest))
    few = st.sets(names, max_size=2)
    facts += [build.party_fact(f"t:{n}", Property.CATEGORY, "nominee") for n in draw(few)]
    facts += [build.party_fact(f"t:{n}", Property.STATUS, "revoked") for n in draw(few)]
    persons, pacts = draw(few), draw(st.sets(st.sampled_from("xyz")))
    facts += [build.person(f"t:{n}") for n in persons]
    for number, (one, rest, other) in enumerate(draw(st.lists(declared, max_size=4))):
        own = f"t:c{number}"
        facts.append(
            build.relation(RelationKind.CONTROLS, f"t:{one}", f"t:{other}", own, code="contract", **rest)
        )
    for pact in pacts:
        facts.append(build.party(f"t:{pact}", None, PartyKind.COALITION))
        facts += [
            build.relation(RelationKind.MEMBER_OF, f"t:{n}", f"t:{pact}", code=code)
            for n, code in draw(
                st.dictionaries(names, st.sampled_from((None, "concert", "family")), max_size=4)
            ).items()
        ]
        facts += [build.holds(f"t:{pact}", f"t:{n}", "30") for n in draw(st.sets(names, max_size=1))]
    stated = {f.key for f in facts}
    facts += [build.party(f"t:{n}") for n in NAMES if f"t:{n}" not in stated]
    return named_only(drawn(facts), {f"t:{n}" for n in draw(st.one_of(st.just(set()), few))})


def holding(own: str, holder: str, share: str, held: str, rest: dict[str, Any]) -> Relation:
    """Return a holding whose share is written as ``support.drawn`` reads it."""
    (relation,) = pyramid(f"{holder} {share} {held}").relations
    return msgspec.structs.replace(relation, id=PublicId(own), **rest)


def found_in(graph: Subgraph, seed: int = 0) -> Found:
    """Read a graph in both ways; the numbers of its parties have nothing to do with their ids."""
    ids = [party.id for party in graph.parties]
    Random(seed).shuffle(ids)  # noqa: S311 - no secret
    number: dict[str, int] = {id_: 3 * place for place, id_ in enumerate(ids)}
    told = ownership([columns_of(graph.party, graph.relations, number, DAY, OPTIONS.grounds)])
    at = [ids[n // 3] for n in told.numbers.tolist()]
    order = sorted(told.coalitions, key=at.__getitem__)
    return Found(read_holdings(graph, DAY, OPTIONS), told, groups(told, order), at)


def blocks_of(found: Found) -> dict[PublicId, Block]:
    """Return the groups in arrays as the blocks of analysis."""
    groups, ids = found.groups, found.ids
    stand_ins = found.ownership.stand_ins
    members = gathered(groups.label[: stand_ins.first].tolist(), ids[: stand_ins.first])
    cores = gathered(groups.cores.labels.tolist(), [ids[p] for p in groups.cores.parties.tolist()])
    joint = gathered(groups.joint_heads.tolist(), [ids[p] for p in groups.joint_parents.tolist()])
    made = {}
    for label, parties in members.items():
        head = None if groups.is_headless[label] else ids[label]
        is_named = label >= stand_ins.first
        meant = ids[stand_ins.companies[label - stand_ins.first]] if is_named else head
        if len(parties) > 1 or is_named or found.ownership.is_known[label]:
            by_name = head in found.holdings.by_name
            block = Block(
                parties, head, cores.get(label, ()), joint.get(label, ()), meant if by_name else None
            )
            made.update(dict.fromkeys(parties, block))
    return made


def gathered(keys: list[int], values: list[PublicId]) -> dict[int, tuple[PublicId, ...]]:
    """Return the values of each key, ordered."""
    return {key: tuple(sorted(v for k, v in zip(keys, values, strict=True) if k == key)) for key in set(keys)}


@settings(max_examples=400)
@given(graph=graphs(), seed=st.integers(0, 99))
def test_the_blocks_are_those_of_analysis(graph: Subgraph, seed: int) -> None:
    found = found_in(graph, seed)

    assert blocks_of(found) == partition(found.holdings)


@settings(max_examples=200)
@given(graph=graphs())
def test_strength_is_that_of_analysis(graph: Subgraph) -> None:
    found = found_in(graph)
    shares = strengths(found.groups.votes, found.ownership.room).tolist()
    for party, block in partition(found.holdings).items():
        place, register = found.ids.index(party), found.holdings.registers.get(party)
        if found.ownership.room[place] > 0 and block.head not in found.holdings.coalitions:
            holders = {p for p in block.parties if p not in found.holdings.by_name}
            if block.head is not None and block.is_headed_by_name and block.meant_in == party:
                holders.add(block.head)
            share = share_of(register, holders, Bounding.LOWER) if register else Fraction(0)
            assert shares[place] == round(share * WHOLE)
