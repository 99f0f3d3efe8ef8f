"""The rows of a bundle: columns, unique ids, text of the files."""

import csv
from collections.abc import Mapping
from io import StringIO

_OF_EACH = {
    "sources": "id agency system title document_no url locator sha256 retrieved_on obtained_by refresh_days licence",
    "parties": "id kind name identifiers founded_on birth_date body_type note source locator",
    "party_facts": "party property value valid_from valid_to source locator",
    "relations": """
        id kind from to valid_from valid_to ended code title registration_no share share_min share_max paid_share
        vote_share vote_min vote_max amount currency value case source locator
    """,
    "records": """
        id kind item agency title document_no case act_from act_to decided_on effective_from effective_to severity
        procedure statute behaviour offence licence_type accident stage reason disclosure_class amount currency large
        secured due_on scheme scheme_version grade direct_d points list polarity region source locator
    """,
    "record_parties": "record party party_name party_scope capacity personal_responsibility note source locator",
    "sanctions": """
        id record party kind licence_type amount currency large from to lifetime matters industry region source locator
    """,
    "record_events": "record party event on agency document_no source locator",
    "record_links": "from to kind source locator",
    "cases": """
        id kind parent name agency matter stage regime mandatory opened_on deadline closed_on region source locator
    """,
}
COLUMNS = {table: tuple(columns.split()) for table, columns in _OF_EACH.items()}
"""Columns of each file in the order of the contract, then where each row comes from."""

_SETTINGS = """format = 1
namespace = "demo"
agency = "沪滨示范数据中心"
system = "示范网络"
retrieved_on = "2026-05-01"
licence = "Apache-2.0"
mode = "snapshot"
"""


class Bundle:
    """The rows made so far, file by file, in the order in which they were made."""

    def __init__(self) -> None:
        self.rows: dict[str, list[dict[str, str]]] = {table: [] for table in COLUMNS}
        self._ids: set[str] = set()

    def add(self, table: str, cells: Mapping[str, str]) -> None:
        """Add one row; cells that are not given are not stated.

        Raises
        ------
        ValueError
            If a column is unknown or an id is taken.
        """
        if unknown := cells.keys() - set(COLUMNS[table]):
            raise ValueError(f"{table}: unknown columns {sorted(unknown)}")
        if local := cells.get("id"):
            if local in self._ids:
                raise ValueError(f"{table}: {local} is taken")
            self._ids.add(local)
        self.rows[table].append(dict(cells))

    def count(self, kind: str | None = None) -> int:
        """Return how many parties there are, of one kind or of all."""
        return sum(kind in (None, party["kind"]) for party in self.rows["parties"])

    def files(self) -> dict[str, bytes]:
        """Return the name and the bytes of every file of the bundle."""
        texts = {f"{table}.csv": self._csv(table) for table in COLUMNS}
        return {name: text.encode() for name, text in {"bundle.toml": _SETTINGS, **texts}.items()}

    def _csv(self, table: str) -> str:
        text = StringIO()
        writer = csv.DictWriter(text, COLUMNS[table], restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(self.rows[table])
        return text.getvalue()
