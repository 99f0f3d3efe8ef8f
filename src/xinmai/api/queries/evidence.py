"""Answers as signed evidence."""

from typing import Annotated

from xinmai.api.arguments import UNSET, AsOf, KnownAt, stated
from xinmai.api.context import ApiContext, Info, means_of
from xinmai.api.describe import argument, field, object_type
from xinmai.api.types.evidence import Evidence, EvidenceOf
from xinmai.api.types.language import Language
from xinmai.errors import BadArgument, NoSigningKey
from xinmai.model.vocabulary import Lang
from xinmai.ports.budget import computed
from xinmai.service.evidence import DEPTH, Asked, OfConsequence, OfGroup, OfPath
from xinmai.service.evidence import evidence as find
from xinmai.service.sealing import sealed


@object_type
class EvidenceQueries:
    """Answers for a case file, 举证."""

    @field()
    async def evidence(
        self,
        info: Info,
        of: Annotated[EvidenceOf, argument("What is to be proved.")],
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
        lang: Language = Lang.ZH,
    ) -> Evidence:
        """An answer with every fact it stands on, its sources and what is missing, signed, 证据. Without a signing key: an error."""
        application = info.context.application
        if application.signer is None:
            raise NoSigningKey
        asked = _asked(info.context, of)
        view = await info.context.view(as_of, known_at)
        found = await find(application.store, view, asked, means_of(application), stated(known_at))
        bundle = await computed(
            len(found.facts),
            sealed,
            found,
            application.catalogue,
            application.signer,
            application.now(),
            lang or Lang.ZH,
        )
        return Evidence.from_model(found, bundle)


def _asked(context: ApiContext, of: EvidenceOf) -> Asked:
    if of.path:
        kinds, depth = stated(of.path.kinds), stated(of.path.max_depth)
        return OfPath(
            start=context.public_id(of.path.start),
            goal=context.public_id(of.path.to),
            kinds=None if kinds is None else tuple(kinds),
            depth=DEPTH if depth is None else depth,
        )
    if of.group:
        return OfGroup(context.public_id(of.group.of))
    if of.consequence:
        return OfConsequence(context.public_id(of.consequence.record))
    raise BadArgument("of", "must name what is to be proved; it is null.")
