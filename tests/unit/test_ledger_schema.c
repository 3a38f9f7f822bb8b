/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ledger's schema is accepted by SQLite, and its constraints bite. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"

#include <sqlite3.h>
#include <stdio.h>

static void read_whole(const char *path, struct buf *out)
{
    FILE *f = fopen(path, "re");
    assert_non_null(f);
    char part[4096];
    for (size_t n; (n = fread(part, 1, sizeof part, f)) > 0;)
        buf_add(out, part, n);
    fclose(f);
}

static int run(sqlite3 *db, const char *sql)
{
    return sqlite3_exec(db, sql, NULL, NULL, NULL);
}

static int64_t ask(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *s = NULL;
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &s, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(s), SQLITE_ROW);
    int64_t v = sqlite3_column_int64(s, 0);
    sqlite3_finalize(s);
    return v;
}

#define ACCEPTED(db, sql) assert_int_equal(run((db), (sql)), SQLITE_OK)
#define REFUSED(db, sql)  assert_int_equal(run((db), (sql)), SQLITE_CONSTRAINT)

static int begin(void **state)
{
    sqlite3 *db = NULL;
    struct buf schema _cleanup_buf_ = {0};
    read_whole("daemon/ledger/schema.sql", &schema);
    char *error = NULL;
    if (sqlite3_open(":memory:", &db) != SQLITE_OK || run(db, "PRAGMA foreign_keys = ON") ||
        sqlite3_exec(db, schema.at, NULL, NULL, &error) != SQLITE_OK) {
        print_error("schema.sql: %s\n", error ? error : "cannot open");
        return -1;
    }
    ACCEPTED(
        db,
        "INSERT INTO runs VALUES (1, '7f3a', '0.1.0', 1000, NULL);"
        "INSERT INTO packs VALUES (1, 'general', '1', zeroblob(32));"
        "INSERT INTO roots (root, path) VALUES (1, x'2f73');"
        "INSERT INTO files (file, root, path, inode, size, mtime_ns, ctime_ns, mode, owner, links)"
        " VALUES (1, 1, x'61', 7, 10, 1, 1, 420, 0, 1);"
        "INSERT INTO cases (case_id, key) VALUES (1, '7.4.2-2019:830')");
    *state = db;
    return 0;
}

static int end(void **state)
{
    return sqlite3_close(*state) == SQLITE_OK ? 0 : -1;
}

#define FINDING                                                                                    \
    "INSERT INTO findings (finding, fingerprint, pack, rule, anchor, file, verdict, severity,"     \
    " message_en, opened_at) VALUES "
#define OUTBOX "INSERT INTO outbox (seq, run, type, severity, at, finding, body) VALUES "

static void it_knows_itself(void **state)
{
    assert_int_equal(ask(*state, "PRAGMA application_id"), 0x64756c79);
    assert_int_equal(ask(*state, "PRAGMA user_version"), 1);
    assert_int_equal(ask(*state, "SELECT count(*) FROM sqlite_schema WHERE type = 'table'"
                                 " AND name NOT LIKE 'sqlite_%' AND sql NOT LIKE '%STRICT%'"),
                     0);
}

static void types_are_strict(void **state)
{
    REFUSED(*state, "INSERT INTO runs VALUES (2, '0000', '1', 'yesterday', NULL)");
    REFUSED(*state, "INSERT INTO roots (path) VALUES ('text')");
}

static void references_must_lead_somewhere(void **state)
{
    REFUSED(*state, FINDING "(1, 1, 9, 'r', '', 1, 'fail', 'error', 'm', 5)");
    REFUSED(*state, FINDING "(1, 1, 1, 'r', '', 9, 'fail', 'error', 'm', 5)");
    REFUSED(*state, "INSERT INTO case_files VALUES (9, 1, 'agreement', '')");
    REFUSED(*state, OUTBOX "(NULL, 9, 'START', 'notice', 5, NULL, '{}')");
    REFUSED(*state, "DELETE FROM roots");
}

static void words_are_of_their_lists(void **state)
{
    REFUSED(*state, FINDING "(1, 1, 1, 'r', '', 1, 'pass', 'error', 'm', 5)");
    REFUSED(*state, FINDING "(1, 1, 1, 'r', '', 1, 'fail', 'fatal', 'm', 5)");
    ACCEPTED(*state, FINDING "(1, 1, 1, 'r', '', 1, 'unknown', 'error', 'm', 5)");
}

static void a_finding_is_there_once(void **state)
{
    ACCEPTED(*state, FINDING "(1, -1, 1, 'r', '', 1, 'fail', 'error', 'm', 5)");
    REFUSED(*state, FINDING "(2, -1, 1, 'r', '', 1, 'fail', 'error', 'm', 5)");
    REFUSED(*state, "UPDATE findings SET resolved_at = 4");
    ACCEPTED(*state, "UPDATE findings SET resolved_at = 5");
}

static void a_record_is_of_bytes_reader_and_probes(void **state)
{
    static const char insert[] = "INSERT INTO records (content, reader, probes, packed, read_at)"
                                 " VALUES (zeroblob(32), 1, zeroblob(32), x'00', 5)";
    ACCEPTED(*state, insert);
    REFUSED(*state, insert);
    REFUSED(*state, "INSERT INTO records (content, reader, probes, packed, read_at)"
                    " VALUES (zeroblob(31), 1, zeroblob(32), x'00', 5)");
    REFUSED(*state, "INSERT INTO records (content, reader, probes, read_at)"
                    " VALUES (zeroblob(32), 2, zeroblob(32), 5)");
    ACCEPTED(*state, "INSERT INTO records (content, reader, probes, unread, read_at)"
                     " VALUES (zeroblob(32), 2, zeroblob(32), 'crashed', 5)");
}

static void seq_is_unique_and_rises(void **state)
{
    ACCEPTED(*state, OUTBOX "(NULL, 1, 'START', 'notice', 5, NULL, '{}')");
    ACCEPTED(*state, OUTBOX "(NULL, 1, 'SCAN_DONE', 'info', 5, NULL, '{}')");
    assert_int_equal(ask(*state, "SELECT max(seq) FROM outbox"), 2);
    REFUSED(*state, OUTBOX "(2, 1, 'STOP', 'notice', 5, NULL, '{}')");
    REFUSED(*state, OUTBOX "(1, 1, 'STOP', 'notice', 5, NULL, '{}')");
    ACCEPTED(*state, "DELETE FROM outbox");
    ACCEPTED(*state, OUTBOX "(NULL, 1, 'STOP', 'notice', 5, NULL, '{}')");
    assert_int_equal(ask(*state, "SELECT max(seq) FROM outbox"), 3);
}

static void an_event_of_a_finding_needs_it(void **state)
{
    REFUSED(*state, OUTBOX "(NULL, 1, 'FINDING_OPENED', 'error', 5, NULL, '{}')");
    REFUSED(*state, OUTBOX "(NULL, 1, 'FINDING_OPENED', 'error', 5, 1, '{}')");
    ACCEPTED(*state, FINDING "(1, 1, 1, 'r', '', 1, 'fail', 'error', 'm', 5)");
    REFUSED(*state, OUTBOX "(NULL, 1, 'START', 'notice', 5, 1, '{}')");
    ACCEPTED(*state, OUTBOX "(NULL, 1, 'FINDING_OPENED', 'error', 5, 1, '{}')");
    REFUSED(*state, "DELETE FROM findings");
}

/* The change and its event are one transaction: neither is there without the other. */
static void a_change_and_its_event_are_one(void **state)
{
    ACCEPTED(*state, "BEGIN;" FINDING "(1, 1, 1, 'r', '', 1, 'fail', 'error', 'm', 5)");
    REFUSED(*state, OUTBOX "(NULL, 1, 'FINDING_OPENED', 'shout', 5, 1, '{}')");
    ACCEPTED(*state, "ROLLBACK");
    assert_int_equal(ask(*state, "SELECT count(*) FROM findings"), 0);
}

static void evidence_stays(void **state)
{
    ACCEPTED(*state, "INSERT INTO evidence (content, case_id, obligation, seen_at, seen_by, path)"
                     " VALUES (zeroblob(32), 1, 'interim-report', 5, 'watch', x'61')");
    REFUSED(*state, "UPDATE evidence SET seen_at = 4");
    REFUSED(*state, "DELETE FROM evidence");
}

static void an_outlet_never_goes_back(void **state)
{
    ACCEPTED(*state, "INSERT INTO outlets (outlet, sent) VALUES ('syslog', 5)");
    REFUSED(*state, "UPDATE outlets SET sent = 4");
    ACCEPTED(*state, "UPDATE outlets SET sent = 6");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(it_knows_itself),
        TEST(types_are_strict),
        TEST(references_must_lead_somewhere),
        TEST(words_are_of_their_lists),
        TEST(a_finding_is_there_once),
        TEST(a_record_is_of_bytes_reader_and_probes),
        TEST(seq_is_unique_and_rises),
        TEST(an_event_of_a_finding_needs_it),
        TEST(a_change_and_its_event_are_one),
        TEST(evidence_stays),
        TEST(an_outlet_never_goes_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
