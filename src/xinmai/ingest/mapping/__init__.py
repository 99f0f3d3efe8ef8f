"""The mapping language: how foreign files become rows of the bundle, said in a TOML file."""

from pathlib import Path

from xinmai.ingest.mapping.binding import Binding
from xinmai.ingest.mapping.draft import draft_mapping
from xinmai.ingest.mapping.reading import read_mapping
from xinmai.ingest.mapping.session import Session, Tally
from xinmai.ingest.mapping.source import MappedSource
from xinmai.ingest.mapping.spec import Mapping

__all__ = ["MappedSource", "Mapping", "Tally", "draft_mapping", "load_mapping"]


def load_mapping(path: Path) -> Mapping:
    """Read a mapping file and check all of it that can be checked without the foreign files.

    Raises
    ------
    MappingError
        With the place in the file and a remedy: an unknown key, section, bundle table or column, a bad pattern or date
        format, a reference to something that is not there, a circle. Column names of files with a header row are checked
        by :class:`MappedSource`, when the files are at hand.
    """
    mapping = read_mapping(path)
    Binding(mapping, Session(), lambda label: ((), mapping.files[label].columns))
    return mapping
