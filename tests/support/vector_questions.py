"""The ownership cases asked of a store, as a caller would ask: what the operators say must come out of the services too."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from fractions import Fraction
from itertools import combinations
from typing import Any, NamedTuple

import msgspec

from xinmai.model.group import GroupResult
from xinmai.model.ids import PublicId
from xinmai.model.ownership import LinkKind
from xinmai.model.ownership_options import (
    CLOSE_LINK,
    OWNERSHIP,
    Over100,
    OwnershipMeasure,
    OwnershipOptions,
    for_cascade,
)
from xinmai.model.shares import parse_percent
from xinmai.model.view import Budget, View
from xinmai.model.vocabulary import Bound, Flag, PartyKind
from xinmai.ports.store import Store
from xinmai.service.beneficial_owners import beneficial_owners
from xinmai.service.close_links import close_links
from xinmai.service.control import control
from xinmai.service.controllers import controllers
from xinmai.service.group import group
from xinmai.service.ownership import ownership

from support import facts as build
from support.drawn import short
from support.vectors import PRESETS, Json, Query, cases, facts_of, options_of, preset_of, rows

BUDGET = Budget(seconds=60)


class Case(NamedTuple):
    """One case in a store, its ids in a namespace of its own."""

    store: Store
    view: View
    query: Query

    def id(self, name: str) -> PublicId:
        return PublicId(f"{namespace_of(self.query.case)}:{name}")

    @property
    def companies(self) -> list[PublicId]:
        """Everybody who is held or may be: no persons."""
        stated = rows(self.query.folder / "parties.csv")
        return sorted(self.id(row["id"]) for row in stated if row["kind"] != PartyKind.PERSON)

    @property
    def parties(self) -> list[PublicId]:
        return sorted(self.id(row["id"]) for row in rows(self.query.folder / "parties.csv"))

    def over_100(self, default: str) -> Over100:
        return Over100(self.query.options.get("over100", default))


def namespace_of(case: str) -> str:
    """Return the namespace of a case."""
    return f"v-{case.lower()}"


async def load_cases(store: Store) -> None:
    """Write the cases of holdings, each in its namespace."""
    for folder in cases():
        own = namespace_of(folder.name)
        facts = [build.source(f"{own}:bundle"), *facts_of(folder, own)]
        applied = await store.apply(facts, key=own, at=datetime(2026, 6, 1, tzinfo=UTC))
        assert applied.refused == ()


async def asked_cascade(case: Case) -> Json:
    options = for_cascade(options_of(case.query.options))
    seeds = [case.id(seed) for seed in case.query.arguments["seeds"]]
    stated = msgspec.structs.replace(options, over_100=case.over_100("KEEP"))
    found = await control(case.store, case.view, seeds[0], BUDGET, stated, seeds[1:])
    certain = [member for member in found.members if member.bound is Bound.CERTAIN]
    return {
        "members": short(member.party for member in certain),
        "shares": {build.local(member.party): member.share.lower * 100 for member in certain},
    }


async def asked_measure(case: Case) -> Json:
    stated = options_of(case.query.options, OWNERSHIP)
    options = msgspec.structs.replace(stated, over_100=case.over_100("NORMALISE"), max_paths=100)
    holder, held = (case.id(case.query.arguments[end]) for end in ("holder", "held"))
    found = await ownership(case.store, case.view, holder, held, BUDGET, options)
    if found.share.share is None:
        return {"code": "CLOSED_CYCLE", "members": short(found.share.closed_cycle)}
    paths = [
        {"parties": short(path.nodes), "value": Fraction(path.product or 0) * 100} for path in found.paths
    ]
    share = found.share.share.lower
    return {"value": share * 100, "fraction": share, "paths": paths}


async def asked_weakest_link(case: Case) -> Json:
    options = msgspec.structs.replace(OWNERSHIP, measure=OwnershipMeasure.WEAKEST_LINK)
    holder, held = (case.id(case.query.arguments[end]) for end in ("holder", "held"))
    found = (await ownership(case.store, case.view, holder, held, BUDGET, options)).share
    is_sum = case.query.options["combine"] == "SUM_OF_PATHS"
    share = found.sum_of_paths if is_sum else found.share
    assert share is not None
    return {"value": share.lower * 100, "fraction": share.lower}


async def asked_closed_cycle(case: Case) -> Json:
    """Ask each company how much of itself it owns."""
    options = msgspec.structs.replace(OWNERSHIP, measure=OwnershipMeasure.ALL_WALKS)
    members: set[PublicId] = set()
    for company in case.companies:
        found = await ownership(case.store, case.view, company, company, BUDGET, options)
        members.update(found.share.closed_cycle)
    return {"code": "CLOSED_CYCLE" if members else None, "members": sorted(short(members))}


async def asked_groups(case: Case) -> list[Json]:
    found: dict[PublicId, Json] = {}
    for party in case.parties:
        result = await group(case.store, case.view, party, BUDGET)
        if result.members or result.core:
            found[result.name] = _shown(result)
    return sorted(found.values(), key=lambda shown: list(shown["members"]))


def _shown(result: GroupResult) -> Json:
    certain = {member.party for member in result.members if member.bound is Bound.CERTAIN}
    shown: Json = {
        "head": None if result.head is None else build.local(result.head),
        "head_kind": result.head_kind,
        "members": sorted(short(certain | ({result.head} if result.head else set()))),
    }
    shown |= {"core": short(result.core)} if result.core else {}
    return shown | ({"joint_parents": short(result.joint_parents)} if result.joint_parents else {})


async def asked_flags(case: Case) -> Json:
    """Ask for the controllers of each company; sums above 100 % and subsidiaries are flagged on the company."""
    tolerance = parse_percent(case.query.options.get("over100Tolerance", "0.5"))
    options = OwnershipOptions(over_100=Over100.KEEP, tolerance=tolerance)
    flagged = set()
    for company in case.companies:
        result = await controllers(case.store, case.view, company, BUDGET, options)
        flagged |= {(flag.flag, build.local(flag.party)) for flag in result.flags}
    return {
        "OVER_100": {name for flag, name in flagged if flag is Flag.OVER_100},
        "SUBSIDIARY_HOLDS_PARENT": {name for flag, name in flagged if flag is Flag.SUBSIDIARY_HOLDS_PARENT},
    }


async def asked_beneficial_owners(case: Case) -> Json:
    preset = preset_of(case.query.options)
    of = case.id(case.query.arguments["of"])
    found = await beneficial_owners(case.store, case.view, of, preset, BUDGET)
    return {
        str(test.prong): sorted(short(own.party for own in found.owners if own.prong is test.prong))
        for test in preset.test
    }


async def asked_close_links(case: Case) -> Json:
    stated = case.query.options
    preset = PRESETS["CRR_CLOSE_LINK" if stated["reading"] == "BY_CONTROL" else "ECB_CLOSE_LINK"]
    given = preset.options.applied(CLOSE_LINK)
    measure = OwnershipMeasure(stated.get("measure", given.measure))
    options = msgspec.structs.replace(given, over_100=case.over_100("KEEP"), measure=measure)
    direct, third = [], []
    for a, b in combinations(case.companies, 2):
        found = await close_links(case.store, case.view, a, b, BUDGET, options)
        for link in found.links:
            if link.kind is not LinkKind.THIRD_PARTY:
                held = b if link.kind is LinkKind.A_HOLDS_B else a
                direct.append((build.local(link.party), build.local(held), link.shares[0].lower * 100))
        via = [link.party for link in found.links if link.kind is LinkKind.THIRD_PARTY]
        third += [{"a": build.local(a), "b": build.local(b), "via": short(via)}] if via else []
    return {
        "participations": [
            {"holder": one, "held": two, "share": share} for one, two, share in sorted(direct)
        ],
        "third_party": third,
    }


async def asked_related_parties(case: Case) -> Json:
    options = PRESETS[case.query.options["preset"]].options.applied(CLOSE_LINK)
    a, b = (case.id(case.query.arguments[end]) for end in ("a", "b"))
    found = await close_links(case.store, case.view, a, b, BUDGET, options)
    between = [link for link in found.links if link.kind is not LinkKind.THIRD_PARTY]
    return {
        "related": {Bound.CERTAIN: "YES", Bound.NO: "NO"}[found.linked],
        "share": between[0].shares[0].lower * 100 if between else Fraction(0),
        "third": short(link.party for link in found.links if link.kind is LinkKind.THIRD_PARTY),
    }


ASKED: dict[str, Callable[[Case], Awaitable[Any]]] = {
    "cascade": asked_cascade,
    "lookThrough": asked_measure,
    "weakestLink": asked_weakest_link,
    "closedCycle": asked_closed_cycle,
    "groups": asked_groups,
    "flags": asked_flags,
    "beneficialOwners": asked_beneficial_owners,
    "closeLinks": asked_close_links,
    "relatedParties": asked_related_parties,
}
"""Operator → how a caller asks for it. Risk is asked with weights, not with attenuations of single relations."""


def expected(query: Query) -> Any:
    """Return what the services must say: sums below the line and of registers are the operators' own."""
    if query.operator == "cascade":
        return {name: query.expected[name] for name in ("members", "shares")}
    if query.operator == "closedCycle":
        return {name: query.expected[name] for name in ("code", "members")}
    if query.operator == "flags":
        parents = {pair["parent"] for pair in query.expected["SUBSIDIARY_HOLDS_PARENT"]}
        return {"OVER_100": set(query.expected["OVER_100"]), "SUBSIDIARY_HOLDS_PARENT": parents}
    return query.expected
