"""Which sources a delivery may name: those it states itself and, unless it is a snapshot, those the store holds."""

from collections.abc import Iterable, Sequence

from xinmai.ingest.rows import Manifest
from xinmai.model.fact import Fact
from xinmai.model.ids import PublicId
from xinmai.model.provenance import Source
from xinmai.model.vocabulary import Visibility
from xinmai.ports.store import Reader

_EVERYTHING = Visibility.GOVERNMENT | Visibility.CONSENT


class KnownSources:
    """Remembers the sources of one load; a snapshot closes what it does not say, so there the store does not count."""

    def __init__(self, store: Reader, manifest: Manifest) -> None:
        self._store = store
        self._asks_store = manifest.mode != "snapshot"
        self._known: set[PublicId] = {PublicId("")}  # a contact value is nobody's statement

    def learn(self, facts: Iterable[Fact]) -> None:
        """Take note of the sources among facts that were written."""
        self._known.update(fact.id for fact in facts if type(fact) is Source)

    async def unknown(self, facts: Sequence[Fact]) -> set[PublicId]:
        """Return the ids that facts name as their source and that are none."""
        named = {fact.source for fact in facts if type(fact) is not Source} - self._known
        if named and self._asks_store:
            view = await self._store.view(as_of=0, sees=_EVERYTHING)
            self.learn((await self._store.facts(view, sorted(named))).values())
        return named - self._known
