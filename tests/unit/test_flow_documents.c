/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way of one document through the daemon, with changes, answers and the clock given by hand. */
#include "rule_world.h"

#include "flow/watching_state.h"

#include <cjson/cJSON.h>
#include <stdlib.h>

static const char pack[] = "kinds:\n  k:\n    match: {any: [{title: Avtal}]}\n"
                           "facts:\n  k:\n"
                           "    due: {type: date, after: senast, want: one}\n"
                           "rules:\n"
                           "  overdue:\n    for: k\n    severity: error\n"
                           "    check: {expect: due not before now}\n    message: m\n";

static const char early[] = "Avtal\nsenast 2021-04-30\n", late[] = "Avtal\nsenast 2021-05-01\n";

struct fixture {
    struct world *world;
    struct watching_setup setup;
    struct config_root config_root;
    const struct pack_choice *choice;
    struct settings settings;
    struct watching w;
    struct arena *arena;
    uint64_t heard;       /* seq */
    uint64_t fingerprint; /* of the last event */
};

static int begin(void **state)
{
    static struct fixture f;
    enum ledger_found found;
    struct buf text _cleanup_buf_ = {0};
    f = (struct fixture){.world = world_new(pack), .arena = arena_new()};
    f.config_root.path = "/srv";
    f.settings = (struct settings){.config = {.roots = &f.config_root, .root_count = 1},
                                   .rules = f.world->rules,
                                   .choices = &f.choice};
    f.w = (struct watching){.setup = &f.setup,
                            .settings = &f.settings,
                            .probes = f.world->rules->probe_digest,
                            .probe_count = (uint32_t)f.world->rules->probes.list.n,
                            .arena = f.arena,
                            .through = {.part = THROUGH_DONE},
                            .upkeep_at = INSTANT_NEVER,
                            .now = world_now("2021-05-01")};
    f.w.ledger = f.w.telling.ledger = ledger_open(NULL, f.w.now, &found, &text);
    assert_non_null(f.w.ledger);
    f.w.telling.frame = (struct event_frame){"7f3a", "r41c9", LANGUAGE_ENGLISH};
    f.w.telling.shown = shown_of;
    f.w.telling.arg = &f.w;
    *VEC_ADD(f.arena, &f.w.roots) = (struct watched_root){.name = "/srv",
                                                          .number = ledger_root(f.w.ledger, "/srv"),
                                                          .judged_by = {{7}},
                                                          .fd = -1,
                                                          .gone = true};
    *state = &f;
    return 0;
}

static int end(void **state)
{
    struct fixture *f = *state;
    telling_done(&f->w.telling);
    work_done(&f->w.work);
    batch_clear(&f->w.batch);
    ledger_close(f->w.ledger);
    world_free(f->world);
    arena_free(f->arena);
    return 0;
}

static void change(struct fixture *f, enum change_type type, const char *path, const char *from)
{
    heard_change(&f->w, &(struct change){.type = type, .path = path, .from = from});
}

/* As submit_waiting() does it, but no reader gets it. */
static struct work_item *give_to_reader(struct fixture *f)
{
    struct work_item *i = work_next(&f->w.work);
    assert_non_null(i);
    i->in_reader = true;
    return i;
}

static void answer_with(struct fixture *f, const struct work_item *k, const char *text,
                        struct digest probes)
{
    world_read(f->world, text);
    struct read_file file = {
        .id = k->number,
        .content = digest_of(span_of(text)),
        .answer = {.arena = arena_new(), .record = f->world->record, .probes = probes}};
    heard_answer(&f->w, &file);
}

static void answer(struct fixture *f, const struct work_item *k, const char *text)
{
    answer_with(f, k, text, f->w.probes);
}

static void read_as(struct fixture *f, const char *path, const char *text)
{
    change(f, CHANGE_PRESENT, path, NULL);
    answer(f, give_to_reader(f), text);
}

static const char *text_of(const cJSON *json, const char *key)
{
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItem(json, key));
    return text ? text : "";
}

/* What came into the outbox: "FINDING_OPENED overdue /srv/a.txt\n". */
static const char *said(struct fixture *f)
{
    static char text[1000];
    size_t at = 0;
    struct outbox_event *events;
    size_t n = ledger_events(f->w.ledger, f->arena, f->heard, 100, &events);
    text[0] = '\0';
    for (size_t i = 0; i < n; i++) {
        cJSON *json = cJSON_ParseWithLength(events[i].body.at, events[i].body.n);
        bool finding = text_of(json, "rule")[0] != '\0';
        at += (size_t)snprintf(text + at, sizeof text - at, "%s", text_of(json, "event"));
        if (finding)
            at += (size_t)snprintf(text + at, sizeof text - at, " %s %s%s%s", text_of(json, "rule"),
                                   text_of(json, "path"), text_of(json, "why")[0] ? " " : "",
                                   text_of(json, "why"));
        at += (size_t)snprintf(text + at, sizeof text - at, "\n");
        if (finding)
            f->fingerprint = strtoull(text_of(json, "id"), NULL, 16);
        f->heard = events[i].seq;
        cJSON_Delete(json);
    }
    return text;
}

static void goes_through(struct fixture *f)
{
    while (f->w.through.part != THROUGH_DONE)
        go_on_through(&f->w);
    f->w.telling.scan = WHY_NONE;
    telling_step(&f->w.telling, f->w.now, f->w.ticks);
}
#define SAYS(f, text) assert_string_equal(said(f), (text))

static void a_violation_once_until_it_is_mended(void **state)
{
    struct fixture *f = *state;
    read_as(f, "a.txt", early);
    SAYS(f, "FINDING_OPENED overdue /srv/a.txt\n");
    assert_int_equal(ledger_counts(f->w.ledger)->open[SEVERITY_ERROR], 1);
    read_as(f, "a.txt", early);
    read_as(f, "a.txt", "Avtal\nsenast 2021-04-29\n");
    SAYS(f, "");
    read_as(f, "a.txt", late);
    SAYS(f, "FINDING_RESOLVED overdue /srv/a.txt fixed\n");
    assert_int_equal(ledger_counts(f->w.ledger)->open[SEVERITY_ERROR], 0);
}

static void a_rename_says_nothing_and_keeps_the_id(void **state)
{
    struct fixture *f = *state;
    read_as(f, "a.txt", early);
    said(f);
    uint64_t id = f->fingerprint;
    change(f, CHANGE_MOVED, "d/b.txt", "a.txt");
    SAYS(f, "");
    read_as(f, "a.txt", early); /* another document of the old name has an id of its own */
    SAYS(f, "FINDING_OPENED overdue /srv/a.txt\n");
    assert_true(f->fingerprint != id);
    change(f, CHANGE_GONE, "d/b.txt", NULL);
    SAYS(f, "FINDING_RESOLVED overdue /srv/d/b.txt file-removed\n");
    assert_true(f->fingerprint == id);
}

static void gone_while_it_is_read(void **state)
{
    struct fixture *f = *state;
    read_as(f, "a.txt", early);
    said(f);
    uint64_t id = f->fingerprint;
    change(f, CHANGE_PRESENT, "a.txt", NULL);
    struct work_item *k = give_to_reader(f);
    change(f, CHANGE_GONE, "a.txt", NULL);
    said(f);
    change(f, CHANGE_PRESENT, "a.txt", NULL); /* a new file, in its own right */
    struct work_item *next = give_to_reader(f);
    assert_true(next != k);
    answer(f, k, early);
    SAYS(f, "");
    assert_int_equal(f->w.work.count, 1);
    answer(f, next, early);
    SAYS(f, "FINDING_OPENED overdue /srv/a.txt\n");
    assert_true(f->fingerprint == id); /* as if the first one had never been */
}

static struct work_item *not_opened(struct fixture *f)
{
    change(f, CHANGE_PRESENT, "a.txt", NULL);
    struct work_item *k = give_to_reader(f);
    struct read_file file = {
        .id = k->number,
        .answer = {.arena = arena_new(),
                   .record = record_unread(UNREAD_OPEN, SPAN("so"), FORMAT_TEXT)}};
    heard_answer(&f->w, &file);
    return k;
}

static void a_root_that_cannot_be_opened(void **state)
{
    struct fixture *f = *state;
    static char nowhere[] = "/proc/self/no-such-root";
    read_as(f, "a.txt", early);
    said(f);
    f->w.roots.at[0].name = nowhere;
    struct work_item *k = not_opened(f);
    assert_null(work_next(&f->w.work)); /* the root is gone: it waits for it */
    heard_trouble(&f->w, TROUBLE_ROOT_BACK, nowhere, "back");
    SAYS(f, "WATCH_RESTORED\n");
    k = not_opened(f);
    assert_ptr_equal(give_to_reader(f), k); /* for some other reason: it is tried again */
    SAYS(f, "");
}

/* An empty mount point opens well. */
static void a_root_that_is_away_before_anybody_knows(void **state)
{
    struct fixture *f = *state;
    static char nothing[] = "/proc/self/map_files";
    f->w.roots.at[0].name = nothing;
    f->w.roots.at[0].gone = false;
    struct work_item *k = not_opened(f);
    assert_null(work_next(&f->w.work));
    heard_trouble(&f->w, TROUBLE_ROOT_GONE, nothing, "gone");
    heard_trouble(&f->w, TROUBLE_ROOT_BACK, nothing, "back");
    said(f);
    assert_ptr_equal(give_to_reader(f), k);
}

static void changed_while_it_is_read(void **state)
{
    struct fixture *f = *state;
    change(f, CHANGE_PRESENT, "a.txt", NULL);
    struct work_item *k = give_to_reader(f);
    change(f, CHANGE_PRESENT, "a.txt", NULL);
    answer(f, k, early);
    SAYS(f, "");
    assert_ptr_equal(give_to_reader(f), k);
    answer(f, k, late);
    SAYS(f, "");
}

static void moved_while_it_is_read(void **state)
{
    struct fixture *f = *state;
    change(f, CHANGE_PRESENT, "a.txt", NULL);
    struct work_item *k = give_to_reader(f);
    change(f, CHANGE_MOVED, "b.txt", "a.txt");
    answer(f, k, early); /* what was read is not known to be what is there now */
    SAYS(f, "");
    answer(f, give_to_reader(f), early);
    SAYS(f, "FINDING_OPENED overdue /srv/b.txt\n");
}

/* What the reader has in hand lies nowhere any more. */
static void renamed_over_one_that_is_read(void **state)
{
    struct fixture *f = *state;
    read_as(f, "a.txt", late);
    read_as(f, "b.txt", early);
    SAYS(f, "FINDING_OPENED overdue /srv/b.txt\n");
    change(f, CHANGE_PRESENT, "a.txt", NULL);
    struct work_item *k = give_to_reader(f);
    change(f, CHANGE_MOVED, "a.txt", "b.txt");
    answer(f, k, late);
    SAYS(f, "");
    answer(f, give_to_reader(f), early);
    SAYS(f, "");
    assert_int_equal(ledger_counts(f->w.ledger)->open[SEVERITY_ERROR], 1);
}

static void read_with_other_probes_is_read_again(void **state)
{
    struct fixture *f = *state;
    change(f, CHANGE_PRESENT, "a.txt", NULL);
    struct work_item *k = give_to_reader(f);
    answer_with(f, k, early, (struct digest){{1}});
    SAYS(f, "");
    assert_ptr_equal(give_to_reader(f), k);
}

static void a_deadline_passes_without_any_change(void **state)
{
    struct fixture *f = *state;
    read_as(f, "a.txt", late);
    SAYS(f, "");
    instant next = watching_next(&f->w);
    assert_int_equal(next, world_now("2021-05-02").at);
    judge_due(&f->w);
    SAYS(f, "");
    f->w.now = clock_moment(next);
    judge_due(&f->w);
    SAYS(f, "FINDING_OPENED overdue /srv/a.txt\n");
    assert_true(watching_next(&f->w) > next);
}

/* Of a document that waits for a reader nothing is known meanwhile: neither is it asked for all the
   time, nor is its day forgotten. */
static void a_deadline_passes_while_a_reader_is_waited_for(void **state)
{
    struct fixture *f = *state;
    struct digest probes = f->w.probes;
    read_as(f, "a.txt", late);
    f->w.now = world_now("2021-05-02");
    f->w.probes = (struct digest){{1}};
    judge_due(&f->w);
    SAYS(f, "");
    assert_true(watching_next(&f->w) > f->w.now.at);
    f->w.probes = probes;
    go_through(&f->w, WHY_RULES_CHANGED, false);
    goes_through(f);
    SAYS(f, "FINDING_OPENED overdue /srv/a.txt\n");
}

static void a_clock_that_was_wrong(void **state)
{
    struct fixture *f = *state;
    f->w.ticks = 5000;
    notice_clock(&f->w);
    read_as(f, "a.txt", early);
    said(f);
    f->w.ticks += 100000; /* the wall clock fell a minute behind: slewed, not stepped */
    f->w.now.at += 40;
    notice_clock(&f->w);
    SAYS(f, "");
    f->w.now = world_now("2021-04-30");
    notice_clock(&f->w);
    goes_through(f);
    SAYS(f, "CLOCK_JUMP\nFINDING_RESOLVED overdue /srv/a.txt fixed\n");
    notice_clock(&f->w);
    SAYS(f, "");
}

static void new_rules_judge_what_was_read(void **state)
{
    struct fixture *f = *state;
    read_as(f, "a.txt", early);
    said(f);
    f->w.now = world_now("2021-04-30");
    f->w.roots.at[0].judged_by = (struct digest){{8}};
    go_through(&f->w, WHY_RULES_CHANGED, false);
    goes_through(f);
    SAYS(f, "FINDING_RESOLVED overdue /srv/a.txt rule-removed\n");
    assert_null(work_next(&f->w.work));
    f->w.probes = (struct digest){{1}};
    go_through(&f->w, WHY_RULES_CHANGED, false);
    goes_through(f);
    assert_non_null(work_next(&f->w.work));
}

static void a_root_that_left_is_told_by_its_name(void **state)
{
    struct fixture *f = *state;
    read_as(f, "a.txt", early);
    said(f);
    f->w.roots.at[0].left = true;
    while (forget_left_roots(&f->w))
        ;
    SAYS(f, "FINDING_RESOLVED overdue /srv/a.txt rule-removed\n");
    assert_int_equal(ledger_counts(f->w.ledger)->files, 0);
}

static void only_documents_are_read(void **state)
{
    struct fixture *f = *state;
    change(f, CHANGE_PRESENT, "a.png", NULL);
    change(f, CHANGE_PRESENT, ".hidden.txt", NULL);
    change(f, CHANGE_PRESENT, "d/.hidden/a.txt", NULL);
    change(f, CHANGE_GONE, "a.png", NULL);
    assert_int_equal(f->w.work.count, 0);
    change(f, CHANGE_MOVED, "a.txt", "a.png");
    assert_int_equal(f->w.work.count, 1);
    answer(f, give_to_reader(f), early);
    SAYS(f, "FINDING_OPENED overdue /srv/a.txt\n");
    change(f, CHANGE_MOVED, "a.png", "a.txt");
    SAYS(f, "FINDING_RESOLVED overdue /srv/a.txt file-removed\n");
    assert_int_equal(ledger_counts(f->w.ledger)->files, 0);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)

int main(void)
{
    clock_set_zone("Europe/Stockholm");
    const struct CMUnitTest tests[] = {
        TEST(a_violation_once_until_it_is_mended),
        TEST(a_rename_says_nothing_and_keeps_the_id),
        TEST(gone_while_it_is_read),
        TEST(a_root_that_cannot_be_opened),
        TEST(a_root_that_is_away_before_anybody_knows),
        TEST(changed_while_it_is_read),
        TEST(moved_while_it_is_read),
        TEST(renamed_over_one_that_is_read),
        TEST(read_with_other_probes_is_read_again),
        TEST(a_deadline_passes_without_any_change),
        TEST(a_deadline_passes_while_a_reader_is_waited_for),
        TEST(a_clock_that_was_wrong),
        TEST(new_rules_judge_what_was_read),
        TEST(a_root_that_left_is_told_by_its_name),
        TEST(only_documents_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
