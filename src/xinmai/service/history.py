"""Who said what of a fact, and when."""

from collections.abc import Sequence
from typing import Any, Final

from xinmai.analysis.versions import changes_between, content_of, kind_of, withheld_of
from xinmai.model.fact import Fact
from xinmai.model.history import ErasedFact, FactHistory, FactVersion, VersionState
from xinmai.model.provenance import Consent, Judgement
from xinmai.model.view import Budget, Page, Slice, View
from xinmai.model.vocabulary import Visibility
from xinmai.ports.budget import within
from xinmai.ports.store import Reader
from xinmai.service.paging import page_of

_UNTOLD: Final = (Consent, Judgement)
"""Kinds of fact that no answer shows: who consented to what, who judged whom."""
_EVERYTHING: Final = Visibility.GOVERNMENT | Visibility.CONSENT


async def history(store: Reader, view: View, key: str, page: Page, budget: Budget) -> FactHistory | None:
    """Return one page of the versions of a fact up to the view's revision, oldest first; None for what the view does not show.

    What was erased is shown at no revision, and said to be erased at every one. That is told only to who may see everything: what it
    was, and so who might have seen it, is known no more. To anybody else an erased fact, a hidden one and an absent one look alike.

    Raises
    ------
    BadArgument
        If ``page.after`` is no cursor of this list.
    BudgetExceeded
        If reading takes longer than the budget's seconds.
    """
    async with within(budget):
        facts = (await store.histories(view, [key])).get(key, ())
        if facts and not isinstance(facts[0], _UNTOLD):
            return await _told(store, key, facts, page)
        return None if facts else await _erased(store, view, key, page)


async def _told(store: Reader, key: str, facts: Sequence[Fact], page: Page) -> FactHistory:
    ends = {fact.recorded_to for fact in facts if fact.recorded_to is not None}
    found = await store.revisions(sorted({fact.recorded_from for fact in facts} | ends))
    instants = {number: revision.recorded_at for number, revision in found.items()}
    contents: list[dict[str, Any]] = [{}, *map(content_of, facts)]
    versions = [
        FactVersion(
            fact=fact,
            content=contents[place + 1],
            changes=changes_between(contents[place], contents[place + 1]),
            state=_state(fact, facts[place + 1 : place + 2]),
            recorded_from=instants[fact.recorded_from],
            recorded_to=None if fact.recorded_to is None else instants[fact.recorded_to],
        )
        for place, fact in enumerate(facts)
    ]
    shown = page_of(versions, lambda version: (version.fact.recorded_from,), tuple[int], page)
    return FactHistory(key, kind_of(facts[-1]), page, shown, gaps=withheld_of(facts[-1]))


def _state(fact: Fact, following: Sequence[Fact]) -> VersionState:
    if fact.recorded_to is None:
        return VersionState.HOLDS
    is_corrected = any(version.recorded_from == fact.recorded_to for version in following)
    return VersionState.CORRECTED if is_corrected else VersionState.CLOSED


async def _erased(store: Reader, view: View, key: str, page: Page) -> FactHistory | None:
    if view.sees & _EVERYTHING != _EVERYTHING:
        return None
    erased = await store.erased(key)
    if erased is None:
        return None
    revision = (await store.revisions([erased.revision]))[erased.revision]
    nothing: Slice[FactVersion] = Slice((), (), 0, has_next=False)
    return FactHistory(key, None, page, nothing, ErasedFact(erased, revision.recorded_at))
