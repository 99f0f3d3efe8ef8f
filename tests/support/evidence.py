"""Evidence in tests: with what it is found, and a signed bundle in a folder."""

from pathlib import Path

from xinmai.model.evidence import Evidence
from xinmai.model.sealed import SealedEvidence
from xinmai.model.view import View
from xinmai.model.vocabulary import Lang
from xinmai.ports.store import Reader
from xinmai.service.evidence import Asked, Means, evidence
from xinmai.service.sealing import sealed

from support.asking import BUDGET, CATALOGUE, NOW, OWNERSHIP_BUDGET, RULES, SIGNER

MEANS = Means(
    catalogue=CATALOGUE,
    rules=RULES,
    budget=BUDGET,
    ownership_budget=OWNERSHIP_BUDGET,
    engine="xinmai in tests",
)


async def found(store: Reader, view: View, asked: Asked) -> Evidence:
    return await evidence(store, view, asked, MEANS)


def seal(what: Evidence, lang: Lang = Lang.ZH) -> SealedEvidence:
    return sealed(what, CATALOGUE, SIGNER, NOW, lang)


def write(bundle: SealedEvidence, folder: Path) -> Path:
    folder.mkdir()
    for name, content in bundle.files.items():
        (folder / name).write_bytes(content)
    return folder
