"""A Neo4j server of this machine without Docker: fetched, configured, started, looked at, stopped.

The server is a process of its own that outlives the command. Its folder holds everything of it: the database, the log,
the password, and a file ``pid`` that the server keeps locked while it runs (see ``Launcher.java``).
"""

from xinmai.provision.importing import import_files
from xinmai.provision.server import Running, find_server, start_server, stop_server

__all__ = ["Running", "find_server", "import_files", "start_server", "stop_server"]
