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
    "pack, rule, verdict, severity, message_en, message_sv, page, line, \"column\","               \
    " words, kind, record_case, record_key, state, due, waiver, anchor"
#define FINDING_WHOLE                                                                              \
    "SELECT fingerprint, " FINDING_COLUMNS ", file FROM matters CROSS JOIN findings"               \
    " USING (matter) "
#define ALERT_COLUMNS                                                                              \
    "rule, said, held, held_why, changes, changes_since, quiet_until, remind_at, repeat"
#define ALERT_WHOLE "SELECT fingerprint, " ALERT_COLUMNS " FROM alerts JOIN matters USING (matter) "

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
    X(CONTENT_FIND,  "SELECT content FROM contents WHERE head = ? AND digest = ?")                 \
    X(CONTENT_ADD,   "INSERT INTO contents (head, digest) VALUES (?, ?) RETURNING content")        \
    X(RECORD_FIND,   "SELECT record FROM records WHERE content = ? AND format = ? AND reading = ?" \
                     " AND readable = 1")                                                          \
    X(RECORD_ADD,    "INSERT INTO records (content, format, reading, readable, read_at, packed)"   \
                     " VALUES (?, ?, ?, ?, ?, ?) RETURNING record")                                \
    X(RECORD_GET,    "SELECT digest, format, probes, packed FROM records JOIN readings"            \
                     " USING (reading) JOIN contents USING (content) WHERE record = ?")            \
    X(RECORD_STATE,  "SELECT readable, reading FROM records WHERE record = ?")                     \
    X(RECORD_READER, "SELECT reader FROM readings WHERE reading = ?")                              \
    X(RECORD_HAD,    "SELECT 1 FROM files WHERE record = ? LIMIT 1")                               \
    X(RECORD_USED,   "UPDATE records SET unused = ? WHERE record = ? AND unused <> ?")             \
    X(RECORD_REMOVE, "DELETE FROM records WHERE record = ?")                                       \
    X(SIGHT,         "INSERT INTO sightings VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING")           \
    X(SIGHTING,      "SELECT digest, at, by, path FROM sightings JOIN contents USING (content)"    \
                     " WHERE content = ?")                                                         \
    X(SIGHTINGS,     "SELECT digest, at, by, path FROM sightings JOIN contents USING (content)"    \
                     " ORDER BY content")                                                          \
                                                                                                   \
    X(MATTER_FIND,     "SELECT matter FROM matters WHERE fingerprint = ?")                         \
    X(MATTER_ADD,      "INSERT INTO matters (fingerprint) VALUES (?) RETURNING matter")            \
    X(FINDINGS,        "SELECT fingerprint, " FINDING_COLUMNS " FROM findings JOIN matters"        \
                       " USING (matter) WHERE file = ? AND resolved_at IS NULL ORDER BY finding")  \
    X(FINDING_OPEN,    "INSERT INTO findings (" FINDING_COLUMNS ", file, matter, opened_at)"       \
                       " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"      \
                       " ON CONFLICT (file, matter) DO UPDATE SET (" FINDING_COLUMNS               \
                       ", opened_at, resolved_at) = (excluded.pack,"                               \
                       " excluded.rule, excluded.verdict, excluded.severity, excluded.message_en," \
                       " excluded.message_sv, excluded.page, excluded.line, excluded.\"column\","  \
                       " excluded.words, excluded.kind, excluded.record_case,"                     \
                       " excluded.record_key, excluded.state, excluded.due, excluded.waiver,"      \
                       " excluded.anchor, excluded.opened_at, NULL)")                              \
    X(FINDING_CHANGE,  "UPDATE findings SET (" FINDING_COLUMNS ") = (?1, ?2, ?3, ?4, ?5, ?6, ?7,"  \
                       " ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)"                          \
                       " WHERE file = ?18 AND matter = ?19 AND resolved_at IS NULL"                \
                       " AND (" FINDING_COLUMNS ") IS NOT (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9,"    \
                       " ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)")                                 \
    X(FINDING_RESOLVE, "UPDATE findings SET resolved_at = ? WHERE file = ? AND matter = ?"         \
                       " AND resolved_at IS NULL")                                                 \
    X(OPEN_MATTERS,    "SELECT matter FROM findings WHERE file = ? AND resolved_at IS NULL")       \
    X(OPEN_SEVERITIES, "SELECT severity FROM findings WHERE matter = ? AND resolved_at IS NULL")   \
    X(OPEN_ELSEWHERE,  "SELECT 1 FROM findings WHERE matter = (SELECT matter FROM matters"         \
                       " WHERE fingerprint = ?) AND file <> ? AND resolved_at IS NULL LIMIT 1")    \
                                                                                                   \
    X(ALERT_GET,     ALERT_WHOLE "WHERE fingerprint = ?")                                          \
    X(ALERT_PUT,     "INSERT INTO alerts (" ALERT_COLUMNS ", matter, held_rank, held_turn)"        \
                     " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"                                \
                     " ON CONFLICT (matter) DO UPDATE SET (" ALERT_COLUMNS                         \
                     ", held_rank, held_turn) = (excluded.rule,"                                   \
                     " excluded.said, excluded.held, excluded.held_why, excluded.changes,"         \
                     " excluded.changes_since, excluded.quiet_until, excluded.remind_at,"          \
                     " excluded.repeat, excluded.held_rank,"                                       \
                     " iif(alerts.held IS NULL, excluded.held_turn, alerts.held_turn))")           \
    X(ALERTS_NEXT,   "SELECT min(quiet_until), (SELECT min(remind_at) FROM alerts"                 \
                     " WHERE remind_at IS NOT NULL) FROM alerts WHERE quiet_until IS NOT NULL")    \
    X(ALERTS_DUE,    ALERT_WHOLE "WHERE quiet_until <= ?1 OR remind_at <= ?1 LIMIT ?2")            \
    X(ALERTS_QUIET,  "UPDATE alerts SET quiet_until = ?1 WHERE quiet_until > ?1")                   \
    X(ALERTS_REMIND, "UPDATE alerts SET remind_at = ?1 WHERE remind_at > ?1")                      \
    X(ALERT_FINDING, FINDING_WHOLE "WHERE fingerprint = ?"                                         \
                     " ORDER BY resolved_at IS NOT NULL, resolved_at DESC, finding LIMIT 1")       \
    X(HELD,          "SELECT rule, held, held_why, count(*), max(held_rank) FROM alerts"           \
                     " WHERE held IS NOT NULL GROUP BY rule, held, held_why")                      \
    X(HELD_EXAMPLES, "SELECT fingerprint FROM alerts CROSS JOIN matters USING (matter)"            \
                     " WHERE rule = ? AND held = ? AND held_why = ? ORDER BY held_turn LIMIT ?")   \
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
    X(COUNT_OPEN,       "SELECT matter, severity FROM findings WHERE resolved_at IS NULL"          \
                        " ORDER BY matter")                                                        \
                                                                                                   \
    X(WORD_GET, "SELECT value FROM words WHERE name = ?")                                          \
    X(WORD_PUT, "INSERT INTO words VALUES (?, ?)"                                                  \
                " ON CONFLICT (name) DO UPDATE SET value = excluded.value")                        \
    X(OLD_FILES,      "SELECT file, coalesce(record, 0) FROM files WHERE gone_at < ? LIMIT ?")     \
    X(FILE_DROP,      "DELETE FROM files WHERE file = ?")                                          \
    X(OLD_FINDINGS,   "SELECT finding, matter FROM findings WHERE resolved_at < ? LIMIT ?")        \
    X(FINDING_DROP,   "DELETE FROM findings WHERE finding = ?")                                    \
    X(ALERT_DROP,     "DELETE FROM alerts WHERE matter = ?1 AND held IS NULL"                      \
                      " AND NOT EXISTS (SELECT 1 FROM findings WHERE matter = ?1)")                \
    X(MATTER_DROP,    "DELETE FROM matters WHERE matter = ?1"                                      \
                      " AND NOT EXISTS (SELECT 1 FROM findings WHERE matter = ?1)"                 \
                      " AND NOT EXISTS (SELECT 1 FROM alerts WHERE matter = ?1)")                  \
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
