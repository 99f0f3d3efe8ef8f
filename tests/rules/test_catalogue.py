"""The catalogue: what the seed holds, and what a broken one is refused for."""

import csv
import re
import shutil
from pathlib import Path

import pytest

from xinmai.errors import CatalogueError, XinmaiError
from xinmai.model.vocabulary import Mark, Property, RecordKind, RelationKind
from xinmai.resources import resource
from xinmai.rules.catalogue import Catalogue, load_catalogue

SEED = resource("seed", "catalogue")
PLAN = resource("seed", "plan-2014")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(SEED)


def responsible() -> dict[int, set[str]]:
    """Return the public ids of the responsible bodies of each row of the plan."""
    bodies: dict[int, set[str]] = {}
    with (PLAN / "task_links.csv").open(encoding="utf-8", newline="") as file:
        for link in csv.DictReader(file):
            if link["kind"] == "responsible" and link["to"]:
                bodies.setdefault(int(link["locator"].removeprefix("row ")), set()).add(
                    "sh2014:" + link["to"]
                )
    return bodies


def test_every_item_is_owed_by_bodies_that_its_rows_make_responsible(catalogue: Catalogue) -> None:
    bodies = responsible()
    for item in catalogue.items:
        owed_in_rows = set().union(*(bodies[row] for row in item.rows))
        assert set(item.owed_by) <= owed_in_rows, item.code
        assert all(bodies[row] & set(item.owed_by) for row in item.rows), item.code


def test_every_rating_item_names_its_scheme(catalogue: Catalogue) -> None:
    for item in catalogue.items:
        assert (item.record_kind == RecordKind.RATING) == (item.scheme is not None), item.code


def test_items_of_an_agency(catalogue: Catalogue) -> None:
    owed = catalogue.items_owed_by("sh2014:agency/customs-sh")
    assert [item.code for item in owed] == ["port_trade_record", "customs_class", "customs_offence"]
    assert catalogue.items_owed_by("sh2014:agency/nobody") == ()


def test_grades_are_ordered_best_first(catalogue: Catalogue) -> None:
    grades = {
        (scheme.code, version.version): [grade.code for grade in version.grades]
        for scheme in catalogue.schemes
        for version in scheme.version
    }
    assert grades["customs", "before-2014-12"] == ["AA", "A", "B", "C", "D"]
    assert grades["customs", "2021"] == ["senior_certified", "other", "dishonest"]
    assert grades["environment", "2013"] == ["green", "blue", "yellow", "red"]
    for version in ("2014", "2020", "2025"):
        assert grades["tax_credit", version] == ["A", "B", "M", "C", "D"]


def test_what_became_of_the_customs_classes(catalogue: Catalogue) -> None:
    customs = next(scheme for scheme in catalogue.schemes if scheme.code == "customs")
    assert [(step.old, step.new, step.mark) for step in customs.version[0].becomes] == [
        ("AA", "senior_certified", Mark.V2),
        ("A", "general_certified", Mark.V2),
        ("B", "general", Mark.V2),
        ("C", None, Mark.V2),
        ("D", None, Mark.V2),
    ]


def test_behaviours_that_the_rules_ask_for(catalogue: Catalogue) -> None:
    codes = {behaviour.code for behaviour in catalogue.behaviours}
    assert codes >= {
        "tax_abnormal_household",
        "absconded",
        "false_registration",
        "breach_of_duty_caused_bankruptcy",
        "fake_drug",
        "inferior_drug",
        "permit_forged_lent_traded",
        "permit_by_deceit",
        "bribing_officials",
        "taking_kickbacks",
        "grave_loss_to_fund",
    }
    assert {entry.code for entry in catalogue.behaviour_catalogues} == {
        "construction_veto",
        "p31_major",
        "bad_faith_procurement",
    }
    assert "abnormal_3_years" in {reason.code for reason in catalogue.reasons}


def test_every_basis_in_the_plan_prints_the_row_it_names(catalogue: Catalogue) -> None:
    found = [(entry.basis, entry.rows) for entry in catalogue.behaviours]
    found += [(entry.basis, entry.rows) for entry in catalogue.behaviour_catalogues]
    found += [(entry.basis, entry.rows) for entry in catalogue.reasons]
    for basis, rows in found:
        if basis.startswith("沪经信征〔2014〕1号"):
            assert tuple(int(row) for row in re.findall(r"\d+", basis.partition("号")[2])) == rows


def test_posts_that_bar_rules_ask_for(catalogue: Catalogue) -> None:
    posts = {post.code: post for post in catalogue.posts}
    assert posts.keys() >= {
        "food_management",
        "food_safety",
        "management",
        "general_partner",
        "registered_practitioner",
    }
    assert posts["director"].relation_kinds == (RelationKind.DIRECTOR,)
    assert not [post for post in catalogue.posts if RelationKind.HOLDS in post.relation_kinds]


def test_every_record_kind_and_property_has_its_place_in_a_credit_file(catalogue: Catalogue) -> None:
    kinds = [kind for section in catalogue.sections for kind in section.record_kinds]
    assert sorted(kinds) == sorted(RecordKind)
    properties = [prop for section in catalogue.sections for prop in section.properties]
    assert sorted(properties) == sorted(Property)


def test_disclosure_profiles_are_those_of_the_texts(catalogue: Catalogue) -> None:
    terms = {
        (profile.code, term.disclosure_class): (term.least, term.most, str(term.unit))
        for profile in catalogue.disclosure
        for term in profile.terms
    }
    assert terms == {
        ("national_publication_2025", "minor"): (0, 3, "month"),
        ("national_publication_2025", "general"): (3, 12, "month"),
        ("national_publication_2025", "serious"): (1, 3, "year"),
        ("shanghai_query_2017", None): (5, 5, "year"),
    }
    assert [(p.valid_from, p.mark) for p in catalogue.disclosure] == [
        ("2026-04-01", Mark.V2),
        ("2017-10-01", Mark.V1),
    ]


def test_labels_in_both_languages(catalogue: Catalogue) -> None:
    label = catalogue.label("capacity", "directly_responsible_manager")
    assert label is not None
    assert (label.zh, label.en) == ("直接负责的主管人员", "directly responsible manager")
    assert catalogue.label("capacity", "boss") is None
    assert catalogue.label("no_such_group", "subject") is None


@pytest.mark.parametrize(
    ("file", "old", "new", "place", "problem"),
    [
        (
            "items.toml",
            'record_kind = "rating"',
            'record_kind = "score"',
            "item construct",
            "record_kind: score",
        ),
        (
            "items.toml",
            'scheme = "customs"',
            'scheme = "custom"',
            "item customs_class",
            "scheme: custom is not known",
        ),
        (
            "items.toml",
            '"sh2014:agency/hbj"',
            '"hbj"',
            "item environment_rating",
            "no id of the form namespace:id",
        ),
        (
            "items.toml",
            'code = "price_complaint"',
            'code = "price_penalty"',
            "item price_penalty",
            "used twice",
        ),
        ("items.toml", "rows = [5]", "rows = [86]", "$.item[0].rows", "<= 85"),
        ("items.toml", "rows = [5]", "rows = [5]\ncolour = 1", "$.item[0]", "unknown field `colour`"),
        ("items.toml", "rows = [5]", "", "$.item[0]", "missing required field `rows`"),
        ("items.toml", "rows = [5]", "rows = ", "file", "Invalid value"),
        ("schemes.toml", 'to = "general"', 'to = "usual"', "version before-2014-12", "becomes.to: usual"),
        ("schemes.toml", 'from = "AA"', 'from = "AAA"', "version before-2014-12", "becomes.from: AAA"),
        ("schemes.toml", 'version = "2020"', 'version = "2014"', "scheme tax_credit", "given twice"),
        ("schemes.toml", '"2014-10-01"', '"2014-13-01"', "version 2014", "2014-13-01 is no date"),
        ("schemes.toml", 'code = "AA", zh = "AA类"', 'code = "A", zh = "AA类"', "grade A", "used twice"),
        (
            "behaviours.toml",
            'list = "abnormal_operation"',
            'list = "odd"',
            "reason no_annual_report",
            "list: odd",
        ),
        ("behaviours.toml", 'mark = "V1"', 'mark = "V3"', "mark", "'V3'"),
        ("posts.toml", '["director"]', '["boss"]', "post director", "relation_kinds: boss"),
        ("kinds.toml", 'code = "holds"', 'code = "owns"', "relation_kind", "owns is not known"),
        (
            "kinds.toml",
            '    { code = "holds", zh = "持股", en = "holds" },\n',
            "",
            "relation_kind",
            "holds has no label",
        ),
        (
            "credit_file.toml",
            '"breach", "arrears"',
            '"breach"',
            "record_kinds",
            "arrears stands in no section",
        ),
        (
            "credit_file.toml",
            '"breach", "arrears"',
            '"breach", "penalty"',
            "record_kinds",
            "penalty stands twice",
        ),
        ("credit_file.toml", '["holders_register"]', '["name"]', "properties", "name stands twice"),
        ("credit_file.toml", "party = true", "party = false", "party", "exactly one section"),
        ("credit_file.toml", 'category = "basic"', 'category = "good"', "$.section[0].category", "'good'"),
        ("credit_file.toml", 'code = "posts"', 'code = "identity"', "section identity", "used twice"),
        (
            "disclosure.toml",
            "least = 3, most = 12",
            "least = 13, most = 12",
            "profile national",
            "least is more",
        ),
        ("disclosure.toml", '"2026-04-01"', '"2026-04-31"', "profile national", "2026-04-31 is no date"),
        ("disclosure.toml", '"serious"', '"general"', "profile national", "two terms"),
        ("disclosure.toml", "least = 0", "least = -1", "least", ">= 0"),
        ("disclosure.toml", '"decided_on"', '"published_on"', "counted_from", "'published_on'"),
        ("calendar.toml", "last_year = 2026", 'last_year = "2026"', "$.last_year", "Expected `int`"),
    ],
)
def test_a_broken_file_is_refused(
    tmp_path: Path, file: str, old: str, new: str, place: str, problem: str
) -> None:
    root = shutil.copytree(SEED, tmp_path / "catalogue")
    text = (root / file).read_text(encoding="utf-8")
    assert old in text
    (root / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(root)
    assert caught.value.file == file
    assert place in caught.value.place
    assert problem in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match=r"kinds\.toml|behaviours\.toml|items\.toml") as caught:
        load_catalogue(tmp_path)
    assert isinstance(caught.value, XinmaiError)


def test_a_file_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    root = shutil.copytree(SEED, tmp_path / "catalogue")
    (root / "posts.toml").write_bytes('zh = "董事"'.encode("gb18030"))
    with pytest.raises(CatalogueError, match=r"posts\.toml"):
        load_catalogue(root)
