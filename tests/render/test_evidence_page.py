"""The page of evidence: every value is text and nothing else, nothing is fetched, nothing hides."""

import unicodedata
from html.parser import HTMLParser

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinmai.model.evidence import Evidence
from xinmai.model.ids import PublicId
from xinmai.model.party import Identifier
from xinmai.model.sealed import PAGE
from xinmai.model.vocabulary import IdentifierScheme, Lang
from xinmai.render.page import seen
from xinmai.service.evidence import OfConsequence, OfGroup

from support import facts as build
from support.asking import NOW
from support.evidence import found, seal
from support.model_store import ModelStore
from support.story_facts import story_1

DAY = build.day("2026-05-02")
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=https://evil.example/x onerror=alert(1)>',
    "</td></table><iframe src=javascript:alert(1)>",
    "{{ 7 * 7 }}{% include 'x' %}",
    "甲\u202e司公乙\u200b",
    "a\x1b[31m\x00b",
    "&lt;b&gt; ' ` ${x} <!-- -->",
    "]]><style>body{display:none}</style>",
)
TAGS = {
    *("html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "span", "bdi", "code", "table"),
    *("tr", "th", "td", "caption", "section", "ol", "li", "a", "strong"),
}


class Reading(HTMLParser):
    """Reads a page back: its tags, the attributes that could fetch something, its text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.links: set[str] = set()
        self.other: set[str] = set()
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            if name == "href":
                self.links.add(value or "")
            elif name not in {"lang", "class", "id", "charset", "http-equiv", "content", "name"}:
                self.other.add(name)

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def read(page: str) -> Reading:
    reading = Reading()
    reading.feed(page)
    reading.close()
    return reading


async def of_names(*names: str) -> Evidence:
    """Return the evidence of a group whose parties, sources and relations carry some texts everywhere."""
    store = ModelStore()
    text = names[0]
    facts = [
        build.source("t:bundle", title=text, url="javascript:alert(1)", agency=text, document_no=text),
        build.party("t:H", names[0]),
        build.party("t:M", names[-1], note=text, locator=text),
        build.holds("t:H", "t:M", "60", title=text, locator=text),
    ]
    await store.apply(facts, key="drawn", at=NOW)
    return await found(store, await store.view(DAY), OfGroup(PublicId("t:M")))


@pytest.mark.parametrize("text", HOSTILE)
async def test_a_hostile_name_is_a_name(text: str) -> None:
    page = seal(await of_names(text)).files[PAGE].decode()
    reading = read(page)
    assert reading.tags <= TAGS
    assert reading.other == set()
    assert all(link.startswith("#") for link in reading.links)
    assert seen(text) in "".join(reading.text)
    assert not set("\u202e\u200b\x1b\x00") & set(page)


@given(st.text())
def test_no_character_hides(text: str) -> None:
    unseen = {"Cc", "Cf", "Cs"}
    assert all(char == "\n" or unicodedata.category(char) not in unseen for char in seen(text))
    plain = "".join(char for char in text if unicodedata.category(char) not in unseen)
    assert seen(plain) == plain


async def test_nothing_is_fetched_and_nothing_runs() -> None:
    page = seal(await of_names("甲")).files[PAGE].decode()
    reading = read(page)
    assert reading.tags <= TAGS
    assert "default-src 'none'" in page
    assert "http://" not in page
    assert "https://" not in page
    for word in ("<script", "<img", "<link", "@import", "url(", "<iframe", "<object"):
        assert word not in page


async def test_a_hash_of_an_identity_number_is_not_shown() -> None:
    store = ModelStore()
    number = Identifier(scheme=IdentifierScheme.CN_ID, value="ab" * 32, last4="123X", key="k1")
    facts = [
        build.source("t:bundle"),
        build.person("t:H", "王五", identifiers=(number,)),
        build.party("t:M"),
        build.holds("t:H", "t:M", "60"),
    ]
    await store.apply(facts, key="drawn", at=NOW)
    page = seal(await found(store, await store.view(DAY), OfGroup(PublicId("t:M")))).files[PAGE].decode()
    assert "ab" * 32 not in page
    assert "…123X" in page


async def test_the_language_that_was_asked_for_stands_first() -> None:
    evidence = await of_names("甲")
    zh, en = (seal(evidence, lang).files for lang in (Lang.ZH, Lang.EN))
    assert zh["evidence.json"] == en["evidence.json"]
    assert zh[PAGE].index("信用关系证据".encode()) < zh[PAGE].index(b"Evidence</span></h1>")
    assert en[PAGE].index(b"Evidence</span>") < en[PAGE].index("信用关系证据".encode())


async def test_everything_that_is_claimed_stands_on_the_page() -> None:
    store = ModelStore()
    await store.apply([build.source("t:bundle"), *story_1()], key="drawn", at=NOW)
    evidence = await found(store, await store.view(DAY), OfConsequence(PublicId("t:REC1")))
    page = seal(evidence).files[PAGE].decode()
    text = "".join(read(page).text)
    for claim in evidence.claims:
        assert claim.text.zh in text
        assert claim.text.en in text
    for fact in evidence.facts:
        assert fact.sha256 in text
        assert f'id="f{evidence.facts.index(fact) + 1}"' in page
    for gap in evidence.gaps:
        assert gap.what in text
    for rule in evidence.rules:
        assert all(article in text for article in rule.articles)
    assert read(page).links <= {f"#f{n}" for n in range(1, len(evidence.facts) + 1)} | {
        f"#s{n}" for n in range(1, len(evidence.sources) + 1)
    }


async def test_a_cut_is_said_on_the_page() -> None:
    evidence = await of_names("甲")
    cut = msgspec.structs.replace(evidence.completeness, reason="more than 2 nodes would have to be read")
    page = seal(msgspec.structs.replace(evidence, completeness=cut)).files[PAGE].decode()
    assert "more than 2 nodes would have to be read" in page
