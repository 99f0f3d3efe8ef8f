"""Writes a store into files for another program, a folder that is there is whole; and proves what that made of them."""

from pathlib import Path
from typing import Final

import msgspec

from xinmai.bootstrap.stores import open_configured
from xinmai.bootstrap.writing import new_folder
from xinmai.errors import BadArgument
from xinmai.service.copy import CopyReport, Observer, export, prove
from xinmai.settings import Settings

_MANIFEST: Final = "manifest.json"


async def export_to_neo4j_admin(settings: Settings, folder: Path, observer: Observer) -> CopyReport:
    """Write the files from which Neo4j's importer makes a database offline, and ``manifest.json`` with digest and counts.

    Raises
    ------
    BadArgument
        If the folder is there already, or cannot be made.
    CopyDiffers
        If something wrote to the store meanwhile.
    StoreError
        If the store cannot be read.
    """
    from xinmai.store.neo4j.bulk import BulkFiles  # noqa: PLC0415 - only the engine asked for

    with new_folder(folder) as draft:
        store = await open_configured(settings)
        try:
            with BulkFiles(draft) as files:
                report = await export(store, files, observer)
        finally:
            await store.close()
        (draft / _MANIFEST).write_bytes(msgspec.json.format(msgspec.json.encode(report), indent=2) + b"\n")
    return report


def read_manifest(folder: Path) -> CopyReport:
    """Return what the files of an export hold.

    Raises
    ------
    BadArgument
        If the folder holds no export.
    """
    try:
        return msgspec.json.decode((folder / _MANIFEST).read_bytes(), type=CopyReport)
    except (OSError, msgspec.MsgspecError) as error:
        raise BadArgument("folder", f"{folder} holds no export ({error}).") from error


async def prove_import(settings: Settings, exported: CopyReport) -> None:
    """Make the indexes of a store that another program filled, and compare it with what was exported.

    Raises
    ------
    CopyDiffers
        If it is not equal.
    StoreError
        If it cannot be opened.
    """
    store = await open_configured(settings, write=True)
    try:
        await prove(store, exported)
    finally:
        await store.close()
