"""The operator's weights: what they say, and what is refused."""

from decimal import Decimal
from pathlib import Path

import pytest

from xinmai.errors import CatalogueError
from xinmai.model.vocabulary import RelationKind
from xinmai.resources import resource
from xinmai.rules.risk_weights import AgeWeight, aged, load_risk_weights

from support import facts as build

FILE = resource("seed", "catalogue", "risk.toml")
WEIGHTS = load_risk_weights(FILE)


def test_the_limits_are_settings_in_the_data() -> None:
    assert (WEIGHTS.max_hops, WEIGHTS.stop_below) == (6, Decimal("0.01"))
    assert len(WEIGHTS.digest) == 64
    assert RelationKind.KIN not in WEIGHTS.kinds


def test_bands() -> None:
    bands = [WEIGHTS.band(Decimal(score)) for score in ("0", "0.0099", "0.01", "0.2", "0.5", "1")]

    assert bands == ["NONE", "NONE", "LOW", "MEDIUM", "HIGH", "HIGH"]


@pytest.mark.parametrize(
    ("day", "left"), [("2026-02-27", "1"), ("2026-02-28", "0.5"), ("2027-02-28", "0"), ("2030-01-01", "0")]
)
def test_what_age_leaves(day: str, left: str) -> None:
    steps = (AgeWeight(1, Decimal(1)), AgeWeight(2, Decimal("0.5")))

    assert aged(steps, build.day("2025-02-28"), build.day(day)) == Decimal(left)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('kind = "holds"', 'kind = "contact"', "suspected"),
        ('kind = "holds"', 'kind = "possibly_same"', "suspected"),
        ('kind = "holds"', 'kind = "owns"', "owns"),
        ('kind = "holds"', 'kind = "controls"', "twice"),
        ('forward = "0.9"', 'forward = "1.1"', "outside 0 to 1"),
        ('forward = "0.9"', 'forward = "much"', "$.relations[0].forward"),
        ('forward = "0.9"', 'forwards = "0.9"', "forwards"),
        ('stop_below = "0.01"', 'stop_below = "-1"', "stop_below"),
        ("max_hops = 6", "max_hops = 0", "max_hops"),
        ('{ within_years = 3, factor = "0.2" }', '{ within_years = 1, factor = "0.2" }', "must grow"),
        ('name = "NONE", from = "0"', 'name = "NONE", from = "0.005"', "begin at 0"),
        ('kind = "listing"', 'kind = "penalty"', "twice"),
    ],
)
def test_a_mistake_is_refused_with_its_place(tmp_path: Path, old: str, new: str, said: str) -> None:
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "risk.toml").write_text(text.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(CatalogueError, match=r"risk\.toml") as caught:
        load_risk_weights(tmp_path / "risk.toml")
    assert said in str(caught.value)
