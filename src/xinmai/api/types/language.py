"""Texts in two languages."""

from typing import Annotated

from xinmai.api.describe import argument
from xinmai.model.consequence import Wording
from xinmai.model.vocabulary import Lang

Language = Annotated[Lang | None, argument("Language of the text.")]


def in_language(text: Wording, lang: Lang | None) -> str:
    """Return a text in a language; Chinese unless another is asked for."""
    return text.en if lang is Lang.EN else text.zh
