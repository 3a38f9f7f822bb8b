-- SPDX-License-Identifier: GPL-3.0-or-later
-- The ledger: the archive of what the daemon has seen, believes and has said.
--
-- Times are seconds since 1970 in UTC unless their name ends in _ns; dates are days since 1970 as
-- base/civil.h counts them; enums are stored as their words, so that a person with sqlite3(1) reads
-- them. NULL is INSTANT_NEVER where a time may be none. Paths are bytes, and bytes are no text.
--
-- The rule that everything else serves: a finding's change and the event that tells of it are ONE
-- transaction. Killed before the commit neither has happened, killed after it both have; the event
-- then waits in the outbox until it is marked as sent, so that at most the last unmarked ones are
-- said again, with the same seq.

PRAGMA application_id = 0x64756c79; -- "duly", so that file(1) and we know a ledger

-- Watched folders. A root that left the configuration keeps its number.
CREATE TABLE roots (
    root INTEGER PRIMARY KEY,
    path BLOB NOT NULL UNIQUE
) STRICT;

-- With what documents were read: few rows that many records share.
CREATE TABLE readings (
    reading INTEGER PRIMARY KEY,
    reader  INTEGER NOT NULL,                           -- RECORD_VERSION
    probes  BLOB NOT NULL CHECK (length(probes) = 32),
    UNIQUE (reader, probes)
) STRICT;

-- By what files were judged: rules and choice of packs.
CREATE TABLE judgings (
    judging INTEGER PRIMARY KEY,
    digest  BLOB NOT NULL UNIQUE CHECK (length(digest) = 32)
) STRICT;

-- Contents by their SHA-256. Everything else names them by a number that rises as they come, so that
-- a new document touches one random page of the database, in the index by `head`, and not one for
-- each thing that is known of it.
CREATE TABLE contents (
    content INTEGER PRIMARY KEY,
    head    INTEGER NOT NULL,                            -- the first 64 bits of it
    digest  BLOB NOT NULL CHECK (length(digest) = 32)
) STRICT;
CREATE INDEX contents_by_head ON contents (head);

-- What reading a content yielded. What could not be read has a record of its own for each file,
-- since the next try may go better.
CREATE TABLE records (
    record   INTEGER PRIMARY KEY,
    content  INTEGER NOT NULL REFERENCES contents,
    format   TEXT NOT NULL,                              -- as the file's name has it
    reading  INTEGER NOT NULL REFERENCES readings,
    readable INTEGER NOT NULL CHECK (readable IN (0, 1)),
    read_at  INTEGER NOT NULL,
    unused   INTEGER NOT NULL DEFAULT 1 CHECK (unused IN (0, 1)), -- no file has it
    packed   BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX records_by_key ON records (content, format, reading) WHERE readable = 1;
CREATE INDEX records_unread ON records (record) WHERE readable = 0;
CREATE INDEX records_unused ON records (read_at) WHERE unused = 1;

-- Files as last seen, with all by which a change shows. A start compares these with the disk and
-- reads only what differs.
CREATE TABLE files (
    file        INTEGER PRIMARY KEY,
    root        INTEGER NOT NULL REFERENCES roots,
    path        BLOB NOT NULL CHECK (length(path) > 0), -- relative to the root
    first       BLOB CHECK (length(first) > 0),         -- the first path, where it is another one
    inode       INTEGER NOT NULL,
    size        INTEGER NOT NULL,
    born_ns     INTEGER NOT NULL,
    mtime_ns    INTEGER NOT NULL,
    ctime_ns    INTEGER NOT NULL,
    mode        INTEGER NOT NULL,
    owner       INTEGER NOT NULL,
    "group"     INTEGER NOT NULL,
    links       INTEGER NOT NULL,
    racy        INTEGER NOT NULL CHECK (racy IN (0, 1)),
    record      INTEGER REFERENCES records,             -- NULL: not read yet
    reading     INTEGER NOT NULL,                       -- the record's; 0: fits any probes
    judging     INTEGER NOT NULL,                       -- 0: never judged
    next_change INTEGER,
    gone_at     INTEGER                                 -- kept for the retention after that
) STRICT;
CREATE UNIQUE INDEX files_there ON files (root, path) WHERE gone_at IS NULL;
CREATE INDEX files_by_first ON files (root, first) WHERE first IS NOT NULL AND gone_at IS NULL;
CREATE INDEX files_by_record ON files (record) WHERE record IS NOT NULL;
CREATE INDEX files_by_reading ON files (reading, file) WHERE gone_at IS NULL;
CREATE INDEX files_by_judging ON files (root, judging, file) WHERE gone_at IS NULL;
CREATE INDEX files_by_next_change ON files (next_change)
    WHERE next_change IS NOT NULL AND gone_at IS NULL;
CREATE INDEX files_gone ON files (gone_at) WHERE gone_at IS NOT NULL;
CREATE INDEX files_gone_by_path ON files (root, path) WHERE gone_at IS NOT NULL;

-- Fingerprints, numbered for the same reason as contents.
CREATE TABLE matters (
    matter      INTEGER PRIMARY KEY,
    fingerprint INTEGER NOT NULL UNIQUE                 -- the 64 bits as a signed number
) STRICT;

-- Findings of each file, open ones and for the retention resolved ones. Copies of a document share
-- their matters.
CREATE TABLE findings (
    finding     INTEGER PRIMARY KEY,
    file        INTEGER NOT NULL REFERENCES files ON DELETE CASCADE,
    matter      INTEGER NOT NULL REFERENCES matters,
    pack        TEXT NOT NULL,
    rule        TEXT NOT NULL,
    verdict     TEXT NOT NULL CHECK (verdict IN ('fail', 'unknown')),
    severity    TEXT NOT NULL CHECK (severity IN ('info', 'notice', 'warning', 'error', 'critical')),
    message_en  TEXT NOT NULL,
    message_sv  TEXT NOT NULL,
    page        INTEGER NOT NULL,
    line        INTEGER NOT NULL,
    "column"    INTEGER NOT NULL,
    words       TEXT NOT NULL,                          -- as in the document, redacted
    kind        TEXT NOT NULL,
    record_case TEXT NOT NULL,
    record_key  TEXT NOT NULL,
    state       TEXT NOT NULL,                          -- of an obligation
    due         INTEGER,
    waiver      TEXT NOT NULL,
    anchor      TEXT NOT NULL,
    opened_at   INTEGER NOT NULL,
    resolved_at INTEGER,
    UNIQUE (file, matter)
) STRICT;
CREATE INDEX findings_by_matter ON findings (matter, resolved_at, severity);
CREATE INDEX findings_resolved ON findings (resolved_at) WHERE resolved_at IS NOT NULL;

-- What the world has been told of a matter, and what it is still to be told.
CREATE TABLE alerts (
    matter        INTEGER PRIMARY KEY REFERENCES matters,
    rule          TEXT NOT NULL,
    said          INTEGER NOT NULL CHECK (said IN (0, 1)),
    held          TEXT,                                 -- type of the event that waits for its group
    held_why      TEXT NOT NULL DEFAULT '',
    held_rank     INTEGER NOT NULL DEFAULT 0,           -- severity, as a number that has a maximum
    held_turn     INTEGER NOT NULL DEFAULT 0,           -- the oldest has the lowest
    changes       INTEGER NOT NULL,
    changes_since INTEGER NOT NULL,
    quiet_until   INTEGER,
    remind_at     INTEGER,
    repeat        INTEGER NOT NULL
) STRICT;
CREATE INDEX alerts_held ON alerts (rule, held, held_why, held_turn, held_rank)
    WHERE held IS NOT NULL;
CREATE INDEX alerts_quiet ON alerts (quiet_until) WHERE quiet_until IS NOT NULL;
CREATE INDEX alerts_remind ON alerts (remind_at) WHERE remind_at IS NOT NULL;

-- When a content was first seen here, and where: what a records officer shows.
CREATE TABLE sightings (
    content INTEGER PRIMARY KEY REFERENCES contents,
    at      INTEGER NOT NULL,
    by      TEXT NOT NULL CHECK (by IN ('scan', 'watch')),
    path    BLOB NOT NULL
) STRICT;
CREATE TRIGGER sightings_are_written_once BEFORE INSERT ON sightings
WHEN EXISTS (SELECT 1 FROM sightings WHERE content = NEW.content)
BEGIN SELECT RAISE (IGNORE); END;
CREATE TRIGGER sightings_never_change BEFORE UPDATE ON sightings
BEGIN SELECT RAISE (ABORT, 'a sighting is never changed'); END;
CREATE TRIGGER sightings_stay BEFORE DELETE ON sightings
BEGIN SELECT RAISE (ABORT, 'a sighting is never removed'); END;

-- What was or will be said, in the order in which it is said. AUTOINCREMENT: seq never comes again,
-- not even when the newest rows were pruned.
CREATE TABLE outbox (
    seq      INTEGER PRIMARY KEY AUTOINCREMENT CHECK (seq > 0),
    type     TEXT NOT NULL,
    severity TEXT NOT NULL CHECK (severity IN ('info', 'notice', 'warning', 'error', 'critical')),
    at       INTEGER NOT NULL,
    body     TEXT NOT NULL                              -- the JSON, whole
) STRICT;

-- How far the system log has come.
CREATE TABLE outlets (
    outlet TEXT PRIMARY KEY,
    sent   INTEGER NOT NULL CHECK (sent >= 0),          -- the last seq that was handed over
    lost   INTEGER NOT NULL CHECK (lost >= 0)           -- events that the outbox had no room for
) STRICT, WITHOUT ROWID;
INSERT INTO outlets VALUES ('syslog', 0, 0);

CREATE TRIGGER outbox_seq_rises BEFORE INSERT ON outbox
WHEN NEW.seq <= (SELECT seq FROM sqlite_sequence WHERE name = 'outbox')
BEGIN SELECT RAISE (ABORT, 'seq must rise'); END;
CREATE TRIGGER outbox_never_changes BEFORE UPDATE ON outbox
BEGIN SELECT RAISE (ABORT, 'an event is never changed'); END;
CREATE TRIGGER outbox_is_sent_first BEFORE DELETE ON outbox
WHEN OLD.seq > (SELECT min(sent) FROM outlets)
BEGIN SELECT RAISE (ABORT, 'an event is sent before it is removed'); END;
CREATE TRIGGER outlets_never_go_back BEFORE UPDATE OF sent ON outlets WHEN NEW.sent < OLD.sent
BEGIN SELECT RAISE (ABORT, 'an outlet never goes back'); END;

-- Small things by name.
CREATE TABLE words (
    name  TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;
