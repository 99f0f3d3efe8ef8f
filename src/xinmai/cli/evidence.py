"""``xinmai evidence``."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from xinmai.cli.options import AsOfOption, SigningKeyOption, StoreOption, TodayOption, day_of
from xinmai.cli.output import note, say
from xinmai.cli.running import run
from xinmai.errors import BadArgument
from xinmai.model.ids import PublicId
from xinmai.model.vocabulary import Lang, RelationKind
from xinmai.service.evidence import DEPTH, Asked, OfConsequence, OfGroup, OfPath
from xinmai.settings import Settings, read_settings
from xinmai.verify.evidence import main as verify_bundle

evidence_commands = typer.Typer(
    help="Answers as signed evidence, and the check of such a bundle.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

OutOption = Annotated[Path, typer.Option(help="Folder that is made for the bundle.", show_default=False)]
KnownAtOption = Annotated[
    str | None,
    typer.Option(
        metavar="INSTANT",
        help="Instant up to which facts had been recorded, as 2026-05-02T08:00:00+08:00; default: the newest.",
        show_default=False,
    ),
]
PageLangOption = Annotated[Lang, typer.Option(help="Language that stands first on the page.")]


@evidence_commands.command("path")
def path(
    *,
    start: Annotated[str, typer.Argument(metavar="FROM", help="Public id of a party.", show_default=False)],
    goal: Annotated[str, typer.Argument(metavar="TO", help="Public id of another one.", show_default=False)],
    out: OutOption,
    kind: Annotated[
        list[RelationKind] | None,
        typer.Option(
            help="Kind of relation to follow, may be repeated; default: all but the suspected ones."
        ),
    ] = None,
    max_depth: Annotated[int, typer.Option(metavar="NUMBER", help="Greatest number of hops.")] = DEPTH,
    as_of: AsOfOption = None,
    known_at: KnownAtOption = None,
    lang: PageLangOption = Lang.ZH,
    store: StoreOption = None,
    today: TodayOption = None,
    signing_key_file: SigningKeyOption = None,
) -> None:
    """Prove how two parties are linked, or that no link was found and where was looked."""
    settings = read_settings(store=store, today=today, signing_key_file=signing_key_file)

    def asked(public_id: Callable[[str], PublicId]) -> Asked:
        kinds = tuple(kind) if kind else None
        return OfPath(start=public_id(start), goal=public_id(goal), kinds=kinds, depth=max_depth)

    _write(settings, out, asked, as_of, known_at, lang)


@evidence_commands.command("group")
def group(
    *,
    of: Annotated[str, typer.Argument(metavar="OF", help="Public id of a party.", show_default=False)],
    out: OutOption,
    as_of: AsOfOption = None,
    known_at: KnownAtOption = None,
    lang: PageLangOption = Lang.ZH,
    store: StoreOption = None,
    today: TodayOption = None,
    signing_key_file: SigningKeyOption = None,
) -> None:
    """Prove which parties are one group, and who stands beside it."""
    settings = read_settings(store=store, today=today, signing_key_file=signing_key_file)
    _write(settings, out, lambda public_id: OfGroup(public_id(of)), as_of, known_at, lang)


@evidence_commands.command("consequence")
def consequence(
    *,
    record: Annotated[
        str, typer.Argument(metavar="RECORD", help="Public id of a credit record.", show_default=False)
    ],
    out: OutOption,
    as_of: AsOfOption = None,
    known_at: KnownAtOption = None,
    lang: PageLangOption = Lang.ZH,
    store: StoreOption = None,
    today: TodayOption = None,
    signing_key_file: SigningKeyOption = None,
) -> None:
    """Prove whom a record reaches, by which rule, until when."""
    settings = read_settings(store=store, today=today, signing_key_file=signing_key_file)
    _write(settings, out, lambda public_id: OfConsequence(public_id(record)), as_of, known_at, lang)


@evidence_commands.command("verify")
def verify(
    *,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Folder of a bundle.", show_default=False)],
    key: Annotated[
        Path | None,
        typer.Option(help="Public key of whom it must be signed by (PEM).", show_default=False),
    ] = None,
) -> None:
    """Check a bundle without store and network; exit 1 and name what was altered, if something was."""
    words = [str(folder), *(["--key", str(key)] if key else [])]
    raise typer.Exit(verify_bundle(words))


def _write(
    settings: Settings,
    out: Path,
    question: Callable[[Callable[[str], PublicId]], Asked],
    as_of: str | None,
    known_at: str | None,
    lang: Lang,
) -> None:
    from xinmai.bootstrap.evidence import write_evidence  # noqa: PLC0415 - `verify` needs none of it

    day, instant = day_of(as_of), _instant(known_at)
    found, sealed = run(write_evidence(settings, out, question, as_of=day, known_at=instant, lang=lang))
    for claim in found.claims:
        say(claim.text.zh if lang is Lang.ZH else claim.text.en)
    say()
    say(f"{out}: {len(found.claims)} claims on {len(found.facts)} facts, {found.completeness.state}.")
    note(f"Signed with {sealed.key_id}.")


def _instant(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        instant = datetime.min  # noqa: DTZ901 - refused below, as every instant without an offset
    if instant.tzinfo is None:
        raise BadArgument(
            "--known-at", "must be an instant with its offset, for example 2026-05-02T08:00:00Z."
        )
    return instant
