"""``xinmai control``, ``controllers``, ``ownership``, ``owners``, ``close-links``, ``group`` and ``affiliates``."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import typer

from xinmai.cli.options import AsOfOption, LangOption, StoreOption, day_of
from xinmai.cli.ownership_answers import (
    show_affiliates,
    show_control,
    show_controllers,
    show_group,
    show_links,
    show_owners,
    show_ownership,
)
from xinmai.cli.running import run
from xinmai.errors import BadArgument
from xinmai.model.ownership_options import OwnershipMeasure
from xinmai.model.vocabulary import Lang
from xinmai.settings import Settings, read_settings

CompanyArgument = Annotated[
    str, typer.Argument(metavar="COMPANY", help="Id of a company.", show_default=False)
]
PresetOption = Annotated[
    str | None,
    typer.Option(metavar="PRESET", help="Preset by its code, or as CODE@version.", show_default=False),
]
OptionOption = Annotated[
    list[str] | None,
    typer.Option(
        "--option",
        metavar="NAME=VALUE",
        help="An option of OwnershipOptions, for example threshold=0.3; may be given several times.",
        show_default=False,
    ),
]


def control(
    *,
    party: Annotated[str, typer.Argument(metavar="PARTY", help="Id of a party.", show_default=False)],
    together: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ID",
            help="Ask about this party together with it; may be given several times.",
            show_default=False,
        ),
    ] = None,
    preset: PresetOption = None,
    option: OptionOption = None,
    as_of: AsOfOption = None,
    lang: LangOption = Lang.ZH,
    store: StoreOption = None,
) -> None:
    """Say whom a party controls, at any depth."""
    asked = {"of": party, "together": list(together or ()), **_common(preset, option, as_of, lang)}
    show_control(run(_asked(read_settings(store=store), "control", asked)))


def controllers(
    *,
    company: CompanyArgument,
    preset: PresetOption = None,
    option: OptionOption = None,
    as_of: AsOfOption = None,
    lang: LangOption = Lang.ZH,
    store: StoreOption = None,
) -> None:
    """Say who controls a company, in three tiers, or why nobody does."""
    asked = {"of": company, **_common(preset, option, as_of, lang)}
    show_controllers(run(_asked(read_settings(store=store), "controllers", asked)))


def ownership(
    *,
    holder: Annotated[str, typer.Argument(metavar="HOLDER", help="Id of a party.", show_default=False)],
    company: CompanyArgument,
    measure: Annotated[
        OwnershipMeasure, typer.Option(help="How shares add up over levels.")
    ] = OwnershipMeasure.LOOK_THROUGH,
    preset: PresetOption = None,
    option: OptionOption = None,
    as_of: AsOfOption = None,
    lang: LangOption = Lang.ZH,
    store: StoreOption = None,
) -> None:
    """Say how much of a company a party owns, by every measure and over which paths."""
    ends = {"holder": holder, "held": company, "measure": measure.name}
    asked = {**ends, **_common(preset, option, as_of, lang)}
    show_ownership(run(_asked(read_settings(store=store), "ownership", asked)))


def owners(
    *,
    company: CompanyArgument,
    preset: Annotated[
        str, typer.Option(metavar="PRESET", help="Preset by its code, or as CODE@version.")
    ] = "CN_UBO_2024",
    option: OptionOption = None,
    as_of: AsOfOption = None,
    lang: LangOption = Lang.ZH,
    store: StoreOption = None,
) -> None:
    """Say who the beneficial owners of a company are, test by test."""
    asked = {"of": company, "preset": preset, **_common(None, option, as_of, lang)}
    show_owners(run(_asked(read_settings(store=store), "beneficial-owners", asked)))


def close_links(
    *,
    a: Annotated[str, typer.Argument(metavar="A", help="Id of a company.", show_default=False)],
    b: Annotated[str, typer.Argument(metavar="B", help="Id of another company.", show_default=False)],
    preset: Annotated[
        str, typer.Option(metavar="PRESET", help="Preset by its code, or as CODE@version.")
    ] = "ECB_CLOSE_LINK",
    option: OptionOption = None,
    as_of: AsOfOption = None,
    lang: LangOption = Lang.ZH,
    store: StoreOption = None,
) -> None:
    """Say whether two companies are closely linked, and on which grounds."""
    asked = {"a": a, "b": b, "preset": preset, **_common(None, option, as_of, lang)}
    show_links(run(_asked(read_settings(store=store), "close-links", asked)))


def group(
    *,
    party: Annotated[str, typer.Argument(metavar="PARTY", help="Id of a party.", show_default=False)],
    preset: PresetOption = None,
    option: OptionOption = None,
    as_of: AsOfOption = None,
    store: StoreOption = None,
) -> None:
    """Say which parties are one group with a party, and who stands beside it."""
    asked = {"of": party, **_common(preset, option, as_of)}
    show_group(run(_asked(read_settings(store=store), "group", asked)))


def affiliates(
    *,
    company: CompanyArgument,
    include_suspected: Annotated[
        bool,
        typer.Option(
            "--include-suspected",
            help="Also who only shares a telephone, an address or an agent: leads, no proof.",
        ),
    ] = False,
    preset: PresetOption = None,
    option: OptionOption = None,
    as_of: AsOfOption = None,
    lang: LangOption = Lang.ZH,
    store: StoreOption = None,
) -> None:
    """Say who is affiliated with the group of a company beside control."""
    asked = {"of": company, "includeSuspected": include_suspected, **_common(preset, option, as_of, lang)}
    show_affiliates(run(_asked(read_settings(store=store), "affiliates", asked)))


def _common(
    preset: str | None, stated: Sequence[str] | None, as_of: str | None, lang: Lang = Lang.ZH
) -> dict[str, Any]:
    options = dict(map(_option, stated or ()))
    on = day_of(as_of)
    return {
        "options": {**options, **({"preset": preset} if preset else {})},
        "asOf": on and on.isoformat(),
        "lang": lang.name,
    }


def _option(text: str) -> tuple[str, Any]:
    """Return what ``name=value`` states.

    Raises
    ------
    BadArgument
        If it has no equals sign.
    """
    name, sign, value = text.partition("=")
    if not sign or not name:
        raise BadArgument("--option", f"{text} is not of the form name=value, for example threshold=0.3.")
    if value in {"true", "false"}:
        return name, value == "true"
    is_number = value.removeprefix("-").isdecimal()
    return name, int(value) if name in {"maxDepth", "maxPaths"} and is_number else value


async def _asked(settings: Settings, operation: str, asked: Mapping[str, Any]) -> dict[str, Any]:
    from xinmai.bootstrap.application import open_answering  # noqa: PLC0415 - the other commands need no GraphQL
    from xinmai.cli.operations import answer_to  # noqa: PLC0415

    async with open_answering(settings) as answering:
        data = await answer_to(answering, operation, asked)
    (found,) = data.values()
    return dict(found)
