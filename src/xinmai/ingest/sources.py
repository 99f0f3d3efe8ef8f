"""Which sources the rows of a delivery may name: those that the store holds once the delivery's own are written."""

from collections.abc import Sequence
from typing import Final

from xinmai.model.fact import Fact
from xinmai.model.ids import PublicId
from xinmai.model.provenance import Source
from xinmai.model.vocabulary import Visibility
from xinmai.ports.store import Reader

_EVERYTHING: Final = Visibility.GOVERNMENT | Visibility.CONSENT
_REMEMBERED: Final = 100_000
_NOBODY: Final = PublicId("")
"""What a contact value names: it is nobody's statement."""


class KnownSources:
    """Looks sources up, and remembers some of those that it found."""

    def __init__(self, store: Reader) -> None:
        self._store = store
        self._known = {_NOBODY}

    async def unknown(self, facts: Sequence[Fact]) -> set[PublicId]:
        """Return the ids that facts name as their source and that are none."""
        named = {fact.source for fact in facts if type(fact) is not Source} - self._known
        if not named:
            return named
        view = await self._store.view(as_of=0, sees=_EVERYTHING)
        found = await self._store.facts(view, sorted(named))
        known = {fact.id for fact in found.values() if type(fact) is Source}
        self._known = (self._known if len(self._known) < _REMEMBERED else {_NOBODY}) | known
        return named - known
