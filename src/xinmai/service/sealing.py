"""Makes a signed bundle of evidence."""

from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256

import msgspec

from xinmai.model.consequence import Wording
from xinmai.model.evidence import Evidence
from xinmai.model.proof import canonical
from xinmai.model.sealed import (
    EVIDENCE,
    PAGE,
    README,
    SIGNATURE,
    Payload,
    SealedEvidence,
    key_id_of,
    signature_file,
)
from xinmai.model.vocabulary import Lang
from xinmai.ports.signing import Signer
from xinmai.render.evidence import evidence_page, readme
from xinmai.rules.catalogue import Catalogue
from xinmai.rules.catalogue_entries import Entry


def sealed(
    evidence: Evidence, catalogue: Catalogue, signer: Signer, made_at: datetime, lang: Lang = Lang.ZH
) -> SealedEvidence:
    """Return evidence with its page, signed together with the instant of making; everything else follows from the evidence."""
    files = {
        EVIDENCE: evidence.json(),
        PAGE: evidence_page(evidence, labels_of(catalogue), lang),
        README: readme(),
    }
    payload = canonical(
        Payload(
            algorithm=signer.algorithm,
            key_id=key_id_of(signer.public_key),
            made_at=made_at.astimezone(UTC).replace(microsecond=0),
            files={name: sha256(content).hexdigest() for name, content in files.items()},
        )
    )
    signature = signer.sign(payload)
    return SealedEvidence(
        algorithm=signer.algorithm,
        key_id=key_id_of(signer.public_key),
        payload=payload,
        signature=signature,
        files=files | {SIGNATURE: signature_file(payload, signer.public_key, signature)},
    )


def labels_of(catalogue: Catalogue) -> dict[str, Mapping[str, Wording]]:
    """Return the labels that a page needs, by group and word."""
    groups: dict[str, tuple[Entry, ...]] = msgspec.structs.asdict(catalogue.kinds)
    words, own = catalogue.evidence, {group: _wordings(entries) for group, entries in groups.items()}
    return {
        **own,
        "hop": own["relation_kind"] | words.hop,
        "field": words.field | _wordings(catalogue.fields),
        "fact_kind": words.fact_kind,
        "absence": words.absence,
        "completeness": words.completeness,
    }


def _wordings(entries: tuple[Entry, ...]) -> dict[str, Wording]:
    return {entry.code: Wording(entry.zh, entry.en) for entry in entries}
