"""What is right and wrong with an installation: one check after another, each with its remedy."""

import platform
import stat
import sys
from collections.abc import AsyncIterator, Iterator
from enum import StrEnum
from typing import Final

import msgspec

from xinmai.bootstrap.application import read_catalogue, read_rules, read_weights
from xinmai.bootstrap.clock import now
from xinmai.bootstrap.identity import find_identity, key_file, key_in_use
from xinmai.bootstrap.signing import find_signer, signing_key_file
from xinmai.bootstrap.stores import examine_store, open_configured
from xinmai.errors import XinmaiError
from xinmai.model.proof import digest_of
from xinmai.model.sealed import key_id_of
from xinmai.model.vocabulary import Visibility
from xinmai.ports.store import Store
from xinmai.settings import Settings, unknown_variables

_OLDEST: Final = (3, 11)
_OTHERS: Final = 0o077


class State(StrEnum):
    """How a check came out."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


class Check(msgspec.Struct, frozen=True):
    """One check, 检查."""

    name: str
    state: State
    found: str
    """What was found."""
    remedy: str = ""
    """What to do about it; empty where all is well."""


async def diagnose(settings: Settings) -> list[Check]:
    """Check everything that an installation needs."""
    checks = [_python(), *_variables(), _identity_key(settings), _signing_key(settings), *_catalogue()]
    try:
        health = await examine_store(settings)
        checks.append(_engine(health.engine, health.schema_version, health.size))
        checks.append(_soundness(health.problems))
        store = await open_configured(settings)
    except XinmaiError as error:
        return [*checks, _failed("store", error)]
    try:
        return checks + [check async for check in _content(settings, store)]
    finally:
        await store.close()


def _python() -> Check:
    version = platform.python_version()
    if sys.version_info >= _OLDEST:
        return Check("python", State.OK, version)
    return Check("python", State.FAIL, version, "Use Python 3.11 or newer.")


def _variables() -> Iterator[Check]:
    for name in unknown_variables():
        yield Check(
            "settings", State.WARN, f"{name} is no setting", "Correct its name; see docs/settings.md."
        )


def _identity_key(settings: Settings) -> Check:
    try:
        found = find_identity(settings)
    except XinmaiError as error:
        return _failed("identity key", error)
    if found is None:
        return Check(
            "identity key", State.WARN, "none", "The first load makes one; or set XINMAI_IDENTITY_KEY."
        )
    file = key_file(settings)
    told = f"{found.hasher.key_id} from {found.origin}"
    if settings.identity_key is None and stat.S_IMODE(file.stat().st_mode) & _OTHERS:
        return Check("identity key", State.WARN, f"{told}, readable by others", f"chmod 600 {file}")
    return Check("identity key", State.OK, told)


def _signing_key(settings: Settings) -> Check:
    try:
        signer = find_signer(settings)
    except XinmaiError as error:
        return _failed("signing key", error)
    if signer is None:
        return Check(
            "signing key", State.WARN, "none", "No evidence is made without one: `xinmai key create`."
        )
    file = signing_key_file(settings)
    told = f"{key_id_of(signer.public_key)[:12]} from {file}"
    if stat.S_IMODE(file.stat().st_mode) & _OTHERS:
        return Check("signing key", State.WARN, f"{told}, readable by others", f"chmod 600 {file}")
    return Check("signing key", State.OK, told)


def _catalogue() -> Iterator[Check]:
    for name, found in (
        ("catalogue", _catalogue_digest),
        ("rules", _rules_digest),
        ("risk weights", _weights_digest),
    ):
        try:
            yield Check(name, State.OK, found())
        except XinmaiError as error:
            yield _failed(name, error)


def _catalogue_digest() -> str:
    catalogue = read_catalogue()
    return f"{len(catalogue.items)} items, digest {digest_of(catalogue)[:12]}"


def _rules_digest() -> str:
    rules = read_rules()
    return f"{len(rules.rules)} rules, digest {rules.digest[:12]}"


def _weights_digest() -> str:
    return f"digest {read_weights().digest[:12]}"


def _engine(engine: str, version: int, size: int | None) -> Check:
    told = "" if size is None else f", {size:,} bytes"
    return Check("store", State.OK, f"{engine}, schema {version}{told}")


def _soundness(problems: tuple[str, ...]) -> Check:
    if not problems:
        return Check("integrity", State.OK, "the engine's own check finds nothing")
    return Check(
        "integrity", State.FAIL, problems[0], "Restore a backup, or load the sources again into a new store."
    )


async def _content(settings: Settings, store: Store) -> AsyncIterator[Check]:
    view = await store.view(now().toordinal(), sees=Visibility.GOVERNMENT | Visibility.CONSENT)
    last = (await store.revisions([view.revision])).get(view.revision)
    if last is None:
        yield Check("content", State.WARN, "the store is empty", "Load something: `xinmai load PATH`.")
        return
    written = f"revision {view.revision} of {last.recorded_at:%Y-%m-%d %H:%M:%S} UTC"
    counts = ", ".join(f"{count:,} {kind}" for kind, count in sorted((await store.counts()).items()))
    yield Check("content", State.OK, f"{written}: {counts}")
    key = await key_in_use(store, view)
    if key is not None:
        yield _key_fits(settings, key)


def _key_fits(settings: Settings, in_use: str) -> Check:
    try:
        found = find_identity(settings)
    except XinmaiError as error:
        return _failed("identity key of the store", error)
    if found is not None and found.hasher.key_id == in_use:
        return Check("identity key of the store", State.OK, in_use)
    remedy = "State the key that the store was loaded with; with another one nobody is found by number."
    return Check("identity key of the store", State.FAIL, f"{in_use}, which is not the key at hand", remedy)


def _failed(name: str, error: XinmaiError) -> Check:
    return Check(name, State.FAIL, f"{error.code}: {error}", error.hint)
