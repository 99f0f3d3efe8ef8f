"""The command line: thin commands over the services."""

from xinmai.cli.app import main

__all__ = ["main"]
