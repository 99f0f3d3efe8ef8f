"""Evidence: an answer with everything that it stands on, signed."""

import base64

import strawberry

from xinmai.api.describe import attribute, field, input_type, object_type, one_of, option
from xinmai.api.types.absence import Gap
from xinmai.api.types.language import Language, in_language
from xinmai.model import evidence as model
from xinmai.model.sealed import EVIDENCE, PAGE, SealedEvidence
from xinmai.model.vocabulary import Lang, RelationKind
from xinmai.service.evidence import DEPTH
from xinmai.service.paths import MAX_DEPTH


@input_type
class EvidenceOfPath:
    """How are two parties linked, or is no link found, 关联路径举证? As `paths`."""

    start: strawberry.ID = attribute("Public id of the party where paths begin.", name="from")
    to: strawberry.ID = attribute("Public id of another party, where they end.")
    kinds: list[RelationKind] | None = option(
        "Kinds of relation to follow. Default: all but the suspected ones."
    )
    max_depth: int | None = option(f"Greatest number of hops, 1 to {MAX_DEPTH}; {DEPTH} unless stated.")


@input_type
class EvidenceOfGroup:
    """Which parties are one group with this one, 企业集团举证? As `group`."""

    of: strawberry.ID = attribute("Public id of the party.")


@input_type
class EvidenceOfConsequence:
    """Whom does this record reach, 后果举证? As `propagation`."""

    record: strawberry.ID = attribute("Public id of the credit record.")


@one_of
class EvidenceOf:
    """What is to be proved, 举证对象: exactly one of these."""

    path: EvidenceOfPath | None = option("The shortest paths between two parties, or that no link was found.")
    group: EvidenceOfGroup | None = option("A group.")
    consequence: EvidenceOfConsequence | None = option("What follows from a record.")


@object_type
class EvidenceClaim:
    """One thing that is answered, 结论."""

    kind: str = attribute("`path`, `no_link`, `head`, `member`, `consequence`, …: see docs/evidence.md.")
    facts: list[str] = attribute("Keys of the facts it stands on; each is in the bundle.")
    claim: strawberry.Private[model.Claim]

    @field()
    def text(self, lang: Language = Lang.ZH) -> str:
        """The claim in one sentence."""
        return in_language(self.claim.text, lang)


@object_type
class EvidenceFile:
    """One file of the bundle, 证据包文件."""

    name: str = attribute("Name under which it is to be written.")
    content: str = attribute("Content, UTF-8.")


@object_type
class Evidence:
    """An answer as a signed bundle, 证据: always signed; without a key there is an error and no evidence."""

    json: str = attribute(
        "`evidence.json`: question, view, claims, facts, sources, gaps. Same question, same view: same bytes."
    )
    html: str = attribute("`evidence.html`: the same for people; no script, nothing to fetch.")
    payload: str = attribute(
        "The bytes that are signed, base64: time of making and the SHA-256 of each file but the signature's."
    )
    algorithm: str = attribute("Algorithm of the signature.")
    key_id: str = attribute("SHA-256 of the public key, hexadecimal: compare it with the issuer's.")
    signature: str = attribute("Signature of the payload, base64.")
    found: strawberry.Private[model.Evidence]
    sealed: strawberry.Private[SealedEvidence]

    @classmethod
    def from_model(cls, found: model.Evidence, sealed: SealedEvidence) -> "Evidence":
        """Show evidence."""
        return cls(
            json=sealed.files[EVIDENCE].decode(),
            html=sealed.files[PAGE].decode(),
            payload=base64.b64encode(sealed.payload).decode(),
            algorithm=sealed.algorithm,
            key_id=sealed.key_id,
            signature=base64.b64encode(sealed.signature).decode(),
            found=found,
            sealed=sealed,
        )

    @field(size=50)
    def claims(self) -> list[EvidenceClaim]:
        """What is answered, in the order of the answer."""
        return [
            EvidenceClaim(kind=claim.kind, facts=list(claim.facts), claim=claim)
            for claim in self.found.claims
        ]

    @field(size=30)
    def gaps(self) -> list[Gap]:
        """What is not in the answer, and why, 缺项."""
        return [Gap.from_model(gap) for gap in self.found.gaps]

    @field(size=4)
    def files(self) -> list[EvidenceFile]:
        """The files of the bundle, by name: written into one folder they are what `xinmai evidence` writes."""
        return [
            EvidenceFile(name=name, content=content.decode())
            for name, content in sorted(self.sealed.files.items())
        ]
