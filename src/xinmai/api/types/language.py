"""Texts in two languages."""

from typing import Annotated, Protocol

from xinmai.api.describe import argument
from xinmai.model.vocabulary import Lang


class Bilingual(Protocol):
    """What has a text in each language."""

    @property
    def zh(self) -> str: ...  # noqa: D102 - Chinese
    @property
    def en(self) -> str: ...  # noqa: D102 - English


Language = Annotated[Lang | None, argument("Language of the text.")]


def in_language(text: Bilingual, lang: Lang | None) -> str:
    """Return a text in a language; Chinese unless another is asked for."""
    return text.en if lang is Lang.EN else text.zh
