/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ledger's schema is accepted by SQLite, its constraints bite, and every statement that is put
   to it finds its rows by an index. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "ledger/statements.h"

#include <sqlite3.h>

static const char schema[] =
#include "ledger_schema.h"
    ;

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

#define FILE_(n, path)                                                                             \
    "INSERT INTO files VALUES (" n ", 1, " path ", NULL, 7, 10, 0, 1, 1, 420, 0, 0, 1, 0, NULL,"   \
    " 0, 0, NULL, NULL);"
#define FINDING(values)                                                                            \
    "INSERT INTO findings (file, matter, pack, rule, verdict, severity, message_en,"               \
    " message_sv, page, line, \"column\", words, kind, record_case, record_key, state, waiver,"    \
    " anchor, opened_at) VALUES (" values ", 'm', '', 0, 0, 0, '', '', '', '', '', '', '', 5)"
#define OUTBOX "INSERT INTO outbox (seq, type, severity, at, body) VALUES "

static int begin(void **state)
{
    sqlite3 *db = NULL;
    char *error = NULL;
    if (sqlite3_open(":memory:", &db) != SQLITE_OK || run(db, "PRAGMA foreign_keys = ON") ||
        sqlite3_exec(db, schema, NULL, NULL, &error) != SQLITE_OK) {
        print_error("schema.sql: %s\n", error ? error : "cannot open");
        return -1;
    }
    ACCEPTED(db, "INSERT INTO roots VALUES (1, x'2f73');"
                 "INSERT INTO contents VALUES (1, 0, zeroblob(32)); INSERT INTO matters VALUES (1, "
                 "-1);" FILE_("1", "x'61'"));
    *state = db;
    return 0;
}

static int end(void **state)
{
    return sqlite3_close(*state) == SQLITE_OK ? 0 : -1;
}

static void it_knows_itself(void **state)
{
    assert_int_equal(ask(*state, "PRAGMA application_id"), 0x64756c79);
    assert_int_equal(ask(*state, "SELECT count(*) FROM sqlite_schema WHERE type = 'table'"
                                 " AND name NOT LIKE 'sqlite_%' AND sql NOT LIKE '%STRICT%'"),
                     0);
}

static void types_are_strict(void **state)
{
    REFUSED(*state, "INSERT INTO roots (path) VALUES ('text')");
    REFUSED(*state, OUTBOX "(NULL, 'START', 'notice', 'yesterday', '{}')");
    REFUSED(*state, "INSERT INTO judgings (digest) VALUES (zeroblob(31))");
}

static void references_must_lead_somewhere(void **state)
{
    REFUSED(*state, FINDING("9, 1, 'p', 'r', 'fail', 'error'"));
    REFUSED(*state, FINDING("1, 9, 'p', 'r', 'fail', 'error'"));
    REFUSED(*state, "UPDATE files SET record = 9");
    REFUSED(*state, "INSERT INTO sightings VALUES (9, 5, 'scan', x'61')");
    REFUSED(*state, "INSERT INTO records (content, format, reading, readable, read_at, packed)"
                    " VALUES (1, 'text', 9, 1, 5, x'00')");
    REFUSED(*state, "DELETE FROM roots");
}

static void words_are_of_their_lists(void **state)
{
    REFUSED(*state, FINDING("1, 1, 'p', 'r', 'pass', 'error'"));
    REFUSED(*state, FINDING("1, 1, 'p', 'r', 'fail', 'fatal'"));
    ACCEPTED(*state, FINDING("1, 1, 'p', 'r', 'unknown', 'error'"));
}

static void a_finding_is_there_once_in_a_file(void **state)
{
    ACCEPTED(*state, FILE_("2", "x'62'"));
    ACCEPTED(*state, FINDING("1, 1, 'p', 'r', 'fail', 'error'"));
    REFUSED(*state, FINDING("1, 1, 'p', 'r', 'fail', 'error'"));
    ACCEPTED(*state, FINDING("2, 1, 'p', 'r', 'fail', 'error'"));
    ACCEPTED(*state, "DELETE FROM files WHERE file = 1");
    assert_int_equal(ask(*state, "SELECT count(*) FROM findings"), 1);
}

static void a_path_is_there_once(void **state)
{
    REFUSED(*state, FILE_("2", "x'61'"));
    REFUSED(*state, FILE_("2", "x''"));
    ACCEPTED(*state, "UPDATE files SET gone_at = 5");
    ACCEPTED(*state, FILE_("2", "x'61'"));
}

static void a_record_is_readable_once(void **state)
{
    static const char readable[] =
        "INSERT INTO records (content, format, reading, readable, read_at, packed)"
        " VALUES (1, 'text', 1, 1, 5, x'00')";
    static const char unread[] =
        "INSERT INTO records (content, format, reading, readable, read_at, packed)"
        " VALUES (1, 'text', 1, 0, 5, x'00')";
    ACCEPTED(*state, "INSERT INTO readings VALUES (1, 1, zeroblob(32))");
    ACCEPTED(*state, readable);
    REFUSED(*state, readable);
    ACCEPTED(*state, unread);
    ACCEPTED(*state, unread);
}

static void seq_is_unique_and_rises(void **state)
{
    ACCEPTED(*state, OUTBOX "(2, 'START', 'notice', 5, '{}')");
    ACCEPTED(*state, OUTBOX "(4, 'SCAN_DONE', 'info', 5, '{}')");
    REFUSED(*state, OUTBOX "(4, 'STOP', 'notice', 5, '{}')");
    REFUSED(*state, OUTBOX "(3, 'STOP', 'notice', 5, '{}')");
    ACCEPTED(*state, "UPDATE outlets SET sent = 4");
    ACCEPTED(*state, "DELETE FROM outbox");
    REFUSED(*state, OUTBOX "(4, 'STOP', 'notice', 5, '{}')");
    ACCEPTED(*state, OUTBOX "(5, 'STOP', 'notice', 5, '{}')");
}

static void an_event_stays_until_it_is_sent(void **state)
{
    ACCEPTED(*state, OUTBOX "(1, 'START', 'notice', 5, '{}'), (2, 'STOP', 'notice', 5, '{}')");
    REFUSED(*state, "UPDATE outbox SET body = ''");
    REFUSED(*state, "DELETE FROM outbox WHERE seq = 1");
    ACCEPTED(*state, "UPDATE outlets SET sent = 1");
    ACCEPTED(*state, "DELETE FROM outbox WHERE seq = 1");
    REFUSED(*state, "DELETE FROM outbox WHERE seq = 2");
    REFUSED(*state, "UPDATE outlets SET sent = 0");
}

static void sightings_stay(void **state)
{
    ACCEPTED(*state, "INSERT INTO sightings VALUES (1, 5, 'scan', x'61')");
    REFUSED(*state, "UPDATE sightings SET at = 4");
    REFUSED(*state, "DELETE FROM sightings");
    ACCEPTED(*state, "INSERT OR REPLACE INTO sightings VALUES (1, 4, 'scan', x'61')");
    assert_int_equal(ask(*state, "SELECT at FROM sightings"), 5);
}

/* The change and its event are one transaction: neither is there without the other. */
static void a_change_and_its_event_are_one(void **state)
{
    ACCEPTED(*state, "BEGIN");
    ACCEPTED(*state, FINDING("1, 1, 'p', 'r', 'fail', 'error'"));
    REFUSED(*state, OUTBOX "(1, 'FINDING_OPENED', 'shout', 5, '{}')");
    ACCEPTED(*state, "ROLLBACK");
    assert_int_equal(ask(*state, "SELECT count(*) FROM findings"), 0);
}

/* ---- statements ---- */

static const struct {
    const char *name, *sql;
} statements[] = {
#define X(name, sql) {#name, sql},
    STATEMENTS(X)
#undef X
};

/* These see all rows of what they ask for, or lie in a table of a few rows; a new root or reading
   looks for rows that wait for it only if there are some. */
static bool may_scan(const char *name)
{
    static const char *const names[] = {"ROOTS",
                                        "ROOT_ADD",
                                        "READING_ADD",
                                        "CONTENT_ADD",
                                        "FILES",
                                        "SIGHTINGS",
                                        "HELD",
                                        "HELD_LAST",
                                        "COUNT_FILES",
                                        "COUNT_OPEN",
                                        "COUNT_UNREADABLE",
                                        "LAST_SEQ",
                                        "SEQ_RAISE",
                                        "SEQ_BEGIN"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

/* The findings of one file, or of one fingerprint. */
static bool may_sort(const char *name)
{
    return strcmp(name, "ALERT_FINDING") == 0 || strcmp(name, "FINDINGS") == 0;
}

static void every_statement_finds_its_rows_by_an_index(void **state)
{
    for (size_t i = 0; i < sizeof statements / sizeof *statements; i++) {
        struct buf sql _cleanup_buf_ = {0};
        sqlite3_stmt *s = NULL;
        buf_printf(&sql, "EXPLAIN QUERY PLAN %s", statements[i].sql);
        if (sqlite3_prepare_v2(*state, sql.at, -1, &s, NULL) != SQLITE_OK)
            fail_msg("%s: %s", statements[i].name, sqlite3_errmsg(*state));
        while (sqlite3_step(s) == SQLITE_ROW) {
            const char *step = (const char *)sqlite3_column_text(s, 3);
            if (strstr(step, "SCAN") && !strstr(step, "CONSTANT ROW") &&
                !may_scan(statements[i].name))
                fail_msg("%s: %s", statements[i].name, step);
            if (strstr(step, "TEMP B-TREE") && !may_sort(statements[i].name))
                fail_msg("%s sorts: %s", statements[i].name, step);
        }
        sqlite3_finalize(s);
    }
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(it_knows_itself),
        TEST(types_are_strict),
        TEST(references_must_lead_somewhere),
        TEST(words_are_of_their_lists),
        TEST(a_finding_is_there_once_in_a_file),
        TEST(a_path_is_there_once),
        TEST(a_record_is_readable_once),
        TEST(seq_is_unique_and_rises),
        TEST(an_event_stays_until_it_is_sent),
        TEST(sightings_stay),
        TEST(a_change_and_its_event_are_one),
        TEST(every_statement_finds_its_rows_by_an_index),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
