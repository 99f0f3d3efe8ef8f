"""The ownership cases of tests/vectors as facts, and what is expected of them. Format: tests/vectors/README.md."""

import csv
import json
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from xinmai.model.fact import Fact
from xinmai.model.ownership import OwnerProng
from xinmai.model.ownership_options import (
    CONTROL,
    Aggregate,
    Basis,
    Comparison,
    OwnershipMeasure,
    OwnershipOptions,
    ParentVotes,
    Treasury,
)
from xinmai.model.shares import parse_percent
from xinmai.model.vocabulary import PartyKind, Property, RelationKind
from xinmai.resources import resource
from xinmai.rules.catalogue import load_catalogue
from xinmai.rules.presets import OwnerTest, Preset

from support import facts as build

Json = dict[str, Any]

VECTORS = Path(__file__).parents[1] / "vectors"
PRESETS = {preset.code: preset for preset in load_catalogue(resource("seed", "catalogue")).presets}


class Query(NamedTuple):
    """One query of a case."""

    case: str
    number: int
    operator: str
    options: Json
    arguments: Json
    expected: Any
    tolerance: Decimal

    @property
    def id(self) -> str:
        return f"{self.case}-{self.number}-{self.operator}"

    @property
    def folder(self) -> Path:
        return VECTORS / self.case


def queries() -> list[Query]:
    """Return every query that an operator of the product answers."""
    return list(_queries())


def _queries() -> Iterator[Query]:
    for folder in sorted(path.parent for path in VECTORS.glob("*/case.json")):
        case = json.loads((folder / "case.json").read_text(encoding="utf-8"))
        for number, query in enumerate(case["queries"]):
            if query.get("status") != "reference_only":
                own = query["operator"], query["options"], query["arguments"], query["expected"]
                yield Query(folder.name, number, *own, Decimal(case["tolerance"]))


def cases() -> list[Path]:
    """Return the folders of the cases whose edges are holdings."""
    stated = [(f.parent, json.loads(f.read_text(encoding="utf-8"))) for f in VECTORS.glob("*/case.json")]
    return sorted(folder for folder, case in stated if case["edges"] == "HOLDING")


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def facts_of(folder: Path, namespace: str = "t") -> list[Fact]:
    """Return the holdings and parties of a case, ids in a namespace."""
    facts: list[Fact] = []
    for number, row in enumerate(rows(folder / "edges.csv")):
        votes = row.get("vote_share") or ""
        rest: Json = {"vote_share": parse_percent(votes)} if votes else {}
        ends = f"{namespace}:{row['from']}", f"{namespace}:{row['to']}"
        facts.append(build.holds(*ends, row["share"], public_id=f"{namespace}:h{number}", **rest))
    for row in rows(folder / "parties.csv"):
        own, state = f"{namespace}:{row['id']}", row["kind"] == "state_body"
        facts.append(build.party(own, None, PartyKind.INSTITUTION if state else PartyKind(row["kind"])))
        facts += [build.party_fact(own, Property.CATEGORY, "state_body")] * state
        members = [member for member in row["members"].split(";") if member]
        facts += [build.relation(RelationKind.MEMBER_OF, f"{namespace}:{member}", own) for member in members]
    return facts


def options_of(stated: Json, base: OwnershipOptions = CONTROL) -> OwnershipOptions:
    """Return the options that a query states."""
    given = {
        "threshold": Fraction(stated.get("threshold", base.threshold)),
        "comparison": Comparison(stated.get("comparison", base.comparison)),
        "treasury": Treasury(stated.get("treasury", base.treasury)),
        "parent_votes": ParentVotes(stated.get("subsidiaryHeldParentVotes", base.parent_votes)),
        "basis": Basis(stated.get("basis", base.basis)),
        "measure": OwnershipMeasure(stated.get("measure", base.measure)),
        "aggregate": Aggregate(stated.get("aggregate", base.aggregate)),
    }
    return msgspec.structs.replace(base, **given)


def preset_of(stated: Json) -> Preset:
    """Return the preset of a query about beneficial owners; NONE is a test of its own."""
    if stated["preset"] != "NONE":
        return PRESETS[stated["preset"]]
    test = OwnerTest(
        prong=OwnerProng.OWNERSHIP,
        basis=Basis.CAPITAL_SUBSCRIBED,
        measure=OwnershipMeasure.LOOK_THROUGH,
        threshold=stated["threshold"],
        comparison=Comparison(stated["comparison"]),
    )
    return msgspec.structs.replace(PRESETS["UK_PSC"], test=(test,))


def assert_matches(expected: Any, got: Any, tolerance: Decimal) -> None:
    """Compare; keys in ``expected`` must match, and numbers within the tolerance of the case."""
    if isinstance(got, Fraction):
        assert abs(got - Fraction(expected)) <= Fraction(tolerance)
    elif isinstance(expected, dict):
        assert isinstance(got, dict)
        assert set(expected) <= set(got)
        for key, value in expected.items():
            assert_matches(value, got[key], tolerance)
        if all(isinstance(value, Fraction) for value in got.values()):
            assert set(expected) == set(got)
    elif isinstance(expected, list):
        assert len(got) == len(expected)
        for one, other in zip(expected, got, strict=True):
            assert_matches(one, other, tolerance)
    else:
        assert got == expected
