"""Finding the foreign files that a mapping names, and their columns."""

from collections.abc import Sequence
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

from xinmai.ingest.mapping.session import ignore
from xinmai.ingest.mapping.spec import FileSection
from xinmai.ingest.mapping.spots import Spot
from xinmai.ingest.mapping.views import FoundFile, open_table

__all__ = ["FoundFile", "columns_in", "find_files"]


def find_files(section: FileSection, paths: Sequence[Path], spot: Spot) -> list[FoundFile]:
    """Return the files that a section means, in the order of their names.

    Raises
    ------
    MappingError
        If there is none and the section is not optional, or if the path leads out of the given folders.
    """
    pattern = PurePosixPath(section.path)
    if pattern.is_absolute() or ".." in pattern.parts or not pattern.parts:
        raise spot.at("path").fail(
            f'"{section.path}" leads out of the folder to load.', "Write a relative path."
        )
    found = {file.path: file for path in paths for file in _matching(section.path, path)}
    if found or section.optional:
        return sorted(found.values(), key=lambda file: file.name)
    searched = ", ".join(map(str, paths))
    raise spot.at("path").fail(
        f'No file "{section.path}" in {searched}.',
        "Give the right folder, or say optional = true.",
    )


def _matching(pattern: str, path: Path) -> list[FoundFile]:
    if path.is_dir():
        return [
            FoundFile(found, found.relative_to(path).as_posix())
            for found in path.glob(pattern)
            if found.is_file()
        ]
    return (
        [FoundFile(path, path.name)]
        if path.is_file() and fnmatch(path.name, PurePosixPath(pattern).name)
        else []
    )


def columns_in(files: Sequence[FoundFile], section: FileSection, spot: Spot) -> tuple[str, ...] | None:
    """Return the columns that all files of a section have; None where there is no file."""
    if section.columns is not None or not files:
        return section.columns
    columns: tuple[str, ...] = ()
    for file in files:
        own = _header(file, section)
        if not own:
            raise spot.at("path").fail(f"{file.name} is empty.", "It needs at least a header row.")
        if columns and own != columns:
            problem = f"{file.name} has other columns than {files[0].name}."
            raise spot.at("path").fail(problem, "Write a section for each shape.")
        columns = own
    return columns


def _header(file: FoundFile, section: FileSection) -> tuple[str, ...]:
    with file.path.open("rb") as stream:
        return open_table(stream, file, section, ignore).columns
