/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "record/record.h"
#include "record/walk_fact.h"

/* Bytes of the smallest element of each array: what keeps a claimed count in proportion. */
enum {
    SECTION_LEAST_BYTES = 16,
    ITEM_LEAST_BYTES = 8,
    HIT_LEAST_BYTES = 12,
    OVERRUN_LEAST_BYTES = 2,
    QUOTE_LEAST_BYTES = 8,
};

static void walk_quotes(struct walk *w, struct record *r)
{
    WALK_ARRAY(w, r->quotes, r->quote_count, UINT32_MAX - 1, QUOTE_LEAST_BYTES);
    w->quotes = r->quote_count;
    for (uint32_t i = 0; i < r->quote_count; i++) {
        struct quote *q = &r->quotes[i];
        walk_range(w, &q->at);
        walk_place(w, &q->place);
        walk_text(w, &q->text);
        walk_truth(w, &q->cut_before);
        walk_truth(w, &q->cut_after);
        if (q->text.n > LIMIT_QUOTE_BYTES)
            walk_fail(w, "quote too long");
    }
}

static void walk_head(struct walk *w, struct record *r)
{
    WALK(w, r->unread, UNREAD_COUNT - 1, "reason for not reading");
    walk_text(w, &r->detail);
    WALK(w, r->format, FORMAT_COUNT, "format");
    walk_code(w, r->language, sizeof r->language);
    WALK(w, r->stage, STAGE_SIGNED, "stage");
    WALK(w, r->length, UINT32_MAX, "length");
    w->length = r->length;
    WALK(w, r->lines, UINT32_MAX, "lines");
    WALK(w, r->pages, UINT32_MAX, "pages");
    WALK(w, r->words, r->length, "more words than bytes");
    WALK(w, r->limit, LIMIT_COUNT, "limit");
}

static void walk_title(struct walk *w, struct record *r)
{
    walk_text(w, &r->title);
    walk_text(w, &r->title_folded);
    walk_place(w, &r->title_place);
    walk_range(w, &r->title_range);
    walk_quote(w, &r->title_quote);
}

static void walk_section(struct walk *w, struct record_section *s)
{
    walk_text(w, &s->number);
    walk_text(w, &s->title);
    walk_text(w, &s->folded);
    WALK(w, s->level, UINT8_MAX, "level");
    walk_truth(w, &s->glued);
    walk_place(w, &s->place);
    walk_range(w, &s->heading);
    walk_range(w, &s->body);
    walk_range(w, &s->whole);
    WALK(w, s->words, w->length, "more words than bytes");
    WALK(w, s->items, w->length, "more items than bytes");
    walk_quote(w, &s->quote);
}

static void walk_sections(struct walk *w, struct record *r)
{
    WALK_ARRAY(w, r->sections, r->section_count, LIMIT_SECTIONS, SECTION_LEAST_BYTES);
    for (uint32_t i = 0; i < r->section_count; i++) {
        walk_section(w, &r->sections[i]);
        if (i && r->sections[i].heading.start < r->sections[i - 1].heading.start)
            walk_fail(w, "sections out of order");
    }
}

static void walk_items(struct walk *w, struct record *r)
{
    WALK_ARRAY(w, r->items, r->item_count, LIMIT_BLOCKS, ITEM_LEAST_BYTES);
    for (uint32_t i = 0; i < r->item_count; i++) {
        struct record_item *item = &r->items[i];
        walk_text(w, &item->label);
        walk_text(w, &item->text);
        walk_range(w, &item->at);
        walk_place(w, &item->place);
        walk_quote(w, &item->quote);
        if (i && item->at.start < item[-1].at.start)
            walk_fail(w, "items out of order");
    }
}

static void walk_facts(struct walk *w, struct record *r)
{
    WALK_ARRAY(w, r->facts, r->fact_count, LIMIT_FACTS, FACT_LEAST_BYTES);
    if (!w->out)
        r->fact_quotes = ARENA_ARRAY(w->arena, r->fact_count, uint32_t);
    for (uint32_t i = 0; i < r->fact_count; i++) {
        walk_fact(w, &r->facts[i]);
        walk_quote(w, &r->fact_quotes[i]);
        if (i && r->facts[i].at.start < r->facts[i - 1].at.start)
            walk_fail(w, "facts out of order");
    }
}

static bool hits_in_order(const struct hit *a, const struct hit *b)
{
    return a->probe != b->probe ? a->probe < b->probe : a->at.start <= b->at.start;
}

static void walk_hits(struct walk *w, struct record *r)
{
    WALK_ARRAY(w, r->hits, r->hit_count, w->probes ? LIMIT_HITS : 0, HIT_LEAST_BYTES);
    for (uint32_t i = 0; i < r->hit_count; i++) {
        struct hit *h = &r->hits[i];
        WALK(w, h->probe, w->probes - 1, "no such probe");
        walk_range(w, &h->at);
        walk_range(w, &h->group);
        walk_text(w, &h->text);
        walk_place(w, &h->place);
        WALK(w, h->sentence, UINT32_MAX, "sentence");
        WALK(w, h->block, UINT32_MAX, "block");
        walk_quote(w, &h->quote);
        if (i && !hits_in_order(h - 1, h))
            walk_fail(w, "hits out of order");
    }
}

static void walk_overruns(struct walk *w, struct record *r)
{
    WALK_ARRAY(w, r->overruns, r->overrun_count, w->probes, OVERRUN_LEAST_BYTES);
    for (uint32_t i = 0; i < r->overrun_count; i++) {
        WALK(w, r->overruns[i].probe, w->probes - 1, "no such probe");
        WALK(w, r->overruns[i].why, LIMIT_COUNT - 1, "reason of an overrun");
        if (i && r->overruns[i].probe <= r->overruns[i - 1].probe)
            walk_fail(w, "overruns out of order");
    }
}

/* A record that was not read says why, and says nothing else. */
static void check_unread(struct walk *w, const struct record *r)
{
    bool empty = !r->title.n && !r->section_count && !r->item_count && !r->fact_count &&
                 !r->hit_count && !r->overrun_count && !r->quote_count;
    if (r->unread == READ_OK ? r->detail.n != 0 : !empty)
        walk_fail(w, r->unread ? "unread, yet it holds something" : "read, yet it says why not");
    if (r->unread == READ_OK && r->format == FORMAT_COUNT)
        walk_fail(w, "read, yet of a format that is not");
}

static void walk_record(struct walk *w, struct record *r)
{
    unsigned version = RECORD_VERSION;
    WALK(w, version, UINT32_MAX, "version");
    if (version != RECORD_VERSION)
        walk_fail(w, "of another version");
    walk_head(w, r);
    walk_quotes(w, r); /* before all that point to them */
    walk_title(w, r);
    walk_sections(w, r);
    walk_items(w, r);
    walk_facts(w, r);
    walk_hits(w, r);
    walk_overruns(w, r);
    check_unread(w, r);
}

void record_pack(const struct record *r, struct buf *out)
{
    struct record copy = *r; /* packing writes each value back as it was */
    struct walk w = {.out = out};
    walk_record(&w, &copy);
}

bool record_unpack(struct arena *a, struct span packed, uint32_t probe_count, struct record *ret,
                   const char **ret_why)
{
    struct record r = {0};
    struct walk w = {.arena = a, .in = unpack_begin(packed), .probes = probe_count};
    if (packed.n > LIMIT_RECORD_BYTES)
        unpack_fail(&w.in, "record too large");
    walk_record(&w, &r);
    if (!unpack_end(&w.in)) {
        *ret_why = w.in.bad;
        return false;
    }
    *ret = r;
    return true;
}
