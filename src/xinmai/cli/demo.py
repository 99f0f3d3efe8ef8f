"""``xinmai demo``."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from xinmai.bootstrap import is_empty, now, open_desk
from xinmai.cli.load import note_new_key
from xinmai.cli.options import StoreOption
from xinmai.cli.output import note, say
from xinmai.cli.questions import QUESTIONS
from xinmai.cli.running import run
from xinmai.errors import UnknownId
from xinmai.ingest.bundle.source import BundleSource
from xinmai.ingest.rows import Reject
from xinmai.resources import resource
from xinmai.service.load import LoadReport, load
from xinmai.settings import Settings, read_settings

_BUNDLES = ("plan-2014", "demo")


def demo(*, store: StoreOption = None) -> None:
    """Fill the store from seed/ if it is empty, and answer three questions about it."""
    settings = read_settings(store=store)
    run(_fill(settings))
    run(_answer(settings))


async def _fill(settings: Settings) -> None:
    async with open_desk(settings) as (store, identity):
        if not await is_empty(store):
            return
        note_new_key(identity)
        for name in _BUNDLES:
            report = await load(store, BundleSource(resource("seed", name)), identity.hasher, now, _Silent())
            note(f"Loaded seed/{name}: {report.added:,} facts.")


async def _answer(settings: Settings) -> None:
    from xinmai.bootstrap.application import open_answering  # noqa: PLC0415 - the other commands need no GraphQL
    from xinmai.cli.asking import ask  # noqa: PLC0415

    async with open_answering(settings) as answering:
        for number, question in enumerate(QUESTIONS, 1):
            answer = await ask(answering, question.document, question.variables)
            if "errors" in answer:
                _tell(answer["errors"])
                return
            say(f"\n{number}. {question.zh}\n   {question.en}")
            given = "".join(f" --var {name}={value}" for name, value in question.variables.items())
            given += "" if settings.store == Settings().store else f" --store {settings.store}"
            say(f"   xinmai query {_file_of(question.operation)}{given}\n")
            question.show(answer["data"])


def _file_of(operation: str) -> Path:
    """Return the file of an operation as it may be typed here: beside us in a checkout, else where it is installed."""
    beside = Path("graphql", "operations", f"{operation}.graphql")
    return beside if beside.exists() else resource(*beside.parts)


def _tell(errors: Sequence[Mapping[str, Any]]) -> None:
    """Say why a question has no answer; a store of other data is no fault."""
    from xinmai.cli.operations import fail_with  # noqa: PLC0415 - the other commands need no GraphQL

    if all(error["extensions"].get("xinmaiCode") == UnknownId.code for error in errors):
        note("This store does not hold seed/demo, which the three questions are about.")
        return
    fail_with(errors)


class _Silent:
    """Watches a load of our own seed, which has no rejects: a test sees to that."""

    def rejected(self, reject: Reject) -> None:
        """Do nothing."""

    def progress(self, report: LoadReport) -> None:
        """Do nothing."""
