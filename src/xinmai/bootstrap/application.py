"""Settings → store, catalogue, rules → services → GraphQL."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from typing import Final

import msgspec

from xinmai.api.context import Application
from xinmai.api.limits import Limits
from xinmai.api.schema import ApiSchema, build_schema
from xinmai.bootstrap.clock import now, today_of
from xinmai.bootstrap.identity import find_hasher
from xinmai.bootstrap.signing import find_signer
from xinmai.bootstrap.stores import open_configured
from xinmai.model.view import Budget
from xinmai.ports.store import Store
from xinmai.resources import resource
from xinmai.rules.catalogue import Catalogue, load_catalogue
from xinmai.rules.risk_weights import RiskWeights, load_risk_weights
from xinmai.rules.rulebook import RuleBook, load_rules
from xinmai.service.jobs import Jobs
from xinmai.settings import Settings

ENGINE: Final = f"xinmai {version('xinmai')}"
"""Name and version of this program, as evidence states it."""


class Answering(msgspec.Struct, frozen=True):
    """What answers questions: the parts that all requests share, and the schema."""

    application: Application
    schema: ApiSchema


@asynccontextmanager
async def open_answering(settings: Settings) -> AsyncIterator[Answering]:
    """Open the store for reading and put everything around it.

    Raises
    ------
    StoreError
        If the store cannot be read.
    CatalogueError
        If the catalogue or a rule is broken: the product does not start with one.
    SettingsError
        If the identity key or the signing key cannot be used.
    """
    catalogue = read_catalogue()
    schema = build_schema(catalogue.kinds, limits_of(settings))
    store = await open_configured(settings)
    jobs = Jobs()
    try:
        yield Answering(application_of(settings, store, catalogue, jobs), schema)
    finally:
        await jobs.close()
        await store.close()


def application_of(settings: Settings, store: Store, catalogue: Catalogue, jobs: Jobs) -> Application:
    """Return what all requests share."""
    return Application(
        store=store,
        catalogue=catalogue,
        rules=read_rules(),
        weights=read_weights(),
        hasher=find_hasher(settings),
        today=today_of(settings),
        now=now,
        signer=find_signer(settings),
        engine=ENGINE,
        budget=budget_of(settings),
        ownership_budget=ownership_budget_of(settings),
        jobs=jobs,
    )


def read_catalogue() -> Catalogue:
    """Read the catalogue of the installation."""
    return load_catalogue(resource("seed", "catalogue"))


def read_rules() -> RuleBook:
    """Read the rules of the installation."""
    return load_rules(resource("seed", "rules"))


def read_weights() -> RiskWeights:
    """Read the operator's weights of related-party risk."""
    return load_risk_weights(resource("seed", "catalogue", "risk.toml"))


def limits_of(settings: Settings) -> Limits:
    """Return what one request may ask for."""
    return Limits(
        depth=settings.query_depth,
        aliases=settings.query_aliases,
        tokens=settings.query_tokens,
        cost=settings.query_cost,
        body_bytes=settings.body_bytes,
        introspection=settings.introspection,
    )


def budget_of(settings: Settings) -> Budget:
    """Return what one traversal may cost."""
    return Budget(
        nodes=settings.max_nodes,
        depth=settings.max_depth,
        hub=settings.max_hub,
        seconds=settings.max_seconds,
    )


def ownership_budget_of(settings: Settings) -> Budget:
    """Return what one question about control, ownership or groups may cost: whoever holds much decides, so there are no hubs."""
    return msgspec.structs.replace(budget_of(settings), nodes=settings.max_held, hub=settings.max_held)
