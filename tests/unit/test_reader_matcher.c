/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "base/clock.h"
#include "base/limits.h"
#include "reader/automaton.h"
#include "reader/reader.h"

#include "../support/text_document.h"

#include <cmocka.h>

/* A text, the probes to look for, and what was found. */
struct bench {
    struct arena *arena;
    struct document *document;
    struct probe_table table;
    struct matcher *matcher;
    struct record record;
};

static struct bench bench_new(const char *text)
{
    struct bench b = {.arena = arena_new()};
    b.document = text_document(b.arena, span_of(text), "sv");
    b.table.arena = b.arena;
    return b;
}

static void bench_done(struct bench *b)
{
    matcher_free(b->matcher);
    arena_free(b->arena);
}

static uint32_t add(struct bench *b, enum probe_form form, enum probe_region region,
                    const char *text)
{
    struct span s =
        form == PROBE_LITERAL ? probe_normalise(b->arena, span_of(text)) : span_of(text);
    return probe_table_add(&b->table, (struct probe){form, region, s});
}

static void look(struct bench *b)
{
    probe_table_seal(&b->table);
    b->matcher = matcher_new(b->arena, &b->table);
    b->record.limit = LIMIT_COUNT;
    matcher_run(b->matcher, b->document, &b->record);
}

/* "8-13 20-25": where the probe was found, groups as "8-13:10-12". */
static const char *found(struct bench *b, uint32_t handle)
{
    uint32_t n;
    const struct hit *h = record_hits(&b->record, probe_table_index(&b->table, handle), &n);
    const char *s = "";
    for (uint32_t i = 0; i < n; i++, h++) {
        s = arena_printf(b->arena, "%s%s%u-%u", s, i ? " " : "", h->at.start, h->at.end);
        if (h->group.start != h->at.start || h->group.end != h->at.end)
            s = arena_printf(b->arena, "%s:%u-%u", s, h->group.start, h->group.end);
    }
    return s;
}

static enum limit overran(struct bench *b, uint32_t handle)
{
    const struct overrun *o = record_overran(&b->record, probe_table_index(&b->table, handle));
    return o ? o->why : LIMIT_COUNT;
}

static const char *once(enum probe_form form, const char *text, const char *probe)
{
    static char result[256];
    struct bench b = bench_new(text);
    uint32_t p = add(&b, form, PROBE_TEXT, probe);
    look(&b);
    strncpy(result, found(&b, p), sizeof result - 1);
    bench_done(&b);
    return result;
}

static void test_literals_are_whole_words(void **state)
{
    (void)state;
    static const struct {
        const char *text, *probe, *found;
    } rows[] = {
        {"Parter och parternas PARTER", "parter", "0-6 21-27"},
        {"bilaga 1, bilaga 11", "Bilaga 1", "0-8"},
        {"en \xc3\xb6 och \xc3\xb6n \xc3\xb6", "\xc3\x96", "3-5 14-16"},
        {"slut-redovisning slutet", "slut", "0-4"},
        {"x12 12x 12", "12", "8-10"},
        {"a\xc3\xa5 \xc3\xa5"
         "a",
         "a", ""},
        {"(dnr) dnr. odnr", "dnr", "1-4 6-9"},
        {"pris [namn] x[namn]y", "[namn]", "5-11 13-19"}, /* marks need no word's end */
        {"2019 \xe2\x80\x93 2020", "2019 - 2020", "0-11"},
        {"nedan  kallad", "nedan kallad", "0-12"},
        {"nedan\n\nkallad", "nedan kallad", ""}, /* never across blocks */
        {"a a a a", "a a", "0-3 4-7"},           /* no two take the same words */
        {"ab", "", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(once(PROBE_LITERAL, rows[i].text, rows[i].probe), rows[i].found);
}

static void test_patterns(void **state)
{
    (void)state;
    static const struct {
        const char *text, *probe, *found;
    } rows[] = {
        {"enligt \xc3\x96K 2 och \xc3\xb6k 14", "\xc3\x96K ?(\\d+)", "7-12:11-12 17-23:21-23"},
        {"Slutrapport\nslutrapport", "^slut(rapport)?$", "0-11:4-11 12-23:16-23"},
        {"abc", "x*", ""}, /* nothing is nothing */
        {"abc", "^.*$", "0-3"},
        {"ab\ncd", "b\\sc", "1-4"},
        {"ab cd",
         "a\xc2\xa0?b\xc2\xa0"
         "c",
         "0-4"}, /* blanks and dashes of the pattern too */
        {"1\xe2\x80\x93"
         "2",
         "1[\xe2\x80\x93]2", "0-3"},
        {"1-2",
         "1\xe2\x80\x93"
         "2",
         "0-3"},
        {"\xc3\x85r \xc3\xa5R", "\xc3\xa5r", "0-3 4-7"},
        {"\xc5\xbflut", "slut", "0-5"}, /* long s is an s to PCRE2 */
        {"fore aft", "(?<=fore )aft", "5-8"},
        {"xay xby", "x(?:(a)|b)y", "0-3:1-2 4-7"}, /* a group that took no part */
        {"ab", "(?=ab\\K)", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(once(PROBE_PATTERN, rows[i].text, rows[i].probe), rows[i].found);
}

/* "1Avtal\nBilaga 1\n\nsida 1 avtal\n\nAvtal om bilaga": a title, a glued heading, furniture. */
static struct bench structured(void)
{
    struct bench b = bench_new("1Avtal\n\nAvtal om bilaga\n\nsida 1 avtal\n\nEtt avtal");
    struct document *d = b.document;
    d->title = (struct span){d->text + 7, 15};
    d->title_range = (struct range){7, 22};
    d->blocks.at[2].kind = BLOCK_FURNITURE;
    *VEC_ADD(b.arena, &d->sections) = (struct section){
        .number = {d->text, 1}, .title = {d->text + 1, 5}, .level = 1, .heading = {0, 6}};
    return b;
}

static void test_regions(void **state)
{
    (void)state;
    struct bench b = structured();
    uint32_t text = add(&b, PROBE_LITERAL, PROBE_TEXT, "avtal");
    uint32_t title = add(&b, PROBE_LITERAL, PROBE_TITLE, "avtal");
    uint32_t heading = add(&b, PROBE_LITERAL, PROBE_HEADING, "avtal");
    uint32_t text_pattern = add(&b, PROBE_PATTERN, PROBE_TEXT, "avtal");
    uint32_t title_pattern = add(&b, PROBE_PATTERN, PROBE_TITLE, "^avtal|bilaga$");
    uint32_t heading_pattern = add(&b, PROBE_PATTERN, PROBE_HEADING, "^avtal$");
    uint32_t page = add(&b, PROBE_PATTERN, PROBE_TEXT, "sida 1");
    look(&b);
    assert_string_equal(found(&b, text), "1-6 7-12 40-45"); /* not the one in the running foot */
    assert_string_equal(found(&b, title), "7-12");
    assert_string_equal(found(&b, heading), "1-6");
    assert_string_equal(found(&b, text_pattern), "1-6 7-12 40-45");
    assert_string_equal(found(&b, title_pattern), "7-12 16-22");
    assert_string_equal(found(&b, heading_pattern), "1-6");
    assert_string_equal(found(&b, page), "");
    bench_done(&b);
}

static void test_hits_tell_what_the_file_says(void **state)
{
    (void)state;
    struct bench b = bench_new("Diarienummer:\xc2\xa0 KS 12\nandra raden KS 13");
    uint32_t p = add(&b, PROBE_PATTERN, PROBE_TEXT, "ks (\\d+)");
    look(&b);
    uint32_t n;
    const struct hit *h = record_hits(&b.record, probe_table_index(&b.table, p), &n);
    assert_int_equal(n, 2);
    assert_true(span_is(h[0].text, "12"));
    assert_int_equal(h[0].place.line, 1);
    assert_int_equal(h[0].place.column, 19);
    assert_int_equal(h[1].place.line, 2);
    assert_int_equal(h[1].place.column, 16);
    assert_int_equal(h[0].block, 0);
    assert_int_equal(h[1].sentence, 1);
    assert_int_equal(h[0].quote, NO_QUOTE);
    bench_done(&b);
}

static void test_hits_are_by_probe_then_place(void **state)
{
    (void)state;
    struct bench b = bench_new("b a b a b a ab");
    add(&b, PROBE_LITERAL, PROBE_TEXT, "b");
    add(&b, PROBE_LITERAL, PROBE_TEXT, "a");
    add(&b, PROBE_PATTERN, PROBE_TEXT, "ab");
    look(&b);
    static const struct {
        uint32_t probe, start;
    } order[] = {{0, 2}, {0, 6}, {0, 10}, {1, 0}, {1, 4}, {1, 8}, {2, 12}};
    assert_int_equal(b.record.hit_count, 7);
    for (size_t i = 0; i < 7; i++) {
        assert_int_equal(b.record.hits[i].probe, order[i].probe);
        assert_int_equal(b.record.hits[i].at.start, order[i].start);
    }
    bench_done(&b);
}

/* However many packs there are, the text is walked once. */
static void test_two_packs_make_one_pass(void **state)
{
    (void)state;
    struct bench b = bench_new("Avtal om bilaga 1. Slutrapport senast 2024-03-31.");
    for (int i = 0; i < 500; i++) {
        add(&b, PROBE_LITERAL, PROBE_TEXT, arena_printf(b.arena, "bilaga %d", i));
        add(&b, PROBE_PATTERN, PROBE_TEXT, arena_printf(b.arena, "rapport \\d %d", i));
    }
    look(&b);
    assert_int_equal(matcher_passes(b.matcher), 1);
    matcher_run(b.matcher, b.document, &b.record);
    assert_int_equal(matcher_passes(b.matcher), 1);
    assert_int_equal(b.record.hit_count, 1);
    bench_done(&b);
}

static char *repeated(struct arena *a, const char *piece, size_t bytes)
{
    size_t n = strlen(piece);
    char *text = arena_alloc(a, bytes + n);
    for (size_t i = 0; i < bytes; i += n)
        memcpy(text + i, piece, n);
    return text;
}

static void test_too_many_hits(void **state)
{
    (void)state;
    struct arena *a _cleanup_arena_ = arena_new();
    struct bench b = bench_new(repeated(a, "ab cd\n", 6 * (LIMIT_HITS_PER_PROBE + 1)));
    uint32_t one = add(&b, PROBE_LITERAL, PROBE_TEXT, "ab");
    uint32_t two = add(&b, PROBE_PATTERN, PROBE_TEXT, "c(d)");
    uint32_t none = add(&b, PROBE_LITERAL, PROBE_TEXT, "x");
    look(&b);
    assert_int_equal(overran(&b, one), LIMIT_NAME_HITS_PER_PROBE);
    assert_int_equal(overran(&b, two), LIMIT_NAME_HITS_PER_PROBE);
    assert_int_equal(overran(&b, none), LIMIT_COUNT);
    assert_int_equal(b.record.hit_count, 2 * LIMIT_HITS_PER_PROBE);
    bench_done(&b);
}

static void test_exactly_as_many_hits_as_allowed(void **state)
{
    (void)state;
    struct arena *a _cleanup_arena_ = arena_new();
    struct bench b = bench_new(repeated(a, "ab cd\n", 6 * LIMIT_HITS_PER_PROBE));
    uint32_t one = add(&b, PROBE_LITERAL, PROBE_TEXT, "ab");
    uint32_t two = add(&b, PROBE_PATTERN, PROBE_TEXT, "c(d)");
    look(&b);
    assert_int_equal(overran(&b, one), LIMIT_COUNT);
    assert_int_equal(overran(&b, two), LIMIT_COUNT);
    assert_int_equal(b.record.hit_count, 2 * LIMIT_HITS_PER_PROBE);
    bench_done(&b);
}

/* A line of two megabytes, and patterns that take quadratic or exponential time on it. */
static void test_runaway_patterns_are_bounded(void **state)
{
    (void)state;
    static const char *const patterns[] = {"(a+)+$",     "a*a*a*b", "(?:a|aa)+c",
                                           "[a-c]++ kr", ".*.*=.*", "a[^x]*x"};
    enum { PATTERNS = sizeof patterns / sizeof *patterns };
    struct arena *a _cleanup_arena_ = arena_new();
    char *text = repeated(a, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", 2 << 20);
    memcpy(text, "ab kr ac = cx", 13);
    memcpy(text + (2 << 20) - 8, "zz kr", 5);
    struct bench b = bench_new(text);
    uint32_t handles[PATTERNS];
    for (size_t i = 0; i < PATTERNS; i++)
        handles[i] = add(&b, PROBE_PATTERN, PROBE_TEXT, patterns[i]);
    uint32_t innocent = add(&b, PROBE_PATTERN, PROBE_TEXT, "zz innocent");
    int64_t began = clock_ticks();
    look(&b);
    assert_true(clock_ticks() - began < 10000);
    assert_int_equal(overran(&b, handles[0]), LIMIT_NAME_PATTERN_STEPS);
    assert_int_equal(overran(&b, handles[3]), LIMIT_NAME_PATTERN_STEPS);
    assert_int_equal(overran(&b, innocent), LIMIT_COUNT);
    bench_done(&b);
}

/* ---- against the plain way ---- */

static uint32_t random_next(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 16;
}

struct count {
    uint32_t n;
    const struct span *needles;
    const char *text;
};

static void count_needle(void *arg, uint32_t needle, uint32_t end)
{
    struct count *c = arg;
    struct span s = c->needles[needle];
    assert_memory_equal(c->text + end - s.n, s.at, s.n);
    c->n++;
}

static void test_automaton_finds_every_occurrence(void **state)
{
    (void)state;
    uint32_t seed = 7;
    for (int round = 0; round < 200; round++) {
        struct arena *a _cleanup_arena_ = arena_new();
        enum { TEXT = 300, NEEDLES = 12 };
        char text[TEXT];
        struct span needles[NEEDLES];
        uint32_t n = 0, expected = 0;
        for (int i = 0; i < TEXT; i++)
            text[i] = (char)('a' + random_next(&seed) % (3 + (uint32_t)round % 20));
        for (int i = 0; i < NEEDLES; i++) {
            uint32_t length = 1 + random_next(&seed) % 6;
            needles[n] = (struct span){text + random_next(&seed) % (TEXT - 6), length};
            bool known = false;
            for (uint32_t k = 0; k < n; k++)
                known = known || span_eq(needles[k], needles[n]);
            n += !known;
        }
        for (uint32_t k = 0; k < n; k++)
            for (size_t i = 0; i + needles[k].n <= TEXT; i++)
                expected += memcmp(text + i, needles[k].at, needles[k].n) == 0;
        struct count c = {0, needles, text};
        automaton_run(automaton_new(a, needles, n), (struct span){text, TEXT}, count_needle, &c);
        assert_int_equal(c.n, expected);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_literals_are_whole_words),
        cmocka_unit_test(test_patterns),
        cmocka_unit_test(test_regions),
        cmocka_unit_test(test_hits_tell_what_the_file_says),
        cmocka_unit_test(test_hits_are_by_probe_then_place),
        cmocka_unit_test(test_two_packs_make_one_pass),
        cmocka_unit_test(test_too_many_hits),
        cmocka_unit_test(test_exactly_as_many_hits_as_allowed),
        cmocka_unit_test(test_runaway_patterns_are_bounded),
        cmocka_unit_test(test_automaton_finds_every_occurrence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
