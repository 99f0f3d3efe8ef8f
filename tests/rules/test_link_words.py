"""Hubs that are not passed, words of paths, grounds of affiliation: complete, and a mistake is refused with its place."""

import re
import shutil
from pathlib import Path

import pytest

from xinmai.errors import CatalogueError
from xinmai.model.ids import PublicId
from xinmai.model.vocabulary import HubReason, Property, RelationKind
from xinmai.resources import resource
from xinmai.rules.catalogue import load_catalogue
from xinmai.rules.phrases import FINDING

from support import facts as build
from support.drawn import drawn

SEED = resource("seed", "catalogue")
CATALOGUE = load_catalogue(SEED)
DAY = build.day("2025-06-01")


def test_every_kind_of_relation_has_its_phrase() -> None:
    assert sorted(CATALOGUE.phrases.of_kind) == sorted([*RelationKind, FINDING])


def test_every_reason_of_a_category_is_in_the_list() -> None:
    reasons = {entry.reason for entry in CATALOGUE.hubs.hub}
    assert reasons == set(HubReason) - {HubReason.SHARED_CONTACT, HubReason.DEGREE}


@pytest.mark.parametrize("entry", CATALOGUE.hubs.hub, ids=lambda entry: entry.category)
def test_a_party_is_a_hub_while_it_is_of_the_category(entry: object) -> None:
    category, reason = getattr(entry, "category", ""), getattr(entry, "reason", None)
    fact = build.party_fact("t:N", Property.CATEGORY, category, valid_from="2020-01-01")
    (party,) = drawn([build.party("t:N"), fact]).parties
    assert CATALOGUE.hubs.reason_of(party, DAY) is reason
    assert CATALOGUE.hubs.reason_of(party, build.day("2019-12-31")) is None


def test_limits_and_labels_of_shared_contacts() -> None:
    hubs = CATALOGUE.hubs
    assert [hubs.most_of(PublicId(f"{of}1")) for of in ("phone:", "address:", "t:")] == [20, 10, None]
    labels = [hubs.label(HubReason.SHARED_CONTACT, PublicId(f"{of}1")) for of in ("phone:", "address:")]
    assert ["电话" in labels[0].zh, "地址" in labels[1].zh] == [True, True]
    assert hubs.label(HubReason.DEGREE, PublicId("t:1")) == hubs.degree


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("hubs", 'category = "nominee"', 'category = "nobody"', "nobody is not known"),
        ("hubs", 'reason = "NOMINEE"', 'reason = "DEGREE"', "of no category"),
        ("hubs", 'reason = "NOMINEE"', 'reason = "DEPOSITORY"', "used twice"),
        ("hubs", 'category = "nominee"', 'category = "depository"', "used twice"),
        ("hubs", 'reason = "NOMINEE"', 'reason = "WHIM"', "WHIM"),
        ("hubs", "most = 20", "most = 0", "most"),
        ("hubs", "most = 20", "least = 20", "least"),
        ("hubs", 'of = "phone:"', 'of = "address:"', "used twice"),
        ("phrases", 'kind = "supplies"', 'kind = "supply"', "phrase supplies"),
        ("phrases", 'kind = "supplies"', 'kind = "lends"', "phrase lends"),
        ("phrases", "{from}向{to}供货", "{from}供货", "phrase supplies, forward"),
        ("phrases", "{from}向{to}供货", "{to}向{from}供货", "{from} must stand before {to}"),
        ("phrases", "{from}向{to}供货", "{from}向{to}供货{share}", "phrase supplies, forward"),
        ("phrases", "{from}向{to}供货", "{from}向{to供货", "phrase supplies, forward"),
        ("phrases", "{from}持有{to}的股权（出资），{share}", "{from}持有{to}的股权", "phrase holds, forward"),
        ("phrases", "自{since}起，{until}终止", "自{since}起", "detail.period"),
        ("phrases", 'exact = { zh = "{share}%", en = "{share} %" }', 'exact = { zh = "{share}%" }', "en"),
        ("phrases", "undated = {", "undatd = {", "undat"),
        ("phrases", "from = 2024-07-01", "since = 2024-07-01", "since"),
        ("phrases", 'mark = "V2"', 'mark = "V9"', "V9"),
        ("affiliation", 'code = "SHARED_PHONE"', 'code = "SHARED_AGENT"', "must stand once"),
        ("affiliation", 'code = "SHARED_PHONE"', 'code = "SHARED_FAX"', "SHARED_FAX"),
        ("affiliation", 'class = "SUSPECTED"', 'class = "FACTUAL"', "class: what is shared"),
        ("affiliation", 'class = "LEGAL"', 'class = "SUSPECTED"', "class: what is shared"),
        ("affiliation", 'base = "0.6"\n', "", "base: each suspicion"),
        ("affiliation", 'base = "0.6"', 'base = "1.6"', "base"),
        ("affiliation", 'least = "0.2"\n', "", "least: a ground of holdings"),
        ("affiliation", 'least = "0.2"', 'least = "0"', "least"),
        ("affiliation", 'of = "phone:"', 'of = "fax:"', "hubs.toml says nothing of fax:"),
        ("affiliation", "most = 20\n", "", "a suspicion has one of them"),
        ("affiliation", 'kinds = ["agent_for"]', "kinds = []", "kinds: a ground"),
        ("affiliation", 'strong = "0.5"', 'strong = "0.1"', "strong: must be above medium"),
    ],
)
def test_a_mistake_is_refused_with_its_place(
    tmp_path: Path, file: str, old: str, new: str, said: str
) -> None:
    folder = shutil.copytree(SEED, tmp_path / "catalogue")
    text = (folder / f"{file}.toml").read_text(encoding="utf-8")
    assert old in text
    (folder / f"{file}.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CatalogueError, match=rf"{file}\.toml.*{re.escape(said)}"):
        load_catalogue(folder)
