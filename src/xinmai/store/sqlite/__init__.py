"""The embedded engine: one SQLite file.

Inside, everything is whole numbers: a fact has a number (``fid``) for life, a node is the number of its fact, days are
ordinals, kinds are codes. Public keys stand only in ``fact.key``. What holds now is apart from what held before:
``fact``/``arc`` answer today's questions, ``fact_past``/``arc_past`` are read only by a view of an older revision.
"""

from xinmai.store.sqlite.adapter import SqliteStore, open_sqlite

__all__ = ["SqliteStore", "open_sqlite"]
