"""What a mapping may make: the tables and columns of the bundle."""

from collections.abc import Iterable

from xinmai.ingest.bundle.tables import TABLES
from xinmai.ingest.mapping.spots import Spot


def check_columns(table: str, columns: Iterable[str], spot: Spot) -> None:
    """Complain about a table that the bundle does not have, or a column that the table does not have."""
    if table not in TABLES:
        raise spot.at("table").fail(f'The bundle has no table "{table}".', f"Tables: {', '.join(TABLES)}.")
    known = TABLES[table].columns
    for column in columns:
        if column not in known:
            raise spot.at(f"set.{column}").fail(
                f'The table {table} has no column "{column}".', f"It has: {', '.join(known)}."
            )


def check_required(table: str, columns: Iterable[str], spot: Spot) -> None:
    """Complain about a column that every row of the table needs and the rule does not set."""
    for column in TABLES[table].required:
        if column not in columns:
            raise spot.at("set").fail(
                f'Every row of {table} needs "{column}".', f"Needed: {', '.join(TABLES[table].required)}."
            )
