"""Evidence as a page: Chinese first with English beside it (or the other way round), without script or anything to fetch."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any, Final

import msgspec

from xinmai.model.consequence import Wording
from xinmai.model.evidence import Claim, Evidence, FactShown
from xinmai.model.shares import percent
from xinmai.model.vocabulary import Lang
from xinmai.render.page import page

Labels = Mapping[str, Mapping[str, Wording]]
"""Group of words → word → its label."""

_SHARES: Final = frozenset(
    {"share", "share_min", "share_max", "paid_share", "vote_share", "vote_min", "vote_max"}
)
_KINDS: Final = {
    "party": "party_kind",
    "relation": "relation_kind",
    "record": "record_kind",
    "sanction": "sanction_kind",
}
"""Kind of fact → group of words that its field ``kind`` is one of."""
_WAYS: Final = ("path", "touches_from", "touches_to")
"""Where the content of a claim tells a path, unless it is one."""
_HASHED: Final = frozenset({"cn_id", "passport"})


class Row(msgspec.Struct, frozen=True):
    """One field of a fact as the page shows it."""

    label: Wording
    value: str
    meaning: Wording | None = None
    """What the value means, where it is a word or an id."""


def evidence_page(evidence: Evidence, labels: Labels, lang: Lang = Lang.ZH) -> bytes:
    """Return evidence as an HTML page in UTF-8.

    Parameters
    ----------
    evidence
        What is shown; nothing of it is left out but hashes of identity numbers.
    labels
        Labels of the closed words: those of the catalogue's ``kinds.toml`` and ``evidence.toml``.
    lang
        Which language stands first.
    """
    reader = _Reader(evidence, labels)
    fact_no = {fact.key: number for number, fact in enumerate(evidence.facts, start=1)}
    text = page(
        "evidence.html",
        evidence=evidence,
        digest=sha256(evidence.json()).hexdigest(),
        fact_no=fact_no,
        stands_on=[sorted(fact_no[key] for key in claim.facts) for claim in evidence.claims],
        source_no={source.id: number for number, source in enumerate(evidence.sources, start=1)},
        ways=[_ways(claim) for claim in evidence.claims],
        rows={fact.key: reader.rows(fact) for fact in evidence.facts},
        label=reader.label,
        name=reader.name,
        is_chinese_first=lang is Lang.ZH,
    )
    return text.encode()


def readme() -> bytes:
    """Return how a bundle is verified, the same text in every bundle."""
    return page("README.txt").encode()


class _Reader:
    """Reads the facts of evidence back into words."""

    def __init__(self, evidence: Evidence, labels: Labels) -> None:
        self._labels = labels
        contents: list[tuple[FactShown, dict[str, Any]]] = [
            (fact, msgspec.json.decode(fact.content)) for fact in evidence.facts
        ]
        self._contents = {fact.key: content for fact, content in contents}
        self._names = {fact.key: str(content.get("name", "")) for fact, content in contents}

    def name(self, public_id: str) -> str:
        """Return the name of a party as its source states it; empty for what has none here."""
        return self._names.get(public_id, "")

    def label(self, group: str, word: str) -> Wording:
        """Return the label of a word; the word itself where it has none."""
        return self._labels.get(group, {}).get(word) or Wording(word, word)

    def rows(self, fact: FactShown) -> list[Row]:
        """Return the fields of a fact, in its order."""
        content = self._contents[fact.key]
        return [
            Row(self.label("field", field), *self._value(fact, content, field))
            for field in content
            if field not in {"id", "source", "locator"}
        ]

    def _value(self, fact: FactShown, content: dict[str, Any], field: str) -> tuple[str, Wording | None]:
        value = content[field]
        if field in _SHARES:
            return f"{percent(value)} %", None
        if field == "identifiers":
            return "; ".join(_identifier(code) for code in value), None
        if field == "value" and "last4" in content:
            return f"…{content['last4']}", None
        if not isinstance(value, str):
            return msgspec.json.encode(value).decode(), None
        group = _KINDS.get(fact.kind, field) if field == "kind" else field
        known = self._labels.get(group, {}).get(value)
        named = self.name(value)
        return value, known or (Wording(named, named) if named else None)


def _ways(claim: Claim) -> list[dict[str, Any]]:
    """Return the paths that a claim tells, where there is a step to be shown."""
    content = claim.content
    told = [content] if claim.kind == "path" else [content.get(name) for name in _WAYS]
    return [way for way in told if way and way["hops"]]


def _identifier(code: Mapping[str, str]) -> str:
    """Return a code; of an identity number or passport the last four characters."""
    is_hashed = code["scheme"] in _HASHED or "key" in code
    return f"{code['scheme']} …{code.get('last4', '')}" if is_hashed else f"{code['scheme']} {code['value']}"
