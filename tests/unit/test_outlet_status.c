/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `duly status`: what the daemon answers, the same for people, and that a stranger's answer harms
   nobody. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/visible.h"
#include "outlet/json.h"
#include "outlet/status.h"

#define MORNING 1634367907 /* 2021-10-16 09:05:07 in Stockholm */

static const struct span packs[] = {SPAN("general 1.0.0"), SPAN("se.samverkan 1.2.0")};
static const struct span ids[] = {SPAN("general"), SPAN("se.samverkan")};

static struct status_view well(void)
{
    static const struct status_root roots[] = {
        {.path = SPAN("/srv/a"), .state = "watched", .documents = 1, .packs = ids, .pack_count = 2},
        {.path = SPAN("/srv/b\n"), .state = "polled", .documents = 20}};
    return (struct status_view){
        .version = "0.1.0",
        .pid = 812,
        .at = clock_moment(MORNING),
        .since = clock_moment(MORNING - 3600),
        .revision = "r41c9",
        .packs = packs,
        .pack_count = 2,
        .roots = roots,
        .root_count = 2,
        .findings = {[SEVERITY_CRITICAL] = 1, [SEVERITY_WARNING] = 12},
        .documents = 21,
        .next_due = MORNING + 86400,
        .synced = true,
        .last_seq = 1842,
        .syslog_stalled = INSTANT_NEVER,
        .ledger = SPAN("/var/lib/duly/ledger.db"),
        .folders = 3,
        .watches = 2,
        .polled = 1,
        .watches_allowed = 65536,
        .longest_ms = 12,
    };
}

static struct status_view ill(void)
{
    static const struct status_root roots[] = {
        {.path = SPAN("/srv/a"), .state = "watched", .documents = 1},
        {.path = SPAN("/srv/b"), .state = "gone", .documents = 20}};
    struct status_view v = well();
    v.roots = roots;
    v.rules_rejected = SPAN("pack.yaml:3:1: unknown key \x1b");
    v.unreadable = 2;
    v.pending = 300;
    v.unsettled = 1;
    v.unsent = 1;
    v.syslog_stalled = MORNING - 60;
    v.ledger = NO_SPAN;
    v.unreadable_folders = 1;
    v.missed = 4;
    v.overflows = 2;
    v.next_due = INSTANT_NEVER;
    v.watches_allowed = 0;
    memset(v.findings, 0, sizeof v.findings);
    v.synced = false;
    return v;
}

static cJSON *answer(const struct status_view *v)
{
    struct buf b _cleanup_buf_ = {0};
    status_json(v, &b);
    cJSON *json = cJSON_Parse(b.at);
    assert_non_null(json);
    return json;
}

static void check(const cJSON *json, const char *key, const char *expected)
{
    char *text = cJSON_PrintUnformatted(cJSON_GetObjectItem(json, key));
    assert_non_null(text);
    assert_string_equal(text, expected);
    cJSON_free(text);
}

static void the_answer_of_one_that_is_well(void **state)
{
    (void)state;
    struct status_view v = well();
    cJSON *json _cleanup_json_ = answer(&v);
    check(json, "duly", "1");
    check(json, "command", "\"status\"");
    check(json, "version", "\"0.1.0\"");
    check(json, "pid", "812");
    check(json, "at", "\"2021-10-16T09:05:07+02:00\"");
    check(json, "since", "\"2021-10-16T08:05:07+02:00\"");
    check(json, "synced", "true");
    check(json, "findings", "{\"critical\":1,\"error\":0,\"warning\":12,\"notice\":0,\"info\":0}");
    check(json, "next_due", "\"2021-10-17T09:05:07+02:00\"");
    check(json, "documents", "21");
    check(json, "unreadable", "0");
    check(json, "pending", "0");
    check(json, "unsettled", "0");
    check(json, "roots",
          "[{\"path\":\"/srv/a\",\"state\":\"watched\",\"documents\":1,"
          "\"packs\":[\"general\",\"se.samverkan\"]},"
          "{\"path\":\"/srv/b\\\\x0a\",\"state\":\"polled\",\"documents\":20,\"packs\":[]}]");
    check(json, "rules",
          "{\"revision\":\"r41c9\",\"packs\":[\"general 1.0.0\",\"se.samverkan 1.2.0\"],"
          "\"rejected\":null}");
    check(json, "last_seq", "1842");
    check(json, "unsent", "0");
    check(json, "syslog", "{\"state\":\"ok\",\"since\":null}");
    check(json, "ledger", "\"/var/lib/duly/ledger.db\"");
    check(json, "watches",
          "{\"folders\":3,\"watches\":2,\"allowed\":65536,\"polled\":1,\"unreadable\":0,"
          "\"missed\":0,\"overflows\":0}");
    check(json, "loop", "{\"longest_ms\":12}");
}

static void the_answer_of_one_that_is_not(void **state)
{
    (void)state;
    struct status_view v = ill();
    cJSON *json _cleanup_json_ = answer(&v);
    check(json, "synced", "false");
    check(json, "next_due", "null");
    check(json, "rules",
          "{\"revision\":\"r41c9\",\"packs\":[\"general 1.0.0\",\"se.samverkan 1.2.0\"],"
          "\"rejected\":\"pack.yaml:3:1: unknown key \\\\x1b\"}");
    check(json, "syslog", "{\"state\":\"stalled\",\"since\":\"2021-10-16T09:04:07+02:00\"}");
    check(json, "ledger", "\"in memory\"");
    check(json, "watches",
          "{\"folders\":3,\"watches\":2,\"allowed\":null,\"polled\":1,\"unreadable\":1,"
          "\"missed\":4,\"overflows\":2}");
}

static void check_text(const struct status_view *v, enum language l, const char *expected)
{
    struct buf json _cleanup_buf_ = {0}, text _cleanup_buf_ = {0};
    status_json(v, &json);
    assert_true(status_text(buf_peek(&json), l, &text));
    assert_string_equal(text.at, expected);
}

static void for_people(void **state)
{
    (void)state;
    struct status_view v = well();
    check_text(&v, LANGUAGE_ENGLISH,
               "findings      1 critical, 12 warning\n"
               "next due      2021-10-17T09:05:07+02:00\n"
               "documents     21\n"
               "roots         /srv/a: watched, 1 document; general, se.samverkan\n"
               "              /srv/b\\x0a: polled, 20 documents\n"
               "rules         r41c9: general 1.0.0, se.samverkan 1.2.0\n"
               "events        1842 said\n"
               "ledger        /var/lib/duly/ledger.db\n"
               "watched       3 folders, 2 watches of 65536, 1 looked at now and then\n"
               "longest step  12 ms\n"
               "daemon        duly 0.1.0, process 812, since 2021-10-16T08:05:07+02:00\n");
    check_text(&v, LANGUAGE_SWEDISH,
               "anmärkningar  1 critical, 12 warning\n"
               "nästa frist   2021-10-17T09:05:07+02:00\n"
               "dokument      21\n"
               "rötter        /srv/a: bevakas, 1 dokument; general, se.samverkan\n"
               "              /srv/b\\x0a: genomsöks då och då, 20 dokument\n"
               "regler        r41c9: general 1.0.0, se.samverkan 1.2.0\n"
               "händelser     1842 sagda\n"
               "liggare       /var/lib/duly/ledger.db\n"
               "bevakning     3 mappar, 2 bevakningar av 65536, 1 genomsöks då och då\n"
               "längsta steg  12 ms\n"
               "tjänst        duly 0.1.0, process 812, sedan 2021-10-16T08:05:07+02:00\n");
}

static void what_is_wrong_comes_first(void **state)
{
    (void)state;
    struct status_view v = ill();
    check_text(&v, LANGUAGE_ENGLISH,
               "! /srv/b is gone: what is known of it stays as it was, and nothing new is seen\n"
               "! the rules on disk are faulty, the last good ones are in force: pack.yaml:3:1: "
               "unknown key \\x1b\n"
               "! the system log has taken nothing since 2021-10-16T09:04:07+02:00, 1 event waits\n"
               "! 2 documents could not be read\n"
               "! 1 folder cannot be opened\n"
               "! 4 changes were found by comparing only: nothing had announced them\n"
               "! the ledger is in memory: a restart says everything again\n"
               "findings      none\n"
               "next due      none\n"
               "documents     21, 2 unreadable, 300 to be read, 1 being written\n"
               "roots         /srv/b: gone, 20 documents\n"
               "              /srv/a: watched, 1 document\n"
               "rules         r41c9: general 1.0.0, se.samverkan 1.2.0\n"
               "events        1842 said, 1 event waits\n"
               "ledger        in memory\n"
               "watched       3 folders, 2 watches, 1 looked at now and then, 2 overflows\n"
               "longest step  12 ms\n"
               "daemon        duly 0.1.0, process 812, since 2021-10-16T08:05:07+02:00\n");
}

/* ---- the dump ---- */

static const struct dump_finding faults[] = {
    {.fingerprint = 0x9f2c0a7d5e3b1c84,
     .rule = SPAN("general.dates"),
     .severity = SEVERITY_ERROR,
     .place = {.line = 12}},
    {.fingerprint = 1, .rule = SPAN("a.b"), .severity = SEVERITY_INFO, .place = {.page = 3}},
    {.fingerprint = 2, .rule = SPAN("a.c"), .severity = SEVERITY_NOTICE}};

static const struct dump_file files[] = {
    {.path = SPAN("/srv/b.txt"), .identity = {.inode = UINT64_MAX, .mtime_ns = -1}},
    {.path = SPAN("/srv/a\n.txt"),
     .identity = {.inode = 7,
                  .size = 8100,
                  .mtime_ns = 1634367907000000001,
                  .ctime_ns = 1634367907123456789},
     .content = {.bytes = {0xab}},
     .readable = true,
     .kind = SPAN("agreement"),
     .findings = faults,
     .finding_count = 3},
    {.path = SPAN("/srv/a-0.txt"), .readable = true}};

static void a_dump_is_in_order_of_paths(void **state)
{
    struct buf json _cleanup_buf_ = {0};
    (void)state;
    dump_json(files, 3, true, &json);
    assert_string_equal(
        json.at,
        "{\"duly\":1,\"command\":\"status\",\"synced\":true,\"files\":[\n"
        "{\"path\":\"/srv/a\\\\x0a.txt\",\"identity\":{\"inode\":7,\"size\":8100,"
        "\"mtime\":\"1634367907.000000001\",\"ctime\":\"1634367907.123456789\"},"
        "\"sha256\":\"ab00000000000000000000000000000000000000000000000000000000000000\","
        "\"readable\":true,\"kind\":\"agreement\",\"findings\":["
        "{\"id\":\"9f2c0a7d5e3b1c84\",\"rule\":\"general.dates\",\"severity\":\"error\","
        "\"line\":12,\"page\":null},"
        "{\"id\":\"0000000000000001\",\"rule\":\"a.b\",\"severity\":\"info\",\"line\":null,"
        "\"page\":3},"
        "{\"id\":\"0000000000000002\",\"rule\":\"a.c\",\"severity\":\"notice\",\"line\":null,"
        "\"page\":null}]},\n"
        "{\"path\":\"/srv/a-0.txt\",\"identity\":{\"inode\":0,\"size\":0,"
        "\"mtime\":\"0.000000000\",\"ctime\":\"0.000000000\"},\"sha256\":null,"
        "\"readable\":true,\"kind\":null,\"findings\":[]},\n"
        "{\"path\":\"/srv/b.txt\",\"identity\":{\"inode\":18446744073709551615,\"size\":0,"
        "\"mtime\":\"-0.000000001\",\"ctime\":\"0.000000000\"},\"sha256\":null,"
        "\"readable\":false,\"kind\":null,\"findings\":[]}\n"
        "]}\n");
}

static void a_dump_for_people(void **state)
{
    struct buf json _cleanup_buf_ = {0}, text _cleanup_buf_ = {0};
    (void)state;
    dump_json(files, 3, true, &json);
    assert_true(dump_text(buf_peek(&json), LANGUAGE_ENGLISH, &text));
    assert_string_equal(text.at, "/srv/a\\x0a.txt: agreement\n"
                                 "    error general.dates:12 9f2c0a7d5e3b1c84\n"
                                 "    info a.b:p3 0000000000000001\n"
                                 "    notice a.c 0000000000000002\n"
                                 "/srv/a-0.txt: of no kind\n"
                                 "/srv/b.txt: not read\n");
    buf_clear(&json), buf_clear(&text);
    dump_json(NULL, 0, false, &json);
    assert_true(dump_text(buf_peek(&json), LANGUAGE_SWEDISH, &text));
    assert_int_equal(text.n, 0);
}

/* ---- strangers ---- */

static void what_is_no_answer_is_refused(void **state)
{
    static const struct span strange[] = {
        SPAN(""),
        SPAN("{"),
        SPAN("[]"),
        SPAN("null"),
        SPAN("{\"duly\":1,\"error\":\"no\"}"),
        SPAN("{\"command\":\"events\",\"documents\":1,\"files\":[]}"),
        SPAN("{\"command\":[\"status\"],\"documents\":1,\"files\":[]}"),
    };
    (void)state;
    for (size_t i = 0; i < sizeof strange / sizeof *strange; i++) {
        struct buf b _cleanup_buf_ = {0};
        assert_false(status_text(strange[i], LANGUAGE_ENGLISH, &b));
        assert_false(dump_text(strange[i], LANGUAGE_ENGLISH, &b));
        assert_int_equal(b.n, 0);
    }
}

static void a_stranger_shows_nothing_hidden(void **state)
{
    struct buf text _cleanup_buf_ = {0};
    (void)state;
    assert_true(
        status_text(SPAN("{\"command\":\"status\",\"documents\":-5,\"version\":\"\\u001b[2J\","
                         "\"pid\":1e300,\"roots\":[7,{\"path\":\"a\\nb\",\"state\":\"gone\"},"
                         "{\"state\":{}}],\"findings\":[1],\"rules\":\"x\","
                         "\"watches\":{\"folders\":\"many\"}}"),
                    LANGUAGE_ENGLISH, &text));
    for (size_t i = 0; i < text.n; i++)
        assert_true(text.at[i] == '\n' || (unsigned char)text.at[i] >= 0x20);
    assert_non_null(strstr(text.at, "! a\\x0ab is gone"));
    assert_non_null(strstr(text.at, "\ndocuments     0\n"));
    assert_non_null(strstr(text.at, "duly \\x1b[2J, process 0, since"));
}

int main(void)
{
    clock_set_zone("Europe/Stockholm");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_answer_of_one_that_is_well),
        cmocka_unit_test(the_answer_of_one_that_is_not),
        cmocka_unit_test(for_people),
        cmocka_unit_test(what_is_wrong_comes_first),
        cmocka_unit_test(a_dump_is_in_order_of_paths),
        cmocka_unit_test(a_dump_for_people),
        cmocka_unit_test(what_is_no_answer_is_refused),
        cmocka_unit_test(a_stranger_shows_nothing_hidden),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
