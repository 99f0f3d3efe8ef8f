"""A Neo4j server of this machine cannot be had."""

from xinmai.errors.base import XinmaiError


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
