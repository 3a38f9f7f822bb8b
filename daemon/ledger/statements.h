/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every statement that the program puts to the ledger. A parameter is bound, and a column read, in
 * the order in which it stands here.
 */
#pragma once

#define FILE_COLUMNS                                                                               \
    "root, path, first, inode, size, born_ns, mtime_ns, ctime_ns, mode, owner, \"group\", links,"  \
    " racy, record, next_change"
#define FILE_WHOLE                                                                                 \
    "SELECT file, " FILE_COLUMNS ", coalesce((SELECT digest FROM judgings j"                       \
    " WHERE j.judging = f.judging), zeroblob(32)) FROM files f "
#define FINDING_COLUMNS                                                                            \
    "fingerprint, pack, rule, verdict, severity, message_en, message_sv, page, line, \"column\","  \
    " words, kind, record_case, record_key, state, due, waiver, anchor"
#define ALERT_COLUMNS                                                                              \
    "fingerprint, rule, said, held, held_why, changes, changes_since, quiet_until, remind_at,"     \
    " repeat"

// clang-format off
#define STATEMENTS(X)                                                                              \
    X(BEGIN,    "BEGIN IMMEDIATE")                                                                 \
    X(COMMIT,   "COMMIT")                                                                          \
    X(ROLLBACK, "ROLLBACK")                                                                        \
                                                                                                   \
    X(ROOT_FIND,   "SELECT root FROM roots WHERE path = ?")                                        \
    X(ROOT_ADD,    "INSERT INTO roots (path) VALUES (?) RETURNING root")                           \
    X(ROOTS,       "SELECT root, path FROM roots ORDER BY path")                                   \
    X(ROOT_FILES,  "SELECT count(*) FROM files WHERE root = ? AND gone_at IS NULL")                \
                                                                                                   \
    X(READING_FIND, "SELECT reading FROM readings WHERE reader = ? AND probes = ?")                \
    X(READING_ADD,  "INSERT INTO readings (reader, probes) VALUES (?, ?) RETURNING reading")       \
    X(JUDGING_FIND, "SELECT judging FROM judgings WHERE digest = ?")                               \
    X(JUDGING_ADD,  "INSERT INTO judgings (digest) VALUES (?) RETURNING judging")                  \
                                                                                                   \
    X(FILE_FIND,   FILE_WHOLE "WHERE root = ? AND path = ? AND gone_at IS NULL")                   \
    X(FILE_GET,    FILE_WHOLE "WHERE file = ?")                                                    \
    X(FILES,       FILE_WHOLE "WHERE gone_at IS NULL ORDER BY root, path")                         \
    X(FILE_STATE,  "SELECT coalesce(record, 0), gone_at IS NOT NULL FROM files WHERE file = ?")    \
    X(FILE_GONE,   "SELECT file FROM files WHERE root = ? AND path = ? AND gone_at IS NOT NULL"    \
                   " ORDER BY file DESC LIMIT 1")                                                  \
    X(FILE_ADD,    "INSERT INTO files (" FILE_COLUMNS ", reading, judging)"                        \
                   " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING file")   \
    X(FILE_CHANGE, "UPDATE files SET (" FILE_COLUMNS ", reading, judging) ="                       \
                   " (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?), gone_at = NULL"          \
                   " WHERE file = ? RETURNING file")                                               \
    X(FILE_REMOVE, "UPDATE files SET gone_at = ?, next_change = NULL WHERE file = ?")              \
    X(FIRST_TAKEN, "SELECT 1 FROM files WHERE root = ?1 AND first = ?2 AND gone_at IS NULL"        \
                   " UNION ALL SELECT 1 FROM files WHERE root = ?1 AND path = ?2"                  \
                   " AND first IS NULL AND gone_at IS NULL LIMIT 1")                               \
    X(FILES_DUE,   "SELECT file FROM files WHERE next_change <= ? AND gone_at IS NULL"             \
                   " ORDER BY next_change LIMIT ?")                                                \
    X(NEXT_CHANGE, "SELECT min(next_change) FROM files WHERE next_change IS NOT NULL"              \
                   " AND gone_at IS NULL")                                                         \
    X(JUDGING_AFTER, "SELECT min(judging) FROM files WHERE root = ? AND judging > ?"               \
                     " AND gone_at IS NULL")                                                       \
    X(FILES_JUDGED,  "SELECT file FROM files WHERE root = ? AND judging = ? AND file > ?"          \
                     " AND gone_at IS NULL ORDER BY file LIMIT ?")                                 \
    X(READING_AFTER, "SELECT min(reading) FROM files WHERE reading > ? AND gone_at IS NULL")       \
    X(FILES_READ,    "SELECT file FROM files WHERE reading = ? AND file > ?"                       \
                     " AND gone_at IS NULL ORDER BY file LIMIT ?")                                 \
                                                                                                   \
    X(RECORD_FIND,   "SELECT record FROM records WHERE content = ? AND format = ? AND reading = ?" \
                     " AND readable = 1")                                                          \
    X(RECORD_ADD,    "INSERT INTO records (content, format, reading, readable, read_at, packed)"   \
                     " VALUES (?, ?, ?, ?, ?, ?) RETURNING record")                                \
    X(RECORD_GET,    "SELECT content, format, probes, packed FROM records JOIN readings"           \
                     " USING (reading) WHERE record = ?")                                          \
    X(RECORD_STATE,  "SELECT readable, reading FROM records WHERE record = ?")                     \
    X(RECORD_READER, "SELECT reader FROM readings WHERE reading = ?")                              \
    X(RECORD_HAD,    "SELECT 1 FROM files WHERE record = ? LIMIT 1")                               \
    X(RECORD_USED,   "UPDATE records SET unused = ? WHERE record = ? AND unused <> ?")             \
    X(RECORD_REMOVE, "DELETE FROM records WHERE record = ?")                                       \
    X(SIGHT,         "INSERT INTO sightings VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING")           \
    X(SIGHTING,      "SELECT content, at, by, path FROM sightings WHERE content = ?")              \
    X(SIGHTINGS,     "SELECT content, at, by, path FROM sightings ORDER BY content")               \
                                                                                                   \
    X(FINDINGS,        "SELECT " FINDING_COLUMNS " FROM findings WHERE file = ?"                   \
                       " AND resolved_at IS NULL ORDER BY finding")                                \
    X(FINDING_OPEN,    "INSERT INTO findings (" FINDING_COLUMNS ", file, opened_at)"               \
                       " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"      \
                       " ON CONFLICT (file, fingerprint) DO UPDATE SET (" FINDING_COLUMNS          \
                       ", opened_at, resolved_at) = (excluded.fingerprint, excluded.pack,"         \
                       " excluded.rule, excluded.verdict, excluded.severity, excluded.message_en," \
                       " excluded.message_sv, excluded.page, excluded.line, excluded.\"column\","  \
                       " excluded.words, excluded.kind, excluded.record_case,"                     \
                       " excluded.record_key, excluded.state, excluded.due, excluded.waiver,"      \
                       " excluded.anchor, excluded.opened_at, NULL)")                              \
    X(FINDING_CHANGE,  "UPDATE findings SET (" FINDING_COLUMNS ") = (?1, ?2, ?3, ?4, ?5, ?6, ?7,"  \
                       " ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)"                     \
                       " WHERE file = ?19 AND fingerprint = ?1 AND resolved_at IS NULL"            \
                       " AND (" FINDING_COLUMNS ") IS NOT (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9,"    \
                       " ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)")                            \
    X(FINDING_RESOLVE, "UPDATE findings SET resolved_at = ? WHERE file = ? AND fingerprint = ?"    \
                       " AND resolved_at IS NULL")                                                 \
    X(FINGERPRINTS,    "SELECT fingerprint FROM findings WHERE file = ? AND resolved_at IS NULL")  \
    X(OPEN_SEVERITIES, "SELECT severity FROM findings WHERE fingerprint = ?"                       \
                       " AND resolved_at IS NULL")                                                 \
    X(OPEN_ELSEWHERE,  "SELECT 1 FROM findings WHERE fingerprint = ? AND file <> ?"                \
                       " AND resolved_at IS NULL LIMIT 1")                                         \
                                                                                                   \
    X(ALERT_GET,     "SELECT " ALERT_COLUMNS " FROM alerts WHERE fingerprint = ?")                 \
    X(ALERT_PUT,     "INSERT INTO alerts (" ALERT_COLUMNS ", held_rank, held_turn)"                \
                     " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"                                \
                     " ON CONFLICT (fingerprint) DO UPDATE SET (" ALERT_COLUMNS                    \
                     ", held_rank, held_turn) = (excluded.fingerprint, excluded.rule,"             \
                     " excluded.said, excluded.held, excluded.held_why, excluded.changes,"         \
                     " excluded.changes_since, excluded.quiet_until, excluded.remind_at,"          \
                     " excluded.repeat, excluded.held_rank,"                                       \
                     " iif(alerts.held IS NULL, excluded.held_turn, alerts.held_turn))")           \
    X(ALERTS_NEXT,   "SELECT min(quiet_until), (SELECT min(remind_at) FROM alerts"                 \
                     " WHERE remind_at IS NOT NULL) FROM alerts WHERE quiet_until IS NOT NULL")    \
    X(ALERTS_DUE,    "SELECT " ALERT_COLUMNS " FROM alerts"                                        \
                     " WHERE quiet_until <= ?1 OR remind_at <= ?1 LIMIT ?2")                       \
    X(ALERT_FINDING, "SELECT " FINDING_COLUMNS ", file FROM findings WHERE fingerprint = ?"        \
                     " ORDER BY resolved_at IS NOT NULL, resolved_at DESC, finding LIMIT 1")       \
    X(HELD,          "SELECT rule, held, held_why, count(*), max(held_rank) FROM alerts"           \
                     " WHERE held IS NOT NULL GROUP BY rule, held, held_why")                      \
    X(HELD_EXAMPLES, "SELECT fingerprint FROM alerts WHERE rule = ? AND held = ? AND held_why = ?" \
                     " ORDER BY held_turn LIMIT ?")                                                \
    X(HELD_LAST,     "SELECT coalesce(max(held_turn), 0) FROM alerts WHERE held IS NOT NULL")      \
    X(RELEASE,       "UPDATE alerts SET held = NULL, held_why = '' WHERE rule = ? AND held = ?"    \
                     " AND held_why = ?")                                                          \
                                                                                                   \
    X(EVENT_PUT,   "INSERT INTO outbox (seq, type, severity, at, body) VALUES (?, ?, ?, ?, ?)")    \
    X(EVENTS,      "SELECT seq, type, severity, at, body FROM outbox WHERE seq > ?"                \
                   " ORDER BY seq LIMIT ?")                                                        \
    X(EVENT_COUNT, "SELECT count(*) FROM outbox WHERE seq > ? AND seq <= ?")                       \
    X(LAST_SEQ,    "SELECT seq FROM sqlite_sequence WHERE name = 'outbox'")                        \
    X(SEQ_RAISE,   "UPDATE sqlite_sequence SET seq = ? WHERE name = 'outbox'")                     \
    X(SEQ_BEGIN,   "INSERT INTO sqlite_sequence (name, seq) SELECT 'outbox', 0"                    \
                   " WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'outbox')")      \
    X(OUTLET,      "SELECT sent, lost FROM outlets WHERE outlet = 'syslog'")                       \
    X(OUTLET_SENT, "UPDATE outlets SET sent = ? WHERE outlet = 'syslog'")                          \
    X(OUTLET_LOST, "UPDATE outlets SET lost = ? WHERE outlet = 'syslog'")                          \
                                                                                                   \
    X(COUNT_FILES,      "SELECT count(*) FROM files WHERE gone_at IS NULL")                        \
    X(COUNT_UNREADABLE, "SELECT count(*) FROM records r CROSS JOIN files f"                        \
                        " ON f.record = r.record WHERE r.readable = 0 AND f.gone_at IS NULL")      \
    X(COUNT_OPEN,       "SELECT fingerprint, severity FROM findings WHERE resolved_at IS NULL"     \
                        " ORDER BY fingerprint")                                                   \
                                                                                                   \
    X(WORD_GET, "SELECT value FROM words WHERE name = ?")                                          \
    X(WORD_PUT, "INSERT INTO words VALUES (?, ?)"                                                  \
                " ON CONFLICT (name) DO UPDATE SET value = excluded.value")                        \
    X(OLD_FILES,      "SELECT file, coalesce(record, 0) FROM files WHERE gone_at < ? LIMIT ?")     \
    X(FILE_DROP,      "DELETE FROM files WHERE file = ?")                                          \
    X(OLD_FINDINGS,   "SELECT finding, fingerprint FROM findings WHERE resolved_at < ? LIMIT ?")   \
    X(FINDING_DROP,   "DELETE FROM findings WHERE finding = ?")                                    \
    X(ALERT_DROP,     "DELETE FROM alerts WHERE fingerprint = ?1 AND held IS NULL"                 \
                      " AND NOT EXISTS (SELECT 1 FROM findings WHERE fingerprint = ?1)")           \
    X(OLD_RECORDS,    "SELECT record FROM records WHERE unused = 1 AND read_at < ? LIMIT ?")       \
    X(OLD_EVENTS,     "SELECT seq FROM outbox WHERE seq <= ? AND at < ? ORDER BY seq LIMIT ?")     \
    X(EVENT_DROP,     "DELETE FROM outbox WHERE seq = ?")
// clang-format on

enum statement {
#define X(name, sql) STATEMENT_##name,
    STATEMENTS(X)
#undef X
        STATEMENT_COUNT
};
