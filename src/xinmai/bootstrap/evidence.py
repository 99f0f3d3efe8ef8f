"""Evidence on disk: a folder with a signed bundle."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from xinmai.bootstrap.application import ENGINE, budget_of, ownership_budget_of, read_catalogue, read_rules
from xinmai.bootstrap.clock import now, today_of
from xinmai.bootstrap.identity import find_hasher
from xinmai.bootstrap.signing import require_signer
from xinmai.bootstrap.stores import open_configured
from xinmai.bootstrap.writing import new_folder
from xinmai.model.evidence import Evidence
from xinmai.model.ids import PublicId
from xinmai.model.sealed import SealedEvidence
from xinmai.model.vocabulary import Lang
from xinmai.service.evidence import Asked, Means, evidence
from xinmai.service.sealing import sealed
from xinmai.settings import Settings


async def write_evidence(
    settings: Settings,
    folder: Path,
    question: Callable[[Callable[[str], PublicId]], Asked],
    *,
    as_of: date | None = None,
    known_at: datetime | None = None,
    lang: Lang = Lang.ZH,
) -> tuple[Evidence, SealedEvidence]:
    """Answer a question as evidence, sign it and write it as a folder, whole or not at all.

    Parameters
    ----------
    settings, folder
        The installation; the folder that is made.
    question
        Makes the question, given what turns an id as a user writes it into one as the store has it.
    as_of, known_at
        The view: today, and the newest revision, unless stated.
    lang
        Language that stands first on the page.

    Raises
    ------
    NoSigningKey
        If the installation has no key; nothing unsigned is written.
    BadArgument
        If the folder is there already, or cannot be made.
    UnknownId
        If an id of the question is nothing in this view.
    """
    signer, catalogue = require_signer(settings), read_catalogue()
    hasher, day = find_hasher(settings), as_of or today_of(settings)()
    asked = question(lambda text: PublicId(hasher.pseudonym(text)))
    means = Means(
        catalogue=catalogue,
        rules=read_rules(),
        budget=budget_of(settings),
        ownership_budget=ownership_budget_of(settings),
        engine=ENGINE,
    )
    store = await open_configured(settings)
    try:
        view = await store.view(day.toordinal(), known_at)
        found = await evidence(store, view, asked, means, known_at)
    finally:
        await store.close()
    bundle = sealed(found, catalogue, signer, now(), lang)
    with new_folder(folder) as draft:
        for name, content in bundle.files.items():
            (draft / name).write_bytes(content)
    return found, bundle
