-- An attempt is its form and its events; both are written once and never changed.
-- Every column marked "reading" follows from them and can be rebuilt.

CREATE TABLE attempt (
    id              TEXT PRIMARY KEY,
    alive_at        TEXT NOT NULL,     -- the last instant the sitting is known to have run; instants are ISO 8601, UTC
    bank            TEXT NOT NULL,     -- this and what follows: reading
    bank_title      TEXT NOT NULL,
    blueprint       TEXT NOT NULL,
    blueprint_title TEXT NOT NULL,
    code            TEXT NOT NULL,
    mode            TEXT NOT NULL,
    items           INTEGER NOT NULL,
    state           TEXT NOT NULL,
    events          INTEGER NOT NULL,
    answered        INTEGER NOT NULL,
    started_at      TEXT NOT NULL,
    last_at         TEXT NOT NULL,
    suspended_at    TEXT,
    deadline        TEXT,              -- null: untimed
    ended_at        TEXT,
    ended_reason    TEXT,
    points          TEXT,              -- a fraction, as in 3 or 7/2; null until the end
    possible        INTEGER,
    passed          INTEGER,
    cut             INTEGER NOT NULL DEFAULT 0,  -- the pass mark in percent
    drill           INTEGER NOT NULL DEFAULT 0,  -- 1: its items were picked one by one
    allowed         REAL,                        -- seconds; null: untimed
    pace            REAL NOT NULL DEFAULT 0,     -- seconds for a question, as the paper has it
    learner         TEXT NOT NULL DEFAULT '',    -- not a reading: whose it is; empty: the owner of this database
    suspended_for   REAL NOT NULL DEFAULT 0      -- seconds that it was left for and then gone on with: reading
) STRICT;

CREATE INDEX attempt_by_start ON attempt (started_at);
CREATE INDEX attempt_unfinished ON attempt (started_at) WHERE state <> 'closed';

-- Apart from its attempt, so that a list of attempts reads few pages.
CREATE TABLE form (
    attempt TEXT PRIMARY KEY REFERENCES attempt (id) ON DELETE CASCADE,
    body    BLOB NOT NULL              -- JSON, compressed by zlib
) STRICT;

CREATE TABLE event (
    attempt  TEXT NOT NULL REFERENCES attempt (id) ON DELETE CASCADE,
    sequence INTEGER NOT NULL,         -- from 0
    body     TEXT NOT NULL,            -- JSON
    checksum BLOB NOT NULL,            -- SHA-256 of the checksum before and this body; before the first: of the form
    PRIMARY KEY (attempt, sequence)
) STRICT, WITHOUT ROWID;

CREATE TABLE section_score (           -- reading
    attempt  TEXT NOT NULL REFERENCES attempt (id) ON DELETE CASCADE,
    place    INTEGER NOT NULL,         -- in the order of the form, from 1
    section  TEXT NOT NULL,
    title    TEXT NOT NULL,
    points   TEXT NOT NULL,
    possible INTEGER NOT NULL,
    correct  INTEGER NOT NULL,
    items    INTEGER NOT NULL,         -- those that can earn points
    seconds  REAL NOT NULL,
    PRIMARY KEY (attempt, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE response (                -- reading: what each slot of an attempt that has ended came to
    attempt TEXT NOT NULL REFERENCES attempt (id) ON DELETE CASCADE,
    n       INTEGER NOT NULL,          -- its place in the form, from 1
    item    TEXT NOT NULL,
    section TEXT NOT NULL,
    kind    TEXT NOT NULL,
    outcome TEXT NOT NULL,             -- this and change: as in exam/core/results.py
    chosen  TEXT NOT NULL,             -- homes of the chosen options, with a space between two
    offered TEXT NOT NULL,             -- the same of all options
    seconds REAL NOT NULL,             -- on screen
    change  TEXT,
    marked  INTEGER NOT NULL,
    doubted INTEGER NOT NULL,
    PRIMARY KEY (attempt, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE meeting (                 -- reading: where a learner met an item first
    learner TEXT NOT NULL,
    bank    TEXT NOT NULL,
    item    TEXT NOT NULL,
    at      TEXT NOT NULL,
    attempt TEXT NOT NULL,
    n       INTEGER NOT NULL,
    PRIMARY KEY (learner, bank, item)
) STRICT, WITHOUT ROWID;

CREATE TABLE discarded (               -- whole attempts that were thrown away; see exam/store/bin.py
    attempt         TEXT PRIMARY KEY,
    at              TEXT NOT NULL,     -- when
    learner         TEXT NOT NULL,     -- this and what follows: as it was in its tables
    alive_at        TEXT NOT NULL,
    bank_title      TEXT NOT NULL,
    blueprint_title TEXT NOT NULL,
    answered        INTEGER NOT NULL,
    items           INTEGER NOT NULL,
    points          TEXT,
    possible        INTEGER,
    form            BLOB NOT NULL,
    events          TEXT NOT NULL      -- JSON: body and checksum of each, in order
) STRICT;

CREATE TABLE witness (                 -- one row: how far the second record of all changes was written
    database   TEXT PRIMARY KEY,       -- a name by chance, which the witness has too; see exam/store/witness.py
    generation INTEGER NOT NULL,       -- how often the witness was begun
    size       INTEGER NOT NULL,       -- its bytes
    digest     TEXT NOT NULL           -- its running digest; empty: it could not be written
) STRICT;
