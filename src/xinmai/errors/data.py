"""What a file says cannot be used."""

from xinmai.errors.base import XinmaiError


class DataError(XinmaiError):
    """What a file says cannot be used."""

    code = "DATA"
    hint = "Correct the file and load it again; nothing of it was written."


class BundleError(DataError):
    """A bundle cannot be read as a whole."""

    code = "BUNDLE"
    hint = "See the bundle format in docs/bundle.md."

    def __init__(self, file: str, problem: str, remedy: str) -> None:
        self.file = file
        super().__init__(f"{file}: {problem} {remedy}".strip())


class MappingError(DataError):
    """A mapping file cannot be used."""

    code = "MAPPING"
    hint = "See the mapping language in docs/mapping.md; `xinmai mapping init FILE` drafts one."

    def __init__(self, file: str, place: str, problem: str, remedy: str) -> None:
        self.file = file
        self.place = place
        super().__init__(f"{file}: {place}: {problem} {remedy}".strip())


class EncodingFault(DataError):
    """A text file is not in the stated encoding."""

    code = "ENCODING"
    hint = 'Save it as UTF-8; in a load, a mapping may state another encoding: encoding = "gb18030".'

    def __init__(self, file: str, line: int, encoding: str, remedy: str) -> None:
        self.file = file
        self.line = line
        super().__init__(f"{file}, near line {line}: not valid {encoding}. {remedy}".strip())


class CatalogueError(DataError):
    """A file of seed/rules or seed/catalogue cannot be used."""

    code = "CATALOGUE"
    hint = "Correct the file; the product does not start with a broken catalogue."

    def __init__(self, file: str, place: str, problem: str) -> None:
        self.file = file
        self.place = place
        super().__init__(f"{file}: {place}: {problem}")
