"""Presets and grounds of control: what the data say, and what is refused."""

import shutil
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from xinmai.errors import BadArgument, CatalogueError
from xinmai.model.ownership_options import (
    CLOSE_LINK,
    CONTROL,
    OWNERSHIP,
    Aggregate,
    Comparison,
    OwnershipMeasure,
)
from xinmai.resources import resource
from xinmai.rules.catalogue import Catalogue, load_catalogue
from xinmai.rules.control_grounds import conferring
from xinmai.rules.presets import PresetQuestion, preset_named

SEED = resource("seed", "catalogue")
CATALOGUE = load_catalogue(SEED)
PRESETS = {preset.name: preset for preset in CATALOGUE.presets}
CONTROLS = PresetQuestion.CONTROL


def test_all_presets_are_there() -> None:
    assert {name: str(preset.question) for name, preset in PRESETS.items()} == {
        "CN_UBO_2024@1": "beneficial_owners",
        "EU_AMLR@1": "beneficial_owners",
        "UK_PSC@1": "beneficial_owners",
        "CN_TAX_42@1": "close_links",
        "ECB_CLOSE_LINK@1": "close_links",
        "CRR_CLOSE_LINK@1": "close_links",
        "CN_BANK_GROUP@1": "control",
        "OFAC@1": "control",
        "EU_SANCTIONS@1": "control",
        "EU_SANCTIONS@2": "control",
        "UK_SANCTIONS@1": "control",
    }


@pytest.mark.parametrize(
    ("name", "comparison", "aggregate"),
    [
        ("OFAC@1", Comparison.GTE, Aggregate.ALL_SEEDS),
        ("EU_SANCTIONS@1", Comparison.GT, Aggregate.ALL_SEEDS),
        ("EU_SANCTIONS@2", Comparison.GTE, Aggregate.ALL_SEEDS),
        ("UK_SANCTIONS@1", Comparison.GT, Aggregate.NONE),
        ("CN_BANK_GROUP@1", Comparison.GT, Aggregate.COALITIONS),
    ],
)
def test_control_presets(name: str, comparison: Comparison, aggregate: Aggregate) -> None:
    options = PRESETS[name].options.applied(CONTROL)

    assert (options.threshold, options.comparison, options.aggregate) == (
        Fraction(1, 2),
        comparison,
        aggregate,
    )
    assert options.measure is OwnershipMeasure.CASCADE


@pytest.mark.parametrize(
    ("name", "measure", "threshold", "third", "third_comparison", "exempt"),
    [
        ("CN_TAX_42@1", OwnershipMeasure.CASCADE, Fraction(1, 4), Fraction(1, 4), Comparison.GTE, True),
        (
            "ECB_CLOSE_LINK@1",
            OwnershipMeasure.SIMPLE_PATHS,
            Fraction(1, 5),
            Fraction(1, 5),
            Comparison.GTE,
            False,
        ),
        ("CRR_CLOSE_LINK@1", OwnershipMeasure.CASCADE, Fraction(1, 5), Fraction(1, 2), Comparison.GT, False),
    ],
)
def test_close_link_presets(
    name: str,
    measure: OwnershipMeasure,
    threshold: Fraction,
    third: Fraction,
    third_comparison: Comparison,
    exempt: bool,
) -> None:
    options = PRESETS[name].options.applied(CLOSE_LINK)

    assert (options.measure, options.threshold, options.comparison) == (measure, threshold, Comparison.GTE)
    assert (options.third, options.third_comparison) == (third, third_comparison)
    assert options.state_exempt is exempt
    assert options.passing == (Fraction(1, 4) if exempt else Fraction(1, 2))


@pytest.mark.parametrize(
    ("name", "tests"),
    [
        ("CN_UBO_2024@1", ["OWNERSHIP >= 1/4", "VOTES_OR_INCOME >= 1/4 unless OWNERSHIP", "CONTROL > 1/2"]),
        ("EU_AMLR@1", ["OWNERSHIP >= 1/4", "CONTROL > 1/2", "OWNERSHIP_AND_CONTROL >= 1/4"]),
        ("UK_PSC@1", ["OWNERSHIP > 1/4", "VOTES_OR_INCOME > 1/4 unless OWNERSHIP"]),
    ],
)
def test_beneficial_owner_presets(name: str, tests: list[str]) -> None:
    signs = {Comparison.GT: ">", Comparison.GTE: ">="}
    told = []
    for test in PRESETS[name].test:
        options = test.applied(OWNERSHIP)
        unless = "" if test.unless is None else f" unless {test.unless}"
        told.append(f"{test.prong} {signs[options.comparison]} {options.threshold}{unless}")

    assert told == tests


def test_choices_change_nothing_else() -> None:
    options = PRESETS["ECB_CLOSE_LINK@1"].options.applied(CLOSE_LINK)

    assert options == CLOSE_LINK


@pytest.mark.parametrize(
    ("name", "found"),
    [("OFAC", "OFAC@1"), ("EU_SANCTIONS", "EU_SANCTIONS@2"), ("EU_SANCTIONS@1", "EU_SANCTIONS@1")],
)
def test_the_greatest_version_is_taken_unless_one_is_named(name: str, found: str) -> None:
    assert preset_named(CATALOGUE.presets, name, CONTROLS).name == found


@pytest.mark.parametrize(
    ("name", "day", "found"),
    [
        ("EU_SANCTIONS", "2024-07-02", "EU_SANCTIONS@1"),
        ("EU_SANCTIONS", "2024-07-03", "EU_SANCTIONS@2"),
        ("EU_SANCTIONS", "2000-01-01", "EU_SANCTIONS@1"),
        ("EU_SANCTIONS@2", "2000-01-01", "EU_SANCTIONS@2"),
    ],
)
def test_a_code_alone_means_the_version_in_force_on_the_day(name: str, day: str, found: str) -> None:
    on = date.fromisoformat(day).toordinal()
    assert preset_named(CATALOGUE.presets, name, CONTROLS, on).name == found


@pytest.mark.parametrize("name", ["", "ofac", "OFAC@2", "EU_AMLR", "X" * 100])
def test_an_unknown_preset_names_those_there_are(name: str) -> None:
    with pytest.raises(BadArgument) as caught:
        preset_named(CATALOGUE.presets, name, CONTROLS)

    said = str(caught.value)
    assert f"{name[:40]} is none of CN_BANK_GROUP, EU_SANCTIONS, OFAC, UK_SANCTIONS." in said
    assert "X" * 41 not in said


def test_grounds() -> None:
    assert conferring(CATALOGUE.grounds) == {
        "contract",
        "appointment",
        "concert",
        "golden_share",
        "decisive_votes",
    }
    assert not [ground.code for ground in CATALOGUE.grounds if ground.propagation]


def changed(root: Path, file: str, old: str, new: str) -> Catalogue:
    """Load the catalogue with one place of a file changed."""
    shutil.copytree(SEED, root, dirs_exist_ok=True)
    text = (root / file).read_text(encoding="utf-8")
    assert old in text
    (root / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return load_catalogue(root)


PSC_TESTS = '[[preset.test]]\nprong = "OWNERSHIP"\nbasis = "CAPITAL_SUBSCRIBED"\nmeasure = "CASCADE"\nthreshold = "0.25"\ncomparison = "GT"\n'


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('code = "EU_SANCTIONS"\nversion = 2', 'code = "EU_SANCTIONS"\nversion = 1', "EU_SANCTIONS@1"),
        ('code = "OFAC"\nversion = 1', 'code = "OFAC"\nversion = 0', "version"),
        ('question = "control"', 'question = "beneficial_owners"', "beneficial_owners"),
        ('question = "beneficial_owners"', 'question = "control"', "test"),
        ('question = "control"', 'question = "groups"', "question"),
        ('prong = "CONTROL"', 'prong = "OWNERSHIP"', "twice"),
        ('unless = "OWNERSHIP"', 'unless = "CONTROL"', "unless"),
        ('unless = "OWNERSHIP"', 'unless = "VOTES_OR_INCOME"', "unless"),
        ('threshold = "0.25"', 'threshold = "0"', "threshold"),
        ('threshold = "0.25"', 'threshold = "0.0"', "threshold"),
        ('threshold = "0.25"', 'threshold = "1.1"', "threshold"),
        ('threshold = "0.25"', 'threshold = "25"', "threshold"),
        ('threshold = "0.25"', "threshold = 0.25", "threshold"),
        ('threshold = "0.25"', 'threshhold = "0.25"', "threshhold"),
        ('comparison = "GTE"', 'comparison = ">="', "comparison"),
        ('measure = "LOOK_THROUGH"', 'measure = "PAGERANK"', "measure"),
        ('fallback = ["principal"', 'fallback = ["manager"', "fallback"),
        (
            'mark = "G"\n\n[preset.options]',
            'mark = "G"\nfallback = ["director"]\n\n[preset.options]',
            "fallback",
        ),
        (PSC_TESTS, '[preset.options]\nthreshold = "0.3"\n\n' + PSC_TESTS, "options"),
        ("from = 2014-08-13", 'from = "soon"', "from"),
    ],
)
def test_a_mistake_in_a_preset_is_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(CatalogueError, match=r"presets\.toml") as caught:
        changed(tmp_path, "presets.toml", old, new)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('code = "appointment"', 'code = "contract"', "contract"),
        ("control = false\ngroup = false", "control = false\ngroup = true", "veto"),
        ("control = true", 'control = "yes"', "control"),
        ("control = true", "", "control"),
        ('mark = "V2"', 'mark = "V9"', "mark"),
        ('basis = "operator', 'source = "operator', "source"),
    ],
)
def test_a_mistake_in_a_ground_is_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(CatalogueError, match=r"control_grounds\.toml") as caught:
        changed(tmp_path, "control_grounds.toml", old, new)
    assert said in str(caught.value)
