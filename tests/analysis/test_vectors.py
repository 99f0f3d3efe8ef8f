"""The operators on the ownership cases with known answers. Format: tests/vectors/README.md."""

from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from pathlib import Path

import msgspec
import pytest

from xinmai.analysis.control.beneficial import beneficial_owners_of
from xinmai.analysis.control.close_links import close_links_of
from xinmai.analysis.groups.partition import head_kind, partition
from xinmai.analysis.ownership.attribution import ClosedCycle
from xinmai.analysis.ownership.cascade import Cascade, cascade
from xinmai.analysis.ownership.closed import closed_cycles, unresolved
from xinmai.analysis.ownership.flags import over_100, subsidiaries_holding_parents
from xinmai.analysis.ownership.holdings import Holdings
from xinmai.analysis.ownership.measures import MEASURES
from xinmai.analysis.ownership.reading import read_holdings
from xinmai.analysis.ownership.registers import Bounding, share_of
from xinmai.analysis.ownership.seeds import seed_sets
from xinmai.analysis.ownership.simple_paths import accumulated, best_paths
from xinmai.analysis.ownership.upstream import Upstream
from xinmai.analysis.risk import Burden, arrive
from xinmai.analysis.risk_paths import RiskGraph
from xinmai.model.ids import PublicId
from xinmai.model.ownership import LinkKind
from xinmai.model.ownership_options import (
    CLOSE_LINK,
    CONTROL,
    OWNERSHIP,
    Over100,
    OwnershipMeasure,
    OwnershipOptions,
    for_cascade,
)
from xinmai.model.shares import parse_percent
from xinmai.model.subgraph import Subgraph
from xinmai.model.vocabulary import Bound, RelationKind
from xinmai.rules.risk_weights import Band, RelationWeight, RiskWeights

from support import facts as build
from support.drawn import drawn, short
from support.vectors import (
    PRESETS,
    Json,
    Query,
    assert_matches,
    facts_of,
    options_of,
    preset_of,
    queries,
    rows,
)

DAY = build.day("2025-06-01")


def graph_of(folder: Path) -> Subgraph:
    return drawn(facts_of(folder))


def holdings_of(folder: Path, options: OwnershipOptions = CONTROL) -> Holdings:
    return read_holdings(graph_of(folder), DAY, options)


def share_in(holdings: Holdings, held: PublicId, reach: Cascade) -> Fraction:
    return share_of(holdings.registers[held], reach.holders, Bounding.LOWER, holdings.options) * 100


def run_cascade(folder: Path, stated: Json, arguments: Json) -> Json:
    options = for_cascade(options_of(stated))
    over = Over100(stated.get("over100", "KEEP"))
    holdings = holdings_of(folder, msgspec.structs.replace(options, over_100=over))
    seeds = [PublicId(f"t:{seed}") for seed in arguments["seeds"]]
    reaches = [cascade(holdings, together) for together in seed_sets(holdings, seeds)]
    members = set[PublicId]().union(*(reach.members for reach in reaches)) - set(seeds)
    best: dict[PublicId, Fraction] = {}
    for reach in reaches:
        for held in reach.touched - set(seeds):
            best[held] = max(best.get(held, Fraction(0)), share_in(holdings, held, reach))
    return {
        "members": sorted(short(members)),
        "shares": {build.local(held): share for held, share in best.items() if held in members},
        "below": {build.local(held): share for held, share in best.items() if held not in members},
    }


def run_groups(folder: Path, stated: Json, arguments: Json) -> list[Json]:
    holdings = holdings_of(folder)
    found: list[Json] = []
    for block in {id(block): block for block in partition(holdings).values()}.values():
        kind = head_kind(holdings, block, frozenset())
        headless = kind in {"JOINT", "MUTUAL_CONTROL_CORE"}
        if len(block.parties) == 1 and kind != "JOINT":
            continue
        group: Json = {
            "head": None if headless or block.head is None else build.local(block.head),
            "head_kind": kind,
            "members": short(block.parties),
        }
        group |= {"core": short(block.core)} if block.core else {}
        group |= {"joint_parents": short(block.joint_parents)} if block.joint_parents else {}
        found.append(group)
    return sorted(found, key=lambda group: list(group["members"]))


def run_flags(folder: Path, stated: Json, arguments: Json) -> Json:
    tolerance = parse_percent(stated.get("over100Tolerance", "0.5"))
    holdings = holdings_of(folder, OwnershipOptions(over_100=Over100.KEEP, tolerance=tolerance))
    return {
        "OVER_100": {build.local(held): Fraction(total, 10**7) for held, total in over_100(holdings).items()},
        "SUBSIDIARY_HOLDS_PARENT": [
            {"parent": build.local(parent), "subsidiary": build.local(subsidiary)}
            for parent, subsidiary in subsidiaries_holding_parents(holdings, holdings.registers)
        ],
    }


def run_measure(folder: Path, stated: Json, arguments: Json) -> Json:
    options = options_of(stated, OWNERSHIP)
    over = Over100(stated.get("over100", "NORMALISE"))
    holdings = holdings_of(folder, msgspec.structs.replace(options, over_100=over))
    holder, held = (PublicId(f"t:{arguments[end]}") for end in ("holder", "held"))
    upstream = Upstream(holdings, held)
    try:
        share = MEASURES[options.measure](upstream, (holder,))
    except ClosedCycle as cycle:
        return {"code": "CLOSED_CYCLE", "members": short(cycle.members)}
    assert share.lower == share.upper
    paths, is_whole = best_paths(upstream, (holder,), 1000, Fraction(0))
    assert is_whole
    return {
        "value": share.lower * 100,
        "fraction": share.lower,
        "paths": [{"parties": short(path.nodes), "value": path.share.lower * 100} for path in paths],
    }


def run_weakest_link(folder: Path, stated: Json, arguments: Json) -> Json:
    found = run_measure(folder, {"measure": "WEAKEST_LINK"}, arguments)
    if stated["combine"] == "SUM_OF_PATHS":
        holder, held = (PublicId(f"t:{arguments[end]}") for end in ("holder", "held"))
        total = accumulated(Upstream(holdings_of(folder, OWNERSHIP), held), (holder,)).weakest.lower
        return {"value": total * 100, "fraction": total}
    return found


def run_beneficial_owners(folder: Path, stated: Json, arguments: Json) -> Json:
    preset = preset_of(stated)
    found = beneficial_owners_of(graph_of(folder), PublicId(f"t:{arguments['of']}"), DAY, preset)
    assert {owner.bound for owner in found.owners} <= {Bound.CERTAIN}
    return {
        str(test.prong): sorted(short(own.party for own in found.owners if own.prong is test.prong))
        for test in preset.test
    }


def run_close_links(folder: Path, stated: Json, arguments: Json) -> Json:
    preset = PRESETS["CRR_CLOSE_LINK" if stated["reading"] == "BY_CONTROL" else "ECB_CLOSE_LINK"]
    options = preset.options.applied(CLOSE_LINK)
    assert (options.threshold, options.comparison) == (Fraction(stated["threshold"]), stated["comparison"])
    over = Over100(stated.get("over100", "KEEP"))
    measure = OwnershipMeasure(stated.get("measure", options.measure))
    options = msgspec.structs.replace(options, over_100=over, measure=measure)
    graph = graph_of(folder)
    found = [close_links_of(graph, a.id, b.id, DAY, options) for a, b in combinations(graph.parties, 2)]
    direct = [
        (*((one.a, one.b) if link.kind is LinkKind.A_HOLDS_B else (one.b, one.a)), link.shares[0].lower * 100)
        for one in found
        for link in one.links
        if link.kind is not LinkKind.THIRD_PARTY
    ]
    over_third = [
        (one.a, one.b, [link.party for link in one.links if link.kind is LinkKind.THIRD_PARTY])
        for one in found
    ]
    return {
        "participations": [
            {"holder": build.local(holder), "held": build.local(held), "share": share}
            for holder, held, share in sorted(direct)
        ],
        "third_party": [
            {"a": build.local(a), "b": build.local(b), "via": short(via)} for a, b, via in over_third if via
        ],
    }


def run_related_parties(folder: Path, stated: Json, arguments: Json) -> Json:
    options = PRESETS[stated["preset"]].options.applied(CLOSE_LINK)
    a, b = (PublicId(f"t:{arguments[end]}") for end in ("a", "b"))
    found = close_links_of(graph_of(folder), a, b, DAY, options)
    between = [link for link in found.links if link.kind is not LinkKind.THIRD_PARTY]
    return {
        "related": {Bound.CERTAIN: "YES", Bound.NO: "NO"}[found.linked],
        "share": between[0].shares[0].lower * 100 if between else Fraction(0),
        "third": short(link.party for link in found.links if link.kind is LinkKind.THIRD_PARTY),
    }


def run_closed_cycle(folder: Path, stated: Json, arguments: Json) -> Json:
    holdings = holdings_of(folder, OWNERSHIP)
    streams = [Upstream(holdings, held) for held in sorted(holdings.registers)]
    cycles = sorted({cycle for upstream in streams for cycle in closed_cycles(upstream)})
    members = {member for cycle in cycles for member in cycle}
    shares = {
        build.local(upstream.target): unresolved(upstream, cycle) * 100
        for upstream in streams
        for cycle in cycles
        if upstream.target not in members and set(cycle) <= upstream.above
    }
    return {
        "code": "CLOSED_CYCLE" if cycles else None,
        "members": sorted(short(members)),
        "unresolved": {held: share for held, share in shares.items() if share},
    }


def run_risk(folder: Path, stated: Json, arguments: Json) -> Json:
    """Assess every party; the attenuation of an edge is its share, from its start to its end only."""
    facts = [
        build.holds(f"t:{row['from']}", f"t:{row['to']}", row["share"]) for row in rows(folder / "edges.csv")
    ]
    weights = RiskWeights(
        max_hops=stated["maxHops"] or 100,
        stop_below=Decimal(stated["stopBelow"]),
        digits=12,
        alternatives=0,
        unstated_share=Decimal(0),
        relations=(RelationWeight(RelationKind.HOLDS, Decimal(1), Decimal(0), by_share=True),),
        records=(),
        ages=(),
        bands=(Band("ANY", Decimal(0)),),
    )
    borne = {PublicId(f"t:{p}"): Burden(Decimal(sev), ()) for p, sev in arguments["seeds"].items()}
    risk: Json = {}
    shares: Json = {}
    for party in {fact.to_id for fact in facts}:
        arrived = arrive(RiskGraph(drawn(facts), weights, DAY), party, borne)
        sources = [source for source in arrived.sources if source.party != party]
        risk[build.local(party)] = Fraction(arrived.score)
        shares[build.local(party)] = {
            build.local(source.party): {
                "risk": Fraction(source.risk),
                "path": short(source.best.nodes),
                "share": Fraction(source.contribution),
            }
            for source in sources
        }
    return {"risk": risk, "contributions": shares}


OPERATORS = {
    "cascade": run_cascade,
    "groups": run_groups,
    "flags": run_flags,
    "lookThrough": run_measure,
    "weakestLink": run_weakest_link,
    "closedCycle": run_closed_cycle,
    "beneficialOwners": run_beneficial_owners,
    "closeLinks": run_close_links,
    "relatedParties": run_related_parties,
    "bestPathRisk": run_risk,
}


@pytest.mark.parametrize("query", queries(), ids=lambda query: query.id)
def test_case(query: Query) -> None:
    got = OPERATORS[query.operator](query.folder, query.options, query.arguments)

    assert_matches(query.expected, got, query.tolerance)
