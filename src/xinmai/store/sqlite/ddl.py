"""The file's schema, as forward migrations."""

from typing import Final

APPLICATION_ID: Final = 0x584D4149
"""``XMAI``: says that a file is ours."""

_FIRST = """
CREATE TABLE revision (
    number      INTEGER PRIMARY KEY,
    recorded_at TEXT NOT NULL,
    key         TEXT UNIQUE,
    first_fid   INTEGER NOT NULL,  -- facts said for the first time: first_fid <= fid < end_fid
    end_fid     INTEGER NOT NULL
);
CREATE TABLE altered (              -- every other touch of a fact: changed, closed, erased, said again
    revision INTEGER NOT NULL,
    fid      INTEGER NOT NULL,
    what     TEXT NOT NULL,
    PRIMARY KEY (revision, fid)
) WITHOUT ROWID;
CREATE TABLE namespace (
    ns   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);
CREATE TABLE fact (                 -- one row a key, for life
    fid     INTEGER PRIMARY KEY,
    key     TEXT NOT NULL UNIQUE,
    kind    INTEGER NOT NULL,
    sub     INTEGER NOT NULL,       -- party kind or record kind
    ns      INTEGER NOT NULL,
    own     INTEGER NOT NULL,       -- visibility that the fact itself needs
    need    INTEGER NOT NULL,       -- visibility that its newest version and the ends of that need
    rev     INTEGER NOT NULL,       -- recorded_from of the version that holds
    payload TEXT                    -- NULL: closed or erased
);
CREATE INDEX fact_listing ON fact (kind, key, need) WHERE kind < 20 AND payload IS NOT NULL;
CREATE INDEX fact_end ON fact (key, kind, need) WHERE kind < 20 AND payload IS NOT NULL;
CREATE TABLE fact_past (
    fid     INTEGER NOT NULL,
    rev     INTEGER NOT NULL,
    rev_to  INTEGER NOT NULL,
    sub     INTEGER NOT NULL,
    need    INTEGER NOT NULL,
    payload TEXT,
    PRIMARY KEY (fid, rev)
) WITHOUT ROWID;
CREATE TABLE arc (                  -- adjacency, clustered from both ends
    n        INTEGER NOT NULL,
    kind     INTEGER NOT NULL,
    dir      INTEGER NOT NULL,      -- 0: n is the start, 1: n is the end
    other    INTEGER NOT NULL,      -- 0: there is no other end
    fid      INTEGER NOT NULL,
    day_from INTEGER NOT NULL,      -- may hold on d: day_from <= d < day_to
    day_to   INTEGER NOT NULL,
    need     INTEGER NOT NULL,
    rev      INTEGER NOT NULL,
    PRIMARY KEY (n, kind, dir, other, fid)
) WITHOUT ROWID;
CREATE TABLE arc_past (
    n        INTEGER NOT NULL,
    kind     INTEGER NOT NULL,
    dir      INTEGER NOT NULL,
    other    INTEGER NOT NULL,
    fid      INTEGER NOT NULL,
    day_from INTEGER NOT NULL,
    day_to   INTEGER NOT NULL,
    need     INTEGER NOT NULL,
    rev      INTEGER NOT NULL,
    rev_to   INTEGER NOT NULL,
    PRIMARY KEY (n, kind, dir, other, fid, rev)
) WITHOUT ROWID;
CREATE TABLE term (                 -- identifiers and dated properties, by value
    term     TEXT NOT NULL,
    n        INTEGER NOT NULL,
    fid      INTEGER NOT NULL,
    day_from INTEGER NOT NULL,
    day_to   INTEGER NOT NULL,
    rev      INTEGER NOT NULL,
    rev_to   INTEGER NOT NULL,
    PRIMARY KEY (term, n, fid, rev)
) WITHOUT ROWID;
CREATE TABLE name (
    nid      INTEGER PRIMARY KEY,
    n        INTEGER NOT NULL,
    fid      INTEGER NOT NULL,      -- = n: the name as stated; else a dated name
    normal   TEXT NOT NULL,
    text     TEXT NOT NULL,
    day_from INTEGER NOT NULL,
    day_to   INTEGER NOT NULL,
    rev      INTEGER NOT NULL,
    rev_to   INTEGER NOT NULL
);
CREATE INDEX name_of ON name (n, fid);
CREATE INDEX name_normal ON name (normal);
CREATE VIRTUAL TABLE name_gram USING fts5 (grams, content = '', tokenize = 'ascii', detail = none);
CREATE TABLE erased (
    fid      INTEGER PRIMARY KEY,
    digest   TEXT NOT NULL,
    reason   TEXT NOT NULL,
    revision INTEGER NOT NULL
);
CREATE TABLE erased_version (       -- what the content digest needs of erased versions
    fid    INTEGER NOT NULL,
    rev    INTEGER NOT NULL,
    rev_to INTEGER,
    digest TEXT NOT NULL,
    PRIMARY KEY (fid, rev)
) WITHOUT ROWID;
CREATE TABLE reject (
    namespace TEXT NOT NULL,
    agency    TEXT NOT NULL,
    tbl       TEXT NOT NULL,
    kind      TEXT NOT NULL,
    count     INTEGER NOT NULL,
    PRIMARY KEY (namespace, agency, tbl, kind)
) WITHOUT ROWID;
"""

_SECOND = """
INSERT OR IGNORE INTO term
SELECT 'identity=' || identity, fid, fid, 0, 4000001, rev, 1 << 60 FROM (
    SELECT fid, rev, CASE WHEN json_valid(payload) THEN payload ->> '$.identity' END AS identity FROM fact
    WHERE kind = 2
) WHERE identity IS NOT NULL;
INSERT OR IGNORE INTO term
SELECT 'identity=' || identity, fid, fid, 0, 4000001, rev, rev_to FROM (
    SELECT p.fid, p.rev, p.rev_to, CASE WHEN json_valid(p.payload) THEN p.payload ->> '$.identity' END AS identity
    FROM fact f JOIN fact_past p ON p.fid = f.fid WHERE f.kind = 2
) WHERE identity IS NOT NULL;
"""

MIGRATIONS: Final = (_FIRST, _SECOND)
"""Scripts that lead from version i to version i + 1; a released one is never edited."""

SCHEMA_VERSION: Final = len(MIGRATIONS)
