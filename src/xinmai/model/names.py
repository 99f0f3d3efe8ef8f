"""Names in the form in which they are compared and indexed. It never makes two names one; it only finds them."""

import re
import unicodedata
from functools import lru_cache

_IGNORED = re.compile(
    r"[\s\x00-\x1f\x7f-\x9f\u00b7\u2022\u30fb.,'\"()\[\]{}<>《》〈〉【】「」『』〔〕、，。；：·]+"
)


@lru_cache(maxsize=8192)
def normal_form(text: str) -> str:
    """Return a name without what writers vary: width, case, spaces, brackets, points and control characters.

    ``沪滨（集团）有限公司`` and ``沪滨(集团) 有限公司`` have one normal form.
    """
    kept = _IGNORED.sub("", unicodedata.normalize("NFKC", text).casefold())
    return kept if unicodedata.is_normalized("NFKC", kept) else unicodedata.normalize("NFKC", kept)


def grams(normal: str) -> list[str]:
    """Return the bigrams of a normal form and its last character, so that names of two characters are found too."""
    return [normal[i : i + 2] for i in range(len(normal))]
