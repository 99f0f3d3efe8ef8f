"""The store cannot do its work, or not in time."""

from xinmai.errors.base import XinmaiError


class StoreError(XinmaiError):
    """The store cannot do its work."""

    code = "STORE"
    hint = "Run `xinmai doctor --store URL`."

    def __init__(self, where: str, problem: str = "", hint: str = "") -> None:
        self.where = where
        if hint:  # one that fits the case better than that of the class
            self.hint = hint
        super().__init__(f"{where}: {problem or self.__doc__}")


class StoreMissing(StoreError):
    """There is no store here."""

    code = "STORE_MISSING"
    hint = "Load something first: `xinmai load PATH --store URL`, or `make run` for the demo."


class StoreLocked(StoreError):
    """Another process is writing to this store."""

    code = "STORE_LOCKED"
    hint = "Wait until the other load has ended, or stop it; then run the command again."


class StoreReadOnly(StoreError):
    """The store may not be written."""

    code = "STORE_READ_ONLY"
    hint = "Give yourself write permission on the file and its folder, or name another --store."


class StoreUnreachable(StoreError):
    """The server of the store does not answer."""

    code = "STORE_UNREACHABLE"
    hint = "Start the server (`xinmai neo4j start` for one on this machine) and ask again; nothing half-done stays behind."


class StoreDenied(StoreError):
    """The server of the store refused the user or the password."""

    code = "STORE_DENIED"
    hint = "Check the settings neo4j_user and neo4j_password (docs/settings.md), and the rights of that user."


class StoreForeign(StoreError):
    """The file is not a store of xinmai."""

    code = "STORE_FOREIGN"
    hint = "Name another --store; xinmai never writes into a file that is not its own."


class StoreNewer(StoreError):
    """The store was written by a newer version of xinmai."""

    code = "STORE_NEWER"
    hint = "Upgrade xinmai, or load into a new store."


class StoreUnfinished(StoreError):
    """A copy into this store has not ended; nothing of it can be read."""

    code = "STORE_UNFINISHED"
    hint = "Run the same `xinmai copy` again: it goes on where it stopped. Or delete the store."


class StoreUnindexed(StoreError):
    """The database has no indexes yet, so nothing can be answered in time."""

    code = "STORE_UNINDEXED"
    hint = "Run schema.cypher of the export there (`cypher-shell -f schema.cypher`), or load something: that makes them too."


class StoreNotEmpty(StoreError):
    """A copy goes into an empty store only, or on with one of the same content."""

    code = "STORE_NOT_EMPTY"
    hint = "Name an empty store with --to, or delete what is there."


class CopyDiffers(StoreError):
    """A copy does not hold what it was made from."""

    code = "COPY_DIFFERS"
    hint = "Delete the copy, stop what writes to the source, and copy again."


class StoreFull(StoreError):
    """The disk is full; the batch was not written."""

    code = "STORE_FULL"
    hint = "Free space and run the same load again: it goes on where it stopped."


class StoreDamaged(StoreError):
    """The file is damaged."""

    code = "STORE_DAMAGED"
    hint = "Restore a backup, or load the sources again into a new store."


class RevisionConflict(StoreError):
    """The store has moved on since the caller looked."""

    code = "REVISION_CONFLICT"
    hint = "Read again and repeat the write against the new revision."

    def __init__(self, expected: int, found: int) -> None:
        super().__init__("store", f"revision {expected} was expected, {found} was found.")


class BudgetExceeded(XinmaiError):
    """The question needs more time than it was given."""

    code = "BUDGET_EXCEEDED"
    hint = "Ask for less (kinds, depth, first), or raise the time limit setting."

    def __init__(self, seconds: float) -> None:
        super().__init__(f"The question was stopped after {seconds:g} s.")
