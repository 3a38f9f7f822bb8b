/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A pack from YAML text and records from plain text, for tests of judging. The record is made by a
 * toy reader, so that each test sees all that a rule is judged by:
 *   lines are blocks; '.', '|' and the line's end end a sentence ('|' is a table's cell)
 *   "# 5.2 Title" is a heading; its '#'s are its level
 *   2021-04-15 is a date, 2021-04-15--2021-10-15 a period, 202100-4185 an organisation number
 *   [text] is a placeholder, <dnr 2019:830> a registration number, "- text" an item
 * Other facts are put in by hand with world_fact().
 */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <ctype.h>
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>

#include "rule/eval.h"
#include "rule/load_files.h"

#define UNUSED __attribute__((unused))

struct world {
    struct arena *arena;
    struct diags diags;
    struct rules *rules;
    const char *text;
    struct record record;
    struct filed filed;
    struct case_file file;
    struct judgement result;
    VEC(struct fact) facts;
    VEC(struct hit) hits;
    VEC(struct record_section) sections;
    VEC(struct record_item) items;
    VEC(struct quote) quotes;
};

/* ---- a pack ---- */

static UNUSED void world_print_diags(const struct world *w)
{
    for (size_t i = 0; i < w->diags.list.n; i++) {
        const struct diag *d = &w->diags.list.at[i];
        print_message("%s:%u:%u: %s (%s)\n", d->file, d->line, d->column, d->text,
                      d->hint ? d->hint : "");
    }
}

/* Without rules if the pack is faulty: w->diags tell. */
static UNUSED struct world *world_try(const char *yaml)
{
    struct arena *a = arena_new();
    struct world *w = ARENA_NEW(a, struct world);
    static const char *const packs[] = {"test"};
    const char *whole =
        arena_printf(a, "duly: 1\npack: {id: test, version: 1.0.0, title: T}\n%s", yaml);
    struct pack_text text = {"test", "pack.yaml", span_of(whole)};
    struct shelf shelf = {.texts = &text, .text_count = 1};
    w->arena = a;
    w->diags.arena = a;
    w->rules = rules_load_shelf(&shelf, packs, 1, &w->diags);
    return w;
}

static UNUSED struct world *world_new(const char *yaml)
{
    struct world *w = world_try(yaml);
    world_print_diags(w);
    assert_int_equal(w->diags.errors, 0);
    return w;
}

static UNUSED void world_free(struct world *w)
{
    rules_free(w->rules);
    arena_free(w->arena);
}

/* ---- the toy reader ---- */

static UNUSED struct place world_place(const struct world *w, uint32_t at)
{
    struct place p = {1, 1, 0};
    for (uint32_t i = 0; i < at; i++) {
        p.column += ((unsigned char)w->text[i] & 0xC0) != 0x80;
        if (w->text[i] == '\n')
            p = (struct place){p.line + 1, 1, 0};
    }
    return p;
}

static UNUSED uint32_t world_sentence(const struct world *w, uint32_t at)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < at; i++)
        n += w->text[i] == '\n' || w->text[i] == '|' ||
             (w->text[i] == '.' && (w->text[i + 1] == ' ' || w->text[i + 1] == '\n'));
    return n;
}

static UNUSED struct range world_find(const struct world *w, const char *words)
{
    const char *at = strstr(w->text, words);
    if (!at)
        fail_msg("\"%s\" is not in the text", words);
    uint32_t start = (uint32_t)(at - w->text);
    return (struct range){start, start + (uint32_t)strlen(words)};
}

static UNUSED struct fact *world_add(struct world *w, enum fact_type type, struct range at)
{
    struct fact *f = VEC_ADD(w->arena, &w->facts);
    f->type = type;
    f->at = at;
    f->place = world_place(w, at.start);
    f->raw = (struct span){w->text + at.start, at.end - at.start};
    f->sentence = world_sentence(w, at.start);
    f->block = f->place.line;
    return f;
}

/* A fact at the first place where its words stand. */
static UNUSED struct fact *world_fact(struct world *w, enum fact_type type, const char *words)
{
    return world_add(w, type, world_find(w, words));
}

static UNUSED struct date world_date(const char *iso)
{
    struct date d = {.precision = DATE_DAY};
    d.year = (int16_t)atoi(iso);
    d.month = (uint8_t)atoi(iso + 5);
    d.day = (uint8_t)atoi(iso + 8);
    return d;
}

static UNUSED void world_scan(struct world *w, const char *pattern,
                              void (*found)(struct world *, struct range at, struct range group))
{
    regex_t re;
    regmatch_t m[2];
    assert_int_equal(regcomp(&re, pattern, REG_EXTENDED | REG_ICASE | REG_NEWLINE), 0);
    for (const char *from = w->text;
         regexec(&re, from, 2, m, from == w->text ? 0 : REG_NOTBOL) == 0;) {
        uint32_t base = (uint32_t)(from - w->text);
        struct range at = {base + (uint32_t)m[0].rm_so, base + (uint32_t)m[0].rm_eo};
        struct range group = at;
        if (m[1].rm_so >= 0)
            group = (struct range){base + (uint32_t)m[1].rm_so, base + (uint32_t)m[1].rm_eo};
        found(w, at, group);
        from += m[0].rm_eo > 0 ? m[0].rm_eo : 1;
    }
    regfree(&re);
}

static UNUSED void world_period(struct world *w, struct range at, struct range group)
{
    (void)group;
    struct fact *f = world_add(w, FACT_PERIOD, at);
    f->period = (struct period_fact){world_date(f->raw.at), world_date(f->raw.at + 12), 0};
}

static UNUSED void world_dates(struct world *w, struct range at, struct range group)
{
    (void)at;
    if ((group.start > 0 && w->text[group.start - 1] == '-') || w->text[group.end] == '-')
        return;
    world_add(w, FACT_DATE, group)->date.value = world_date(w->text + group.start);
}

static UNUSED void world_orgnr(struct world *w, struct range at, struct range group)
{
    (void)group;
    struct fact *f = world_add(w, FACT_ORGNR, at);
    f->identifier.value = f->raw;
    f->identifier.valid = f->raw.at[10] == '5';
    f->identifier.fault = f->identifier.valid ? FAULT_NONE : FAULT_CHECKSUM;
}

static UNUSED void world_case_number(struct world *w, struct range at, struct range group)
{
    struct fact *f = world_add(w, FACT_CASE_NUMBER, at);
    f->identifier.value = (struct span){w->text + group.start, group.end - group.start};
    f->identifier.valid = true;
}

static UNUSED void world_placeholder(struct world *w, struct range at, struct range group)
{
    (void)group;
    world_add(w, FACT_PLACEHOLDER, at);
}

static UNUSED struct span world_fold(struct world *w, struct span s)
{
    return probe_normalise(w->arena, s);
}

static UNUSED void world_heading(struct world *w, uint32_t start, uint32_t end)
{
    struct record_section *s = VEC_ADD(w->arena, &w->sections);
    uint32_t at = start, length = (uint32_t)strlen(w->text);
    while (w->text[at] == '#')
        at++;
    s->level = (uint8_t)(at - start);
    at++;
    uint32_t number = at;
    while (at < end && (isdigit((unsigned char)w->text[at]) || w->text[at] == '.'))
        at++;
    s->number = (struct span){w->text + number, at - number};
    if (at > number && at < end)
        at++;
    s->title = (struct span){w->text + at, end - at};
    s->folded = world_fold(w, s->title);
    s->place = world_place(w, number);
    s->heading = (struct range){start, end};
    s->body = s->whole = (struct range){end, length};
    s->quote = s->place.line - 1;
}

/* Where sections end, and how much is in them. */
static UNUSED void world_bodies(struct world *w)
{
    for (size_t i = 0; i < w->sections.n; i++) {
        struct record_section *s = &w->sections.at[i];
        if (i + 1 < w->sections.n)
            s->body.end = w->sections.at[i + 1].heading.start;
        for (size_t k = i + 1; k < w->sections.n; k++)
            if (w->sections.at[k].level <= s->level) {
                s->whole.end = w->sections.at[k].heading.start;
                break;
            }
        bool in_word = false;
        for (uint32_t at = s->whole.start; at < s->whole.end; at++) {
            bool letter = isalnum((unsigned char)w->text[at]);
            s->words += letter && !in_word;
            in_word = letter;
            s->items += w->text[at] == '\n' && w->text[at + 1] == '-';
        }
    }
}

static UNUSED void world_lines(struct world *w)
{
    uint32_t start = 0, line = 1, length = (uint32_t)strlen(w->text);
    for (; start < length; line++) {
        const char *newline = strchr(w->text + start, '\n');
        uint32_t end = newline ? (uint32_t)(newline - w->text) : length;
        struct span text = {w->text + start, end - start};
        *VEC_ADD(w->arena, &w->quotes) =
            (struct quote){.at = {start, end}, .place = {line, 1, 0}, .text = text};
        if (text.n && text.at[0] == '#')
            world_heading(w, start, end);
        if (text.n > 2 && text.at[0] == '-')
            *VEC_ADD(w->arena, &w->items) = (struct record_item){.label = SPAN("-"),
                                                                 .text = span_cut(text, 2, text.n),
                                                                 .at = {start + 2, end},
                                                                 .place = {line, 3, 0},
                                                                 .quote = line - 1};
        start = end + 1;
    }
    w->record.lines = line - 1;
}

static UNUSED bool world_word_ends(const char *text, size_t at)
{
    return !isalnum((unsigned char)text[at]) && ((unsigned char)text[at] & 0x80) == 0;
}

static UNUSED void world_hit(struct world *w, uint32_t probe, struct range at, struct range group)
{
    struct hit *h = VEC_ADD(w->arena, &w->hits);
    h->probe = probe;
    h->at = at;
    h->group = group;
    h->text = (struct span){w->text + group.start, group.end - group.start};
    h->place = world_place(w, at.start);
    h->sentence = world_sentence(w, at.start);
    h->block = h->place.line;
    h->quote = h->place.line - 1;
}

static UNUSED bool world_in_region(const struct world *w, enum probe_region region, struct range at)
{
    if (region == PROBE_TEXT)
        return true;
    if (region == PROBE_TITLE)
        return at.start >= w->record.title_range.start && at.end <= w->record.title_range.end;
    for (size_t i = 0; i < w->sections.n; i++)
        if (at.start >= w->sections.at[i].heading.start && at.end <= w->sections.at[i].heading.end)
            return true;
    return false;
}

static UNUSED void world_literal(struct world *w, uint32_t probe, const struct probe *p)
{
    struct span text = p->text;
    for (uint32_t i = 0; w->text[i]; i++) {
        bool same = (i == 0 || world_word_ends(w->text, i - 1)) &&
                    strncasecmp(w->text + i, text.at, text.n) == 0 &&
                    world_word_ends(w->text, i + text.n);
        struct range at = {i, i + (uint32_t)text.n};
        if (same && world_in_region(w, p->region, at))
            world_hit(w, probe, at, at);
    }
}

static UNUSED void world_pattern(struct world *w, uint32_t probe, const struct probe *p)
{
    regex_t re;
    regmatch_t m[2];
    char *pattern =
        arena_copy(w->arena, p->text).at ? arena_printf(w->arena, "%.*s", SPAN_ARG(p->text)) : NULL;
    assert_int_equal(regcomp(&re, pattern, REG_EXTENDED | REG_ICASE | REG_NEWLINE), 0);
    for (const char *from = w->text;
         regexec(&re, from, 2, m, from == w->text ? 0 : REG_NOTBOL) == 0;
         from += m[0].rm_eo > 0 ? m[0].rm_eo : 1) {
        uint32_t base = (uint32_t)(from - w->text);
        struct range at = {base + (uint32_t)m[0].rm_so, base + (uint32_t)m[0].rm_eo}, group = at;
        if (m[1].rm_so >= 0)
            group = (struct range){base + (uint32_t)m[1].rm_so, base + (uint32_t)m[1].rm_eo};
        if (world_in_region(w, p->region, at))
            world_hit(w, probe, at, group);
    }
    regfree(&re);
}

static UNUSED int world_by_start(const void *pa, const void *pb)
{
    const struct fact *a = pa, *b = pb;
    return (a->at.start > b->at.start) - (a->at.start < b->at.start);
}

/* Puts the lists into the record: again after world_fact(). */
static UNUSED void world_finish(struct world *w)
{
    struct record *r = &w->record;
    if (w->facts.n > 1)
        qsort(w->facts.at, w->facts.n, sizeof *w->facts.at, world_by_start);
    r->facts = w->facts.at;
    r->fact_count = (uint32_t)w->facts.n;
    r->fact_quotes = ARENA_ARRAY(w->arena, w->facts.n + 1, uint32_t);
    for (size_t i = 0; i < w->facts.n; i++)
        r->fact_quotes[i] = w->facts.at[i].place.line - 1;
    r->hits = w->hits.at;
    r->hit_count = (uint32_t)w->hits.n;
    r->sections = w->sections.at;
    r->section_count = (uint32_t)w->sections.n;
    r->items = w->items.at;
    r->item_count = (uint32_t)w->items.n;
    r->quotes = w->quotes.at;
    r->quote_count = (uint32_t)w->quotes.n;
}

/* The first line is the title. */
static UNUSED void world_read(struct world *w, const char *text)
{
    w->text = text;
    w->facts.n = w->hits.n = w->sections.n = w->items.n = w->quotes.n = 0;
    struct record *r = &w->record;
    *r = (struct record){.unread = READ_OK, .limit = LIMIT_COUNT, .stage = STAGE_SIGNED};
    r->length = (uint32_t)strlen(text);
    uint32_t title = (uint32_t)strcspn(text, "\n");
    r->title = (struct span){text, title};
    r->title_folded = world_fold(w, r->title);
    r->title_place = (struct place){1, 1, 0};
    r->title_range = (struct range){0, title};
    world_lines(w);
    world_bodies(w);
    world_scan(w, "[0-9]{4}-[0-9]{2}-[0-9]{2}--[0-9]{4}-[0-9]{2}-[0-9]{2}", world_period);
    world_scan(w, "([0-9]{4}-[0-9]{2}-[0-9]{2})", world_dates);
    world_scan(w, "[0-9]{6}-[0-9]{4}", world_orgnr);
    world_scan(w, "<dnr ([^>]*)>", world_case_number);
    world_scan(w, "\\[[a-z]+\\]", world_placeholder);
    for (uint32_t i = 0; i < w->rules->probes.list.n; i++) {
        const struct probe *p = &w->rules->probes.list.at[i];
        if (p->form == PROBE_LITERAL)
            world_literal(w, i, p);
        else
            world_pattern(w, i, p);
    }
    world_finish(w);
    w->filed =
        (struct filed){.record = r, .path = SPAN("a/doc.txt"), .probes = w->rules->probe_digest};
    w->file = (struct case_file){.records = &w->filed, .count = 1};
}

/* ---- judging ---- */

static UNUSED struct moment world_now(const char *day)
{
    struct moment m = {0};
    assert_true(clock_parse(day, &m));
    return m;
}

static UNUSED const struct judgement *world_judge(struct world *w, const char *text)
{
    if (text)
        world_read(w, text);
    judge(w->arena, w->rules, &w->file, NULL, NULL, world_now("2021-05-01"), &w->result);
    return &w->result;
}

/* The findings as one text: "rule verdict severity line message" a line. */
static UNUSED const char *world_told(const struct world *w)
{
    const char *told = "";
    for (size_t i = 0; i < w->result.finding_count; i++) {
        const struct finding *f = &w->result.findings[i];
        told = arena_printf(w->arena, "%s%.*s %s %s %u %.*s\n", told, SPAN_ARG(f->rule),
                            verdict_text(f->verdict), severity_text(f->severity), f->place.line,
                            SPAN_ARG(f->message.en));
    }
    return told;
}

static UNUSED const struct outcome *world_outcome(const struct world *w, const char *rule)
{
    for (size_t i = 0; i < w->result.outcome_count; i++)
        if (span_is(w->result.outcomes[i].rule->id, rule))
            return &w->result.outcomes[i];
    return NULL;
}

/* A judging of the text by itself, for values and expressions. */
static UNUSED struct judging *world_judging(struct world *w)
{
    struct judging *j = ARENA_NEW(w->arena, struct judging);
    judging_begin(j, w->arena, w->rules, &w->file, 0);
    j->now = world_now("2021-05-01");
    return j;
}

static UNUSED const struct selection *world_select(struct world *w, struct judging *j,
                                                   const char *fact)
{
    (void)w;
    assert_non_null(j->classified.kind);
    const struct fact_definition *d = kind_fact(j->classified.kind, span_of(fact));
    assert_non_null(d);
    return select_fact(j, d);
}

/* Values of a selection as text: "a, b". */
static UNUSED const char *world_values(struct world *w, const struct selection *s)
{
    struct span *texts = ARENA_ARRAY(w->arena, s->count + 1, struct span);
    const char *all = "";
    for (uint32_t i = 0; i < s->count; i++) {
        texts[i] = value_print(w->arena, &s->values[i], LANGUAGE_ENGLISH);
        all = arena_printf(w->arena, "%s%s%.*s", all, i ? ", " : "", SPAN_ARG(texts[i]));
    }
    return all;
}
