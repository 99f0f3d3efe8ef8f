"""What a mapping may make: the tables and columns of the bundle."""

from collections.abc import Mapping as Table

from xinmai.ingest.bundle.tables import TABLES
from xinmai.ingest.mapping.spots import Spot


def columns_of(table: str, spot: Spot) -> tuple[str, ...]:
    """Return the columns of a bundle table, or complain."""
    if table not in TABLES:
        raise spot.fail(f'The bundle has no table "{table}".', f"Tables: {', '.join(TABLES)}.")
    return TABLES[table].columns


def check_columns(table: str, names: Table[str, object], spot: Spot) -> None:
    """Complain about a column that the table does not have."""
    known = columns_of(table, spot.at("table"))
    for name in names:
        if name not in known:
            raise spot.at(f"set.{name}").fail(
                f'The table {table} has no column "{name}".', f"It has: {', '.join(known)}."
            )
