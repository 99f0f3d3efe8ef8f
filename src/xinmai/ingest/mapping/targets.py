"""What a mapping may make: the tables and columns of the bundle."""

from collections.abc import Iterable

from xinmai.ingest.mapping.spots import Spot

_C = """parties id, kind, name, identifiers, founded_on, birth_date, body_type, note
party_facts party, property, value, valid_from, valid_to
relations id, kind, from, to, valid_from, valid_to, ended, code, title, registration_no, share, share_min, share_max, paid_share, vote_share, vote_min, vote_max, amount, currency, value, case
records id, kind, item, agency, title, document_no, case, act_from, act_to, decided_on, effective_from, effective_to, severity, procedure, statute, behaviour, offence, licence_type, accident, stage, reason, disclosure_class, amount, currency, large, secured, due_on, scheme, scheme_version, grade, direct_d, points, list, polarity, region
record_parties record, party, party_name, party_scope, capacity, personal_responsibility, note
sanctions id, record, party, kind, licence_type, amount, currency, large, from, to, lifetime, matters, industry, region
record_events record, party, event, on, agency, document_no
record_links from, to, kind
cases id, kind, parent, name, agency, matter, stage, regime, mandatory, opened_on, deadline, closed_on, region
measures_applied record, agency, measure, status, on
consents id, subject, grantee, purpose, scope, valid_from, valid_to
judgements a, b, verdict, by, confirmed_by, on, reason
sources id, agency, system, title, document_no, url, locator, sha256, retrieved_on, obtained_by, refresh_days, licence"""
_COMMON = ("source", "locator", "visibility")


class _T:
    def __init__(self, columns):
        self.columns = columns


TABLES = {
    line.split(" ", 1)[0]: _T((*line.split(" ", 1)[1].split(", "), *_COMMON)) for line in _C.splitlines()
}


def columns_of(table: str, spot: Spot) -> tuple[str, ...]:
    """Return the columns of a bundle table, or complain."""
    if table not in TABLES:
        raise spot.fail(f'The bundle has no table "{table}".', f"Tables: {', '.join(TABLES)}.")
    return TABLES[table].columns


def check_columns(table: str, names: Iterable[str], spot: Spot) -> None:
    """Complain about a column that the table does not have."""
    known = columns_of(table, spot.at("table"))
    for name in names:
        if name not in known:
            raise spot.at(f"set.{name}").fail(
                f'The table {table} has no column "{name}".', f"It has: {', '.join(known)}."
            )
