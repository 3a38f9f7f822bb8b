/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What cannot be recomputed, as lines: out, and in again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ledger_on_disk.h"

#define CONTENT "0100000000000000000000000000000000000000000000000000000000000001"
#define HEAD    "{\"duly-ledger\":1,\"seq\":9,\"sent\":8}\n"
#define SIGHT   "{\"content\":\"" CONTENT "\",\"at\":-5,\"by\":\"scan\",\"path\":\"a\"}\n"

static void add_line(void *arg, struct span line)
{
    buf_span(arg, line);
}

static bool import(struct ledger *l, const char *lines, struct diags *diags)
{
    return ledger_import(l, "copy", span_of(lines), diags);
}

static void lines_are_these(void **state)
{
    struct buf b _cleanup_buf_ = {0};
    put_event(*state, "{}");
    put_event(*state, "{}");
    ledger_set_sent(*state, 1);
    ledger_sight(*state,
                 &(struct sighting){digest_n(1), -5, SEEN_BY_SCAN, SPAN("\xc3\xa5\"\\\n\xff")});
    ledger_export(*state, add_line, &b);
    assert_string_equal(b.at, "{\"duly-ledger\":1,\"seq\":2,\"sent\":1}\n"
                              "{\"content\":\"" CONTENT "\",\"at\":-5,\"by\":\"scan\","
                              "\"path\":\"\xc3\xa5\\\"\\\\\\\\\\\\x0a\\\\xff\"}\n");
}

/* Every byte, and what is hidden beyond ASCII. */
static void paths_go_there_and_back(void **state)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct diags diags = {.arena = a};
    struct buf lines _cleanup_buf_ = {0}, path _cleanup_buf_ = {0};
    const struct digest content = digest_n(1);
    struct sighting got;
    struct ledger *other = in_memory();
    for (int c = 255; c > 0; c--)
        buf_byte(&path, (char)c);
    buf_text(&path, "\xe2\x80\xae\xf3\xa0\x80\x81 \\x41 \\u{202e}");
    ledger_sight(*state, &(struct sighting){content, INT32_MAX, SEEN_BY_WATCH, buf_peek(&path)});
    ledger_export(*state, add_line, &lines);
    assert_true(ledger_import(other, "copy", buf_peek(&lines), &diags));
    assert_true(ledger_sighting(other, a, &content, &got));
    assert_true(span_eq(got.path, buf_peek(&path)));
    assert_int_equal(got.at, INT32_MAX);
    assert_int_equal(got.by, SEEN_BY_WATCH);
    ledger_close(other);
}

static void what_is_known_stays_and_seq_only_rises(void **state)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct diags diags = {.arena = a};
    const struct digest content = digest_n(1);
    struct sighting got;
    ledger_sight(*state, &(struct sighting){content, 50, SEEN_BY_WATCH, SPAN("known")});
    assert_true(import(*state, HEAD SIGHT, &diags));
    assert_true(ledger_sighting(*state, a, &content, &got));
    assert_int_equal(got.at, 50);
    assert_int_equal(ledger_next_seq(*state), 10);
    assert_true(import(*state, "{\"duly-ledger\":1,\"seq\":4,\"sent\":4}\n", &diags));
    assert_int_equal(ledger_next_seq(*state), 10);
    put_event(*state, "{}");
    assert_true(ledger_commit(*state));
    assert_int_equal(ledger_counts(*state)->last_seq, 10);
}

/* Events of this ledger that wait to be sent are sent, whatever a copy says. */
static void what_waits_is_still_sent(void **state)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct diags diags = {.arena = a};
    put_event(*state, "{}");
    assert_true(import(*state, HEAD, &diags));
    assert_int_equal(ledger_sent(*state), 0);
    assert_int_equal(ledger_unsent(*state), 1);
    ledger_set_sent(*state, 9);
    assert_int_equal(ledger_unsent(*state), 0);
    assert_true(ledger_commit(*state));
}

static void faulty_lines_are_diagnosed(void **state)
{
    static const struct {
        const char *lines;
        uint32_t line;
        const char *text;
    } cases[] = {
        {"", 0, "begins like this"},
        {"\n", 1, "not one object of JSON"},
        {SIGHT, 1, "begins like this"},
        {"{\"duly-ledger\":2,\"seq\":9,\"sent\":8}", 1, "newer duly"},
        {"{\"duly-ledger\":1,\"seq\":9,\"sent\":10}", 1, "\"seq\" and \"sent\""},
        {"{\"duly-ledger\":1,\"seq\":9.5,\"sent\":1}", 1, "\"seq\" and \"sent\""},
        {"{\"duly-ledger\":1,\"seq\":1e300,\"sent\":1}", 1, "\"seq\" and \"sent\""},
        {"{\"duly-ledger\":1,\"seq\":-1,\"sent\":-1}", 1, "\"seq\" and \"sent\""},
        {"{\"duly-ledger\":1,\"seq\":9,\"sent\":8,\"x\":1}", 1, "nothing else"},
        {HEAD "[]", 2, "expected an object"},
        {HEAD "{\"content\":\"" CONTENT "\",\"at\":-5,\"by\":\"scan\"}", 2, "expected an object"},
        {HEAD SIGHT "{\"content\":\"01\",\"at\":-5,\"by\":\"scan\",\"path\":\"a\"}", 3, "SHA-256"},
        {HEAD "{\"content\":\"" CONTENT "\",\"at\":\"5\",\"by\":\"scan\",\"path\":\"a\"}", 2,
         "seconds since 1970"},
        {HEAD "{\"content\":\"" CONTENT "\",\"at\":5,\"by\":\"me\",\"path\":\"a\"}", 2, "\"by\""},
        {HEAD "{\"content\":\"" CONTENT "\",\"at\":5,\"by\":\"scan\",\"path\":\"\\\\x4\"}", 2,
         "\"path\""},
        {HEAD "{\"content\":\"" CONTENT "\",\"at\":5,\"by\":\"scan\",\"path\":\"\\n\"}", 2,
         "\"path\""},
        {HEAD "{\"content\":\"" CONTENT "\",\"at\":5,\"by\":\"scan\",\"path\":7}", 2, "\"path\""},
        {HEAD "{\"content\":\"" CONTENT "\",\"at\":5,\"by\":\"scan\",\"path\":\"a\"} x", 2,
         "not one object"},
        {HEAD "\n", 2, "not one object"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena *a _cleanup_arena_ = arena_new();
        struct diags diags = {.arena = a};
        assert_false(import(*state, cases[i].lines, &diags));
        assert_int_equal(diags.list.n, 1);
        assert_string_equal(diags.list.at[0].id, "ledger.import");
        assert_string_equal(diags.list.at[0].file, "copy");
        assert_int_equal(diags.list.at[0].line, cases[i].line);
        if (!strstr(diags.list.at[0].text, cases[i].text))
            fail_msg("%s", diags.list.at[0].text);
        assert_int_equal(ledger_next_seq(*state), 1);
        assert_false(ledger_sighting(*state, a, &(struct digest){.bytes = {[0] = 1, [31] = 1}},
                                     &(struct sighting){0}));
        assert_true(ledger_commit(*state));
    }
}

static void many_faults_are_told_in_part(void **state)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct diags diags = {.arena = a};
    struct buf lines _cleanup_buf_ = {0};
    buf_text(&lines, HEAD);
    for (int i = 0; i < 1000; i++)
        buf_text(&lines, "{}\n");
    assert_false(import(*state, lines.at, &diags));
    assert_int_equal(diags.list.n, 20);
    assert_int_equal(diags.list.at[19].line, 21);
}

/* A fault takes back only what the import gave. */
static void what_was_written_before_a_faulty_import_stays(void **state)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct diags diags = {.arena = a};
    const struct digest two = digest_n(2);
    ledger_sight(*state, &(struct sighting){two, 50, SEEN_BY_WATCH, SPAN("known")});
    assert_false(import(*state, HEAD SIGHT "{}\n", &diags));
    assert_true(ledger_commit(*state));
    assert_true(ledger_sighting(*state, a, &two, &(struct sighting){0}));
}

static void the_copy_is_replaced_whole(void **state)
{
    struct folder *f = *state;
    struct stat st;
    struct ledger *l = open_found(f, LEDGER_NEW, NULL);
    assert_true(ledger_copy(l));
    ledger_sight(l, &(struct sighting){digest_n(1), 5, SEEN_BY_SCAN, SPAN("a")});
    assert_true(ledger_commit(l));
    assert_true(ledger_copy(l));
    assert_int_equal(stat(path_in(f, "ledger-copy.jsonl"), &st), 0);
    assert_int_equal(st.st_mode & 07777, 0600);
    assert_int_equal(count_names(f, "ledger-copy"), 1);
    assert_int_equal(mkdir(path_in(f, "ledger-copy.jsonl.new"), 0700), 0);
    assert_false(ledger_copy(l));
    assert_non_null(strstr(ledger_fault(l), "ledger-copy.jsonl: Is a directory"));
    assert_int_equal(rmdir(path_in(f, "ledger-copy.jsonl.new")), 0);
    assert_true(ledger_commit(l));
    ledger_close(l);
}

static void in_memory_there_is_no_copy(void **state)
{
    assert_true(ledger_copy(*state));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_MEMORY(lines_are_these),
        IN_MEMORY(paths_go_there_and_back),
        IN_MEMORY(what_is_known_stays_and_seq_only_rises),
        IN_MEMORY(what_waits_is_still_sent),
        IN_MEMORY(faulty_lines_are_diagnosed),
        IN_MEMORY(many_faults_are_told_in_part),
        IN_MEMORY(what_was_written_before_a_faulty_import_stays),
        ON_DISK(the_copy_is_replaced_whole),
        IN_MEMORY(in_memory_there_is_no_copy),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
