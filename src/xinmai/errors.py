"""The one tree of errors.

XinmaiError
├── UsageError                what the caller asked for cannot be asked
│   ├── BadArgument           one argument of a question
│   ├── UnknownId             an id that is nothing in this view
│   ├── QueryTooLarge         a GraphQL document that asks for more than one request may
│   └── QueryFileError        a GraphQL document or variable given to the command line
├── DataError                 what a file says cannot be used
│   ├── BundleError           a bundle as a whole: no manifest, an unreadable file, an unknown column
│   ├── MappingError          a mapping file
│   ├── EncodingFault         a text file that is not in the stated encoding
│   └── CatalogueError        a file of seed/rules or seed/catalogue
├── StoreError                the store cannot do its work
│   ├── StoreMissing          no store where the address points
│   ├── StoreLocked           another process holds the writer's lock
│   ├── StoreReadOnly         the file may not be written
│   ├── StoreUnreachable      the server does not answer
│   ├── StoreDenied           the server does not let us in
│   ├── StoreForeign          the file is not ours
│   ├── StoreNewer            written by a newer version of xinmai
│   ├── StoreUnfinished       a copy into it has not ended
│   ├── StoreNotEmpty         a copy is to go into it, and it holds something else
│   ├── CopyDiffers           what a copy holds is not what it was made from
│   ├── StoreFull             the disk is full
│   ├── StoreDamaged          the file is damaged
│   └── RevisionConflict      the store has moved on since the caller looked
├── BudgetExceeded            the question needs more time than it was given
├── ServerError               a Neo4j server of this machine cannot be had
│   ├── JavaUnusable          no Java development kit that this Neo4j runs on
│   ├── MavenMissing          no Maven to fetch the server with
│   ├── FetchFailed           the server could not be fetched and compiled
│   ├── FetchedOtherwise      a fetched file is not the one that was pinned
│   ├── PortTaken             something else listens on the port
│   ├── StartFailed           the server ended, or did not answer in time
│   ├── StopFailed            the server did not end in time
│   └── NotRunning            no server runs in this folder
├── SettingsError             a setting has no usable value
├── CannotListen              the server cannot listen on its address
└── ResourceMissing           a data file of the installation is not there

Each class has a stable ``code`` (what programs branch on) and a ``hint`` (what a person does next). A constructor takes
facts; the class builds the sentence. Personal values are never put into a sentence.
"""

from typing import ClassVar


class XinmaiError(Exception):
    """Root of all errors that this product raises on purpose."""

    code: ClassVar[str] = "XINMAI"
    hint: str = "See the message."


class UsageError(XinmaiError):
    """The caller asked for something that cannot be asked."""

    code = "BAD_USER_INPUT"
    hint = "Correct the argument and ask again."


class BadArgument(UsageError):
    """One argument of a question has no usable value."""

    def __init__(self, argument: str, problem: str) -> None:
        self.argument = argument
        super().__init__(f"{argument}: {problem}")


class UnknownId(UsageError):
    """An id that is nothing in this view."""

    code = "NOT_FOUND"
    hint = "Look the subject up with `search` or `party(by:)`; ids have the form namespace:id."

    def __init__(self, public_id: str) -> None:
        self.public_id = public_id
        super().__init__(f"Nothing has the id {public_id} in this view.")


class QueryTooLarge(UsageError):
    """A GraphQL document asks for more than one request may."""

    code = "QUERY_TOO_LARGE"
    hint = "Ask for less at once: fewer levels, smaller `first` and `limit`, or several requests."

    def __init__(self, what: str, found: int, allowed: int, where: str = "") -> None:
        place = f" at {where}" if where else ""
        super().__init__(f"The {what} of the query is {found}{place}; {allowed} is allowed.")


class QueryFileError(UsageError):
    """A document or variable for `xinmai query` cannot be used."""

    code = "QUERY_FILE"
    hint = "Give a readable .graphql file and variables as --var name=value."

    def __init__(self, file: str, problem: str) -> None:
        super().__init__(f"{file}: {problem}")


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
    hint = 'State the encoding in a mapping, for example encoding = "gb18030".'

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


class ServerError(XinmaiError):
    """A Neo4j server of this machine cannot be had."""

    code = "NEO4J"
    hint = "See the message and the log that it names; docs/cli.md says what a server needs."


class JavaUnusable(ServerError):
    """There is no Java development kit that this Neo4j runs on."""

    code = "NEO4J_JAVA"
    hint = "Install a JDK of a version that it names (Debian: openjdk-17-jdk-headless), or use compose.yaml."

    def __init__(self, version: str, usable: str, problem: str) -> None:
        super().__init__(f"Neo4j {version} needs a JDK, Java {usable}: {problem}.")


class MavenMissing(ServerError):
    """There is no Maven to fetch the server with."""

    code = "NEO4J_MAVEN"
    hint = "Install Maven (`mvn`), or use compose.yaml."

    def __init__(self, version: str, folder: str) -> None:
        super().__init__(f"Neo4j {version} is not in {folder}, and there is no mvn on the PATH to fetch it.")


class FetchFailed(ServerError):
    """The server could not be fetched and compiled."""

    code = "NEO4J_FETCH"
    hint = "See to the network, or to the mirror in Maven's settings.xml; then run the command again."

    def __init__(self, version: str, problem: str) -> None:
        super().__init__(f"Neo4j {version} could not be made ready: {problem}")


class FetchedOtherwise(ServerError):
    """A fetched file is not the one that was pinned."""

    code = "NEO4J_CHECKSUM"
    hint = "Delete the folder and run the command again; if that does not help, do not trust the mirror."

    def __init__(self, folder: str, problem: str) -> None:
        super().__init__(f"{folder}: {problem}.")


class PortTaken(ServerError):
    """Something else listens on the port."""

    code = "NEO4J_PORT"
    hint = "End what listens there, or name another: `xinmai neo4j start --neo4j-port NUMBER`."

    def __init__(self, port: int, problem: str) -> None:
        super().__init__(f"127.0.0.1 port {port}: {problem}.")


class StartFailed(ServerError):
    """The server ended, or did not answer in time."""

    code = "NEO4J_START"
    hint = "Read the log that the message names; mostly it is memory, disk space or permissions."

    def __init__(self, log: str, problem: str, tail: str) -> None:
        super().__init__(f"{problem} The end of {log}:\n{tail}")


class StopFailed(ServerError):
    """The server did not end in time."""

    code = "NEO4J_STOP"
    hint = (
        "Wait: it is writing to disk. If it never ends, `kill -9` is safe; Neo4j recovers at the next start."
    )

    def __init__(self, pid: int, seconds: float) -> None:
        super().__init__(f"Process {pid} has not ended after {seconds:g} s.")


class NotRunning(ServerError):
    """No server runs in this folder."""

    code = "NEO4J_NOT_RUNNING"
    hint = "Start one: `xinmai neo4j start`; --neo4j-home names another folder."

    def __init__(self, home: str) -> None:
        super().__init__(f"No Neo4j server runs in {home}.")


class StillRunning(ServerError):
    """The server of this folder runs; its database can be made from files only while it does not."""

    code = "NEO4J_RUNNING"
    hint = "Stop it: `xinmai neo4j stop`; or name another folder: --neo4j-home."

    def __init__(self, home: str) -> None:
        super().__init__(f"The server in {home} runs.")


class ImportFailed(ServerError):
    """Neo4j's importer refused the files or the database."""

    code = "NEO4J_IMPORT"
    hint = "Its database must be empty: name a new folder with --neo4j-home; files come from `xinmai export`."

    def __init__(self, problem: str) -> None:
        super().__init__(f"Nothing was imported: {problem}")


class SettingsError(XinmaiError):
    """A setting has no usable value."""

    code = "SETTINGS"
    hint = "See the table of settings in docs/settings.md."

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f"{name}: {problem}")


class CannotListen(XinmaiError):
    """The server cannot listen on its address."""

    code = "CANNOT_LISTEN"
    hint = "End what listens there, or name another --host or --port; --port 0 takes a free one."

    def __init__(self, host: str, port: int, problem: str) -> None:
        super().__init__(f"{host} port {port}: {problem}.")


class ResourceMissing(XinmaiError):
    """A data file of the installation is not there."""

    code = "RESOURCE_MISSING"
    hint = "Install the package again, or run from a complete checkout."

    def __init__(self, name: str) -> None:
        super().__init__(f"The installation has no {name}.")
