"""Asks GraphQL documents in this process, and counts what they cost the store."""

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, cast

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from strawberry.types import ExecutionResult

from xinmai.api.context import Application, make_context
from xinmai.api.limits import Limits
from xinmai.api.schema import ApiSchema, build_schema
from xinmai.ingest.bundle.source import BundleSource
from xinmai.ingest.identity import IdentityHasher
from xinmai.ingest.rows import Reject
from xinmai.model.view import Budget
from xinmai.ports.store import Store
from xinmai.resources import resource
from xinmai.rules.catalogue import load_catalogue
from xinmai.rules.risk_weights import load_risk_weights
from xinmai.rules.rulebook import load_rules
from xinmai.service.jobs import Jobs
from xinmai.service.load import LoadReport, load
from xinmai.signing import Ed25519Signer

TODAY = date(2026, 5, 2)
HASHER = IdentityHasher(b"a key for tests, 32 characters..")
NOW = datetime(2026, 5, 2, 8, 30, tzinfo=UTC)
SIGNER = Ed25519Signer(Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
CATALOGUE = load_catalogue(resource("seed", "catalogue"))
RULES = load_rules(resource("seed", "rules"))
WEIGHTS = load_risk_weights(resource("seed", "catalogue", "risk.toml"))
SEED = ("plan-2014", "demo")
BUDGET = Budget(seconds=60)
"""As much as usual, but for time: where two engines are compared, a loaded machine must not cut the answer of one."""
OWNERSHIP_BUDGET = Budget(nodes=20_000, hub=20_000, seconds=60)
"""The same for questions about control, ownership and groups."""
OPERATIONS = sorted((resource("graphql") / "operations").glob("*.graphql"))

_VARIABLES = re.compile(r"^# variables: (.*)$", re.MULTILINE)


class Quiet:
    """Watches a load of our own seed."""

    def rejected(self, reject: Reject) -> None:
        raise AssertionError(reject)

    def progress(self, report: LoadReport) -> None:
        """Do nothing."""


async def load_seed(store: Store) -> None:
    for name in SEED:
        source = BundleSource(resource("seed", name))
        await load(store, source, HASHER, lambda: datetime(2026, 5, 1, tzinfo=UTC), Quiet())


class Counting:
    """A store that counts the calls of its methods."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.calls: Counter[str] = Counter()

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._store, name)

        def counted(*args: Any, **kwargs: Any) -> Any:
            self.calls[name] += 1
            return method(*args, **kwargs)

        return counted


class Asker:
    """Asks a store."""

    def __init__(self, store: Any, schema: ApiSchema | None = None) -> None:
        self.counting = Counting(store)
        self.schema = schema or SCHEMA
        self.application = application(cast("Store", self.counting))

    async def run(self, text: str, variables: Mapping[str, Any] | None = None) -> ExecutionResult:
        return await self.schema.execute(text, dict(variables or {}), make_context(self.application))

    async def data(self, text: str, variables: Mapping[str, Any] | None = None) -> dict[str, Any]:
        result = await self.run(text, variables)
        assert result.errors is None, result.errors
        assert result.data is not None
        return result.data

    async def faults(self, text: str, variables: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """Return the errors as a client sees them."""
        result = await self.run(text, variables)
        return [dict(error.formatted) for error in result.errors or []]

    async def codes(self, text: str, variables: Mapping[str, Any] | None = None) -> list[tuple[Any, ...]]:
        """Return Apollo's word, our code and the path of each error."""
        return [
            (fault["extensions"]["code"], fault["extensions"].get("xinmaiCode"), fault.get("path"))
            for fault in await self.faults(text, variables)
        ]


def application(store: Store, today: Callable[[], date] = lambda: TODAY) -> Application:
    return Application(
        store=store,
        catalogue=CATALOGUE,
        rules=RULES,
        weights=WEIGHTS,
        hasher=HASHER,
        today=today,
        now=lambda: NOW,
        signer=SIGNER,
        engine="xinmai in tests",
        budget=BUDGET,
        ownership_budget=OWNERSHIP_BUDGET,
        jobs=Jobs(),
    )


def schema(**limits: Any) -> ApiSchema:
    return build_schema(CATALOGUE.kinds, Limits(**limits))


SCHEMA = schema()


def operation(name: str) -> str:
    return resource("graphql", "operations", f"{name}.graphql").read_text(encoding="utf-8")


def example(text: str) -> dict[str, Any]:
    """Return the example variables of an operation file."""
    match = _VARIABLES.search(text)
    assert match is not None, "a file of graphql/operations has a line `# variables: {…}`"
    found: dict[str, Any] = json.loads(match[1])
    return found


def expected(folder: Path, name: str, data: Any, *, rewrite: bool) -> Any:
    """Return the expected answer of an operation; with ``rewrite`` the given one is written first."""
    file = folder / f"{name}.json"
    if rewrite:
        file.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return json.loads(file.read_text(encoding="utf-8"))
