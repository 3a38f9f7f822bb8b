/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What becomes of a document between its change and its events, with a reader that answers when the
 * test says so (tests/wraps.mk) and a folder that is empty: all changes are the test's own.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "flow/packs.h"
#include "flow/watching_state.h"
#include "ledger/store.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* ---- a reader on strings ---- */

static struct {
    read_sink sink;
    void *arg;
    size_t pending;
    uint64_t id; /* of what was handed over last */
    char path[64];
} reader;

struct reading *__wrap_reading_new(unsigned slots, const struct probe_table *probes, read_sink sink,
                                   void *arg, int *reterr);
struct reading *__wrap_reading_new(unsigned slots, const struct probe_table *probes, read_sink sink,
                                   void *arg, int *reterr)
{
    (void)slots, (void)probes, (void)reterr;
    reader.sink = sink;
    reader.arg = arg;
    reader.pending = 0;
    return (struct reading *)(void *)&reader;
}

void __wrap_reading_free(struct reading *r);
void __wrap_reading_free(struct reading *r)
{
    (void)r;
}

int __wrap_reading_set_probes(struct reading *r, const struct probe_table *probes);
int __wrap_reading_set_probes(struct reading *r, const struct probe_table *probes)
{
    (void)r, (void)probes;
    return mock_type(int);
}

void __wrap_reading_submit(struct reading *r, uint64_t id, int dirfd, const char *path,
                           enum format hint);
void __wrap_reading_submit(struct reading *r, uint64_t id, int dirfd, const char *path,
                           enum format hint)
{
    (void)r, (void)dirfd, (void)hint;
    reader.id = id;
    reader.pending++;
    snprintf(reader.path, sizeof reader.path, "%s", path);
}

size_t __wrap_reading_room(const struct reading *r);
size_t __wrap_reading_room(const struct reading *r)
{
    (void)r;
    return 1;
}

size_t __wrap_reading_pending(const struct reading *r);
size_t __wrap_reading_pending(const struct reading *r)
{
    (void)r;
    return reader.pending;
}

void __wrap_reading_step(struct reading *r);
void __wrap_reading_step(struct reading *r)
{
    (void)r;
}

void __wrap_reading_set_known(struct reading *r, read_known known);
void __wrap_reading_set_known(struct reading *r, read_known known)
{
    (void)r, (void)known;
}

void __wrap_reading_set_limits(struct reading *r, uint32_t file_size, uint32_t cpu_seconds);
void __wrap_reading_set_limits(struct reading *r, uint32_t file_size, uint32_t cpu_seconds)
{
    (void)r, (void)file_size, (void)cpu_seconds;
}

size_t __wrap_reading_poll(const struct reading *r, struct pollfd *fds, int *ret_timeout_ms);
size_t __wrap_reading_poll(const struct reading *r, struct pollfd *fds, int *ret_timeout_ms)
{
    (void)r, (void)fds;
    *ret_timeout_ms = -1;
    return 0;
}

const char *__wrap_reading_refusal(const struct reading *r);
const char *__wrap_reading_refusal(const struct reading *r)
{
    (void)r;
    return NULL;
}

/* ---- the daemon ---- */

struct bench {
    char folder[32];
    char *folders[1];
    const char *packs[1];
    struct watching_setup setup;
    struct watching *w;
    struct buf said;
};

static void hear(void *arg, const char *sentence)
{
    struct bench *b = arg;
    buf_printf(&b->said, "%s\n", sentence);
}

static int begin(void **state)
{
    struct bench *b = calloc(1, sizeof *b);
    struct arena *a _cleanup_arena_ = arena_new();
    struct diags diags = {.arena = a};
    struct buf text _cleanup_buf_ = {0};
    assert_non_null(b);
    snprintf(b->folder, sizeof b->folder, "/tmp/duly-811218-9876-XXXXXX");
    assert_non_null(mkdtemp(b->folder));
    b->folders[0] = b->folder;
    b->packs[0] = "rules/general";
    b->setup = (struct watching_setup){
        .source = {.folders = b->folders, .folder_count = 1, .packs = b->packs, .pack_count = 1},
        .jobs = 1,
        .version = "test",
        .show = hear,
        .arg = b};
    b->w = watching_new(&b->setup, &diags, &text);
    assert_non_null(b->w);
    while (!watching_ready(b->w) || b->w->telling.scan != WHY_NONE)
        watching_step(b->w);
    *state = b;
    return 0;
}

static int end(void **state)
{
    struct bench *b = *state;
    watching_free(b->w);
    rmdir(b->folder);
    buf_done(&b->said);
    free(b);
    return 0;
}

static void present(struct bench *b, const char *path)
{
    heard_change(b->w, &(struct change){.type = CHANGE_PRESENT, .path = path});
    watching_step(b->w);
}

static void answer(struct bench *b, enum unread why, const char *content)
{
    struct read_file file = {
        .id = reader.id,
        .path = SPAN("?"),
        .content = digest_of(span_of(content)),
        .answer = {.arena = arena_new(), .probes = b->w->probes},
    };
    file.answer.record = record_unread(why, why == READ_OK ? SPAN("") : SPAN("so"), FORMAT_TEXT);
    reader.pending--;
    reader.sink(reader.arg, &file);
    watching_step(b->w);
}

static bool was_said(const struct bench *b, const char *words)
{
    return b->said.n > 0 && strstr(b->said.at, words);
}

/* ---- */

static void what_could_not_be_read_can_be_read_later(void **state)
{
    struct bench *b = *state;
    present(b, "a.txt");
    answer(b, UNREAD_CRASHED, "the same bytes");
    assert_true(was_said(b, "UNKNOWN warning document.unreadable"));
    present(b, "a.txt");
    assert_int_equal(reader.pending, 1);
    answer(b, READ_OK, "the same bytes");
    assert_true(was_said(b, "RESOLVED notice document.unreadable"));
}

static void renamed_before_it_was_opened(void **state)
{
    struct bench *b = *state;
    present(b, "a.txt");
    answer(b, UNREAD_OPEN, ""); /* it is not there, so nothing is said of it */
    assert_false(was_said(b, "unreadable"));
    heard_change(b->w, &(struct change){.type = CHANGE_MOVED, .path = "b.txt", .from = "a.txt"});
    watching_step(b->w);
    assert_int_equal(reader.pending, 1);
    assert_string_equal(reader.path, "b.txt");
}

static void gone_while_it_is_read_and_everything_is_judged(void **state)
{
    struct bench *b = *state;
    present(b, "a.txt");
    go_through(b->w, WHY_NONE, true);
    heard_change(b->w, &(struct change){.type = CHANGE_GONE, .path = "a.txt"});
    watching_step(b->w);
    assert_int_equal(reader.pending, 1);
    answer(b, READ_OK, "x");
    assert_int_equal(b->w->work.count, 0);
    assert_int_equal(ledger_counts(b->w->ledger)->files, 0);
}

/* Else every answer would be too old for ever, and every document be read again and again. */
static void rules_that_readers_cannot_have_are_not_in_force(void **state)
{
    struct bench *b = *state;
    struct arena *a _cleanup_arena_ = arena_new();
    struct diags diags = {.arena = a};
    const struct settings *before = b->w->settings;
    will_return(__wrap_reading_set_probes, -EMFILE);
    assert_false(watching_reload(b->w, &diags));
    assert_ptr_equal(b->w->settings, before);
    watching_step(b->w);
    assert_true(was_said(b, "RULES_REJECTED error: "));
    assert_true(was_said(b, "readers cannot be given"));
    will_return(__wrap_reading_set_probes, 0);
    assert_true(watching_reload(b->w, &diags));
    do
        watching_step(b->w);
    while (b->w->through.part != THROUGH_DONE);
    assert_true(was_said(b, "RULES_LOADED"));
}

/* A signal is heard between steps. */
static void many_documents_take_many_steps(void **state)
{
    struct bench *b = *state;
    char path[16];
    for (int i = 0; i < 600; i++) {
        snprintf(path, sizeof path, "%d.txt", i);
        heard_change(b->w, &(struct change){.type = CHANGE_PRESENT, .path = path});
    }
    watching_step(b->w);
    assert_in_range(reader.pending, 1, 300);
    assert_true(b->w->watch_due <= b->w->ticks); /* the next one follows at once */
    watching_step(b->w);
    watching_step(b->w);
    assert_int_equal(reader.pending, 600);
    assert_true(b->w->watch_due > b->w->ticks);
}

/* The other roots have something to tell meanwhile. */
static void a_scan_does_not_wait_for_a_root_that_is_away(void **state)
{
    struct bench *b = *state;
    b->w->roots.at[0].gone = true;
    go_through(b->w, WHY_RULES_CHANGED, false);
    present(b, "a.txt");
    for (int i = 0; i < 10; i++)
        watching_step(b->w);
    assert_int_equal(b->w->work.count, 1);
    assert_int_equal(b->w->telling.scan, WHY_NONE);
}

/* ---- a disk that takes nothing ---- */

static void disk_is_full(struct bench *b)
{
    store_fail(b->w->ledger, "the disk is full");
    b->w->dirty_since = 1; /* long ago: nothing is waited for */
    for (int i = 0; i < 10 && !b->w->failing; i++)
        watching_step(b->w);
    assert_true(b->w->failing);
}

static void disk_has_room(struct bench *b)
{
    b->w->retry_at = 0;
    watching_step(b->w);
    assert_false(b->w->failing);
    assert_true(was_said(b, "WATCH_RESTORED"));
}

static size_t times_said(const struct bench *b, const char *words)
{
    size_t n = 0;
    for (const char *at = b->said.at; at && (at = strstr(at, words)); at++)
        n++;
    return n;
}

static void read_whole(struct bench *b, const char *path)
{
    present(b, path);
    answer(b, READ_OK, path);
}

static struct digest judged_by(struct bench *b, const char *path)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct ledger_file f;
    assert_true(ledger_file_find(b->w->ledger, a, b->w->roots.at[0].number, path, &f));
    return f.judged_by;
}

static void what_was_gone_through_in_vain_is_gone_through_again(void **state)
{
    struct bench *b = *state;
    const struct digest other = {{9}};
    read_whole(b, "a.txt");
    b->w->roots.at[0].judged_by = other;
    go_through(b->w, WHY_RULES_CHANGED, false);
    while (b->w->through.part != THROUGH_DONE) {
        go_on_through(b->w);
        assert_false(b->w->failing);
    }
    disk_is_full(b);
    disk_has_room(b);
    for (int i = 0; i < 10; i++)
        watching_step(b->w);
    assert_memory_equal(judged_by(b, "a.txt").bytes, other.bytes, sizeof other.bytes);
    assert_int_equal(b->w->telling.scan, WHY_NONE);
    assert_int_equal(times_said(b, "SCAN_DONE"), 1);
}

static void made_anew_while_the_disk_is_full(void **state)
{
    struct bench *b = *state;
    read_whole(b, "a.txt");
    heard_change(b->w, &(struct change){.type = CHANGE_GONE, .path = "a.txt"});
    heard_change(b->w, &(struct change){.type = CHANGE_PRESENT, .path = "a.txt"});
    disk_is_full(b);
    disk_has_room(b);
    while (reader.pending > 0)
        answer(b, READ_OK, "new");
    watching_step(b->w);
    assert_int_equal(ledger_counts(b->w->ledger)->files, 1);
}

static void said_once_when_the_disk_has_room(void **state)
{
    struct bench *b = *state;
    disk_is_full(b);
    say_heartbeat(b->w);
    watching_step(b->w);
    disk_has_room(b);
    watching_step(b->w);
    assert_int_equal(times_said(b, "HEARTBEAT"), 1);
}

static void a_full_disk_is_waited_for(void **state)
{
    struct bench *b = *state;
    struct pollfd fds[8];
    int timeout;
    disk_is_full(b);
    b->w->telling_due = b->w->watch_due = 0;
    watching_poll(b->w, fds, &timeout);
    assert_in_range(timeout, 100, 1000);
    assert_true(watching_ready(b->w));
}

static void a_root_is_new_while_the_disk_is_full(void **state)
{
    struct bench *b = *state;
    struct arena *a _cleanup_arena_ = arena_new();
    struct diags diags = {.arena = a};
    struct buf text _cleanup_buf_ = {0};
    watching_free(b->w);
    b->w = watching_new(&b->setup, &diags, &text);
    assert_non_null(b->w);
    disk_is_full(b);
    disk_has_room(b);
    read_whole(b, "a.txt");
    assert_int_equal(ledger_counts(b->w->ledger)->files, 1);
}

static void a_folder_may_be_named_after_a_person(void **state)
{
    struct bench *b = *state;
    assert_true(was_said(b, "START notice"));
    present(b, "a.txt");
    answer(b, UNREAD_CRASHED, "x");
    assert_true(was_said(b, "/a.txt: "));
    assert_false(was_said(b, "9876"));
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)
    const struct CMUnitTest tests[] = {
        TEST(what_could_not_be_read_can_be_read_later),
        TEST(renamed_before_it_was_opened),
        TEST(gone_while_it_is_read_and_everything_is_judged),
        TEST(rules_that_readers_cannot_have_are_not_in_force),
        TEST(many_documents_take_many_steps),
        TEST(a_scan_does_not_wait_for_a_root_that_is_away),
        TEST(what_was_gone_through_in_vain_is_gone_through_again),
        TEST(made_anew_while_the_disk_is_full),
        TEST(said_once_when_the_disk_has_room),
        TEST(a_full_disk_is_waited_for),
        TEST(a_root_is_new_while_the_disk_is_full),
        TEST(a_folder_may_be_named_after_a_person),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
