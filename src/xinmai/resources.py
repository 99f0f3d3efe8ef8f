"""Finds cypher/, graphql/ and seed/, in a wheel or in a checkout."""

from importlib.resources import files
from pathlib import Path

from xinmai.errors import ResourceMissing

_FOLDERS = {"cypher", "graphql", "seed"}


def resource(folder: str, *parts: str) -> Path:
    """Return the path of a data file or folder of the product.

    Parameters
    ----------
    folder
        One of ``cypher``, ``graphql``, ``seed``.
    parts
        Names below it.

    Raises
    ------
    ResourceMissing
        If neither the installed package nor the checkout has it.
    """
    package = Path(str(files("xinmai")))
    for root in (package / f"_{folder}", package.parents[1] / folder):
        found = root.joinpath(*parts)
        if folder in _FOLDERS and found.exists():
            return found
    raise ResourceMissing("/".join((folder, *parts)))
