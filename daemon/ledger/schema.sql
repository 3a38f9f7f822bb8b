-- SPDX-License-Identifier: GPL-3.0-or-later
-- The ledger: the archive of what the daemon has seen, believes and has said.
--
-- A sketch that is held to its word by tests/unit/test_ledger_schema.c. The program keeps findings
-- in memory as yet and opens no ledger; for each table a comment tells which part will fill it.
--
-- How it is opened: PRAGMA foreign_keys = ON; journal_mode = WAL; synchronous = FULL;
-- trusted_schema = OFF. Below, times are seconds since 1970 in UTC unless their name ends in _ns;
-- dates are days since 1970 as base/civil.h counts them; enums are stored as their words.
--
-- The rule that everything else serves: a finding's change and the event that tells of it are ONE
-- transaction. Killed before the commit neither has happened, killed after it both have; the event
-- then waits in the outbox until it is marked as sent, so that at most the last unmarked batch is
-- said again, with the same seq.

PRAGMA application_id = 0x64756c79; -- "duly", so that file(1) and we know a ledger
PRAGMA user_version = 1;            -- raised by each migration, which is one transaction too

-- One row per daemon start; filled by flow/watching at START. `ended` stays NULL after a crash.
CREATE TABLE runs (
    run     INTEGER PRIMARY KEY,
    name    TEXT NOT NULL CHECK (length(name) = 4),     -- the hex digits in each event
    version TEXT NOT NULL,
    started INTEGER NOT NULL,
    ended   INTEGER CHECK (ended >= started)
) STRICT;

-- Rule packs that were in force at some time; filled when rules are loaded.
CREATE TABLE packs (
    pack    INTEGER PRIMARY KEY,
    id      TEXT NOT NULL,
    version TEXT NOT NULL,
    digest  BLOB NOT NULL CHECK (length(digest) = 32),
    UNIQUE (id, digest)
) STRICT;

-- Watched folders; filled from the configuration. Rows of removed roots stay: evidence names them.
CREATE TABLE roots (
    root   INTEGER PRIMARY KEY,
    path   BLOB NOT NULL UNIQUE,                        -- bytes: a path is no text
    frozen INTEGER NOT NULL DEFAULT 0 CHECK (frozen IN (0, 1)) -- gone: nothing is resolved
) STRICT;

-- Contents that were read, and what reading yielded; filled by flow/reading. The key is all that a
-- record depends on: the bytes, the reader, and what it was asked to look for. NULL `packed`: it
-- could not be read, `unread` tells why.
CREATE TABLE records (
    record  INTEGER PRIMARY KEY,
    content BLOB NOT NULL CHECK (length(content) = 32), -- SHA-256
    reader  INTEGER NOT NULL,                           -- RECORD_VERSION
    probes  BLOB NOT NULL CHECK (length(probes) = 32),  -- digest of the probe table
    unread  TEXT NOT NULL DEFAULT '',
    packed  BLOB,
    read_at INTEGER NOT NULL,
    UNIQUE (content, reader, probes),
    CHECK ((packed IS NULL) = (unread <> ''))
) STRICT;

-- Files as last seen, with everything by which a change shows; filled by watch through
-- flow/watching. A start compares these with the disk and reads only what differs. ctime decides:
-- mtime is set back by touch, cp -p and rsync -t. st_dev is left out, since it changes between
-- boots and on network shares.
CREATE TABLE files (
    file     INTEGER PRIMARY KEY,
    root     INTEGER NOT NULL REFERENCES roots,
    path     BLOB NOT NULL,                             -- relative to the root
    inode    INTEGER NOT NULL,
    born_ns  INTEGER,                                   -- birth time, where the system has it
    size     INTEGER NOT NULL CHECK (size >= 0),
    mtime_ns INTEGER NOT NULL,
    ctime_ns INTEGER NOT NULL,
    mode     INTEGER NOT NULL,
    owner    INTEGER NOT NULL,
    links    INTEGER NOT NULL CHECK (links >= 1),
    racy     INTEGER NOT NULL DEFAULT 0 CHECK (racy IN (0, 1)), -- changed as it was read: read again
    content  BLOB CHECK (length(content) = 32),         -- NULL: not read yet
    gone_at  INTEGER,                                   -- kept for `retention` after that
    UNIQUE (root, path)
) STRICT;
CREATE INDEX files_by_content ON files (content);
CREATE INDEX files_by_inode ON files (inode);

-- Records that belong together (Swedish: ärenden); filled by the case index when kinds with a
-- `case:` template are judged. A record without one has no row.
CREATE TABLE cases (
    case_id     INTEGER PRIMARY KEY,
    key         TEXT NOT NULL UNIQUE,                   -- the registration number, normalised
    next_change INTEGER,                                -- judge again then; NULL: time changes nothing
    judged_at   INTEGER,
    judged_by   BLOB CHECK (length(judged_by) = 32)     -- digest of the rules
) STRICT;
CREATE INDEX cases_by_next_change ON cases (next_change) WHERE next_change IS NOT NULL;

CREATE TABLE case_files (
    case_id    INTEGER NOT NULL REFERENCES cases,
    file       INTEGER NOT NULL REFERENCES files,
    kind       TEXT NOT NULL,
    record_key TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (case_id, file)
) STRICT, WITHOUT ROWID;

-- Questions that the judgement of a case asked about others (`unique`, references): whose answer
-- changes makes the case stale. Filled from struct judgement.asked.
CREATE TABLE asked (
    case_id INTEGER NOT NULL REFERENCES cases ON DELETE CASCADE,
    kind    TEXT NOT NULL,
    fact    TEXT NOT NULL,
    value   TEXT NOT NULL,
    PRIMARY KEY (kind, fact, value, case_id)
) STRICT, WITHOUT ROWID;

-- Findings, open ones and for `retention` closed ones; filled by reconcile. A file that is renamed
-- keeps its findings: only `file` is looked at anew.
CREATE TABLE findings (
    finding     INTEGER PRIMARY KEY,
    fingerprint INTEGER NOT NULL UNIQUE,                -- the 64 bits as a signed number
    pack        INTEGER NOT NULL REFERENCES packs,
    rule        TEXT NOT NULL,
    anchor      TEXT NOT NULL,
    case_id     INTEGER REFERENCES cases,
    file        INTEGER NOT NULL REFERENCES files,
    verdict     TEXT NOT NULL CHECK (verdict IN ('fail', 'unknown')),
    severity    TEXT NOT NULL CHECK (severity IN ('info', 'notice', 'warning', 'error', 'critical')),
    state       TEXT NOT NULL DEFAULT '',               -- of an obligation
    due         INTEGER,
    waiver      TEXT NOT NULL DEFAULT '',
    message_en  TEXT NOT NULL,
    message_sv  TEXT NOT NULL DEFAULT '',
    line        INTEGER NOT NULL DEFAULT 0,
    col         INTEGER NOT NULL DEFAULT 0,
    page        INTEGER NOT NULL DEFAULT 0,
    words       TEXT NOT NULL DEFAULT '',               -- raw, personal numbers redacted
    opened_at   INTEGER NOT NULL,
    changes     INTEGER NOT NULL DEFAULT 0,             -- in the last hour: flapping
    reminded_at INTEGER,
    resolved_at INTEGER CHECK (resolved_at >= opened_at)
) STRICT;
CREATE INDEX findings_open ON findings (file) WHERE resolved_at IS NULL;

-- When a document that fulfils an obligation was first seen here, and how that is known. Written
-- once, never changed: it is what a records officer shows. Filled when an obligation is judged.
CREATE TABLE evidence (
    evidence   INTEGER PRIMARY KEY,
    content    BLOB NOT NULL CHECK (length(content) = 32),
    case_id    INTEGER NOT NULL REFERENCES cases,
    obligation TEXT NOT NULL,                           -- id of the rule
    period     TEXT NOT NULL DEFAULT '',                -- which of a repeated obligation
    seen_at    INTEGER NOT NULL,
    seen_by    TEXT NOT NULL CHECK (seen_by IN ('watch', 'scan', 'registered', 'signature')),
    path       BLOB NOT NULL,
    UNIQUE (case_id, obligation, period, content)
) STRICT;
CREATE TRIGGER evidence_is_never_changed BEFORE UPDATE ON evidence
BEGIN SELECT RAISE (ABORT, 'evidence is never changed'); END;
CREATE TRIGGER evidence_is_never_removed BEFORE DELETE ON evidence
BEGIN SELECT RAISE (ABORT, 'evidence is never removed'); END;

-- What was or will be said, in the order in which it is said; filled in the transaction of the
-- change, emptied of old rows by `retention`. AUTOINCREMENT: seq never comes again, not even when
-- the newest rows were pruned.
CREATE TABLE outbox (
    seq      INTEGER PRIMARY KEY AUTOINCREMENT,
    run      INTEGER NOT NULL REFERENCES runs,
    type     TEXT NOT NULL,
    severity TEXT NOT NULL CHECK (severity IN ('info', 'notice', 'warning', 'error', 'critical')),
    why      TEXT NOT NULL DEFAULT '',
    at       INTEGER NOT NULL,
    finding  INTEGER REFERENCES findings,
    members  INTEGER NOT NULL DEFAULT 0,                -- of a FINDING_GROUP
    body     TEXT NOT NULL,                             -- the JSON, whole: what is resent is the same
    CHECK ((finding IS NOT NULL) = (type IN ('FINDING_OPENED', 'FINDING_CHANGED',
                                             'FINDING_REMINDED', 'FINDING_RESOLVED',
                                             'FINDING_FLAPPING')))
) STRICT;
CREATE INDEX outbox_by_finding ON outbox (finding) WHERE finding IS NOT NULL;

CREATE TRIGGER outbox_seq_rises AFTER INSERT ON outbox
WHEN NEW.seq < (SELECT max(seq) FROM outbox)
BEGIN SELECT RAISE (ABORT, 'seq must rise'); END;

-- Which findings a FINDING_GROUP stands for.
CREATE TABLE group_members (
    seq     INTEGER NOT NULL REFERENCES outbox ON DELETE CASCADE,
    finding INTEGER NOT NULL REFERENCES findings,
    PRIMARY KEY (seq, finding)
) STRICT, WITHOUT ROWID;

-- How far each outlet has come; filled by the outlets after a batch was taken by the receiver.
CREATE TABLE outlets (
    outlet  TEXT PRIMARY KEY,                           -- "syslog"
    sent    INTEGER NOT NULL DEFAULT 0,                 -- the last seq that was handed over
    sent_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE TRIGGER outlets_never_go_back BEFORE UPDATE OF sent ON outlets WHEN NEW.sent < OLD.sent
BEGIN SELECT RAISE (ABORT, 'an outlet never goes back; resending is a command of its own'); END;
