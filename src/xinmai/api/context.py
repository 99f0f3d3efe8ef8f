"""What the resolvers of one request share: views, loaders, today, and what the caller may see."""

import asyncio
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

import msgspec
import strawberry

from xinmai.api.arguments import day_of
from xinmai.api.loaders import Loaders
from xinmai.api.work import SharedWork
from xinmai.model.ids import PublicId
from xinmai.model.view import Budget, View
from xinmai.model.vocabulary import Visibility
from xinmai.ports.signing import Signer
from xinmai.ports.store import Reader
from xinmai.rules.catalogue import Catalogue
from xinmai.rules.risk_weights import RiskWeights
from xinmai.rules.rulebook import RuleBook
from xinmai.service.codes import Hasher
from xinmai.service.evidence import Means
from xinmai.service.jobs import Jobs


@dataclass(frozen=True, kw_only=True)
class Application:
    """What all requests share; whoever builds the application chooses each part."""

    store: Reader
    """The graph."""
    catalogue: Catalogue
    """Record items, labels, schemes."""
    rules: RuleBook
    """What follows from what."""
    weights: RiskWeights
    """The operator's weights of related-party risk."""
    hasher: Hasher
    """Hashes identity numbers before a look-up."""
    today: Callable[[], date]
    """The default of ``asOf``."""
    now: Callable[[], datetime]
    """This instant, at which evidence is made."""
    signer: Signer | None
    """Signs evidence; None where the installation has no key."""
    engine: str
    """Name and version of the program, as evidence states it."""
    budget: Budget
    """What one traversal may cost."""
    ownership_budget: Budget
    """What one question about control, ownership or groups may cost."""
    jobs: Jobs
    """Questions that take longer than a request."""


def means_of(application: Application) -> Means:
    """Return with what evidence is found."""
    return Means(
        catalogue=application.catalogue,
        rules=application.rules,
        budget=application.budget,
        ownership_budget=application.ownership_budget,
        engine=application.engine,
    )


class ApiContext:
    """One request."""

    def __init__(self, application: Application, *, request_id: str = "") -> None:
        self.application = application
        self.store = application.store
        self.request_id = request_id or uuid.uuid4().hex
        self.sees = Visibility.PUBLIC
        self.today = application.today().toordinal()
        self.work = SharedWork()
        self._revisions: dict[datetime | None, asyncio.Task[View]] = {}
        self._loaders: dict[View, Loaders] = {}

    async def view(
        self, as_of: str | None = None, known_at: datetime | None = None, above: View | None = None
    ) -> View:
        """Return the view of a field: what it was given, else the view of the field above, else today and the newest.

        A ``knownAt`` is resolved once in a request, so that all its answers stand on one revision.
        """
        base = above if above is not None and not known_at else await self._at(known_at or None)
        day = day_of(as_of) if as_of else (above or base).as_of
        return base if base.as_of == day else msgspec.structs.replace(base, as_of=day)

    def public_id(self, text: str) -> PublicId:
        """Return the id that an argument means: an identity number in it is hashed, as it was when it was stored."""
        return PublicId(self.application.hasher.pseudonym(text))

    def loaders(self, view: View) -> Loaders:
        """Return the loaders of a view."""
        if view not in self._loaders:
            shared = self.application
            self._loaders[view] = Loaders(self.store, view, self.work, shared.catalogue, shared.budget)
        return self._loaders[view]

    async def _at(self, known_at: datetime | None) -> View:
        if known_at not in self._revisions:
            asked = self.store.view(self.today, known_at, self.sees)
            self._revisions[known_at] = self.work.start(asked)
        return await asyncio.shield(self._revisions[known_at])


Info: TypeAlias = strawberry.Info[ApiContext, None]
"""What a resolver learns about its request."""


def make_context(application: Application, *, request_id: str = "") -> ApiContext:
    """Return the context of one request."""
    return ApiContext(application, request_id=request_id)
