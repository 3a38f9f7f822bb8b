/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes → document → facts and hits → record. */
#include "base/utf8.h"
#include "reader/quotes.h"
#include "reader/reader.h"

static enum unread unread_of(enum unreadable why)
{
    static const enum unread reasons[UNREADABLE_COUNT] = {
        [READABLE] = READ_OK,
        [UNREADABLE_BINARY] = UNREAD_BINARY,
        [UNREADABLE_ENCODING] = UNREAD_ENCODING,
        [UNREADABLE_LIMIT] = UNREAD_LIMIT,
    };
    return reasons[why];
}

/* The fold of a view into the text is as long as the view. */
static struct span folded(const struct document *d, struct span view)
{
    if (!view.n || view.at < d->text || view.at > d->text + d->length - view.n)
        return probe_normalise(d->arena, view);
    return (struct span){d->fold + (view.at - d->text), view.n};
}

static void title_put(struct record *r, const struct document *d, struct quotes *q)
{
    r->title_quote = NO_QUOTE;
    if (!d->title.n)
        return;
    r->title = d->title;
    r->title_folded = folded(d, d->title);
    r->title_range = d->title_range;
    r->title_place = document_place(d, d->title_range.start);
    r->title_quote = quote_at(q, d->title_range.start);
}

static struct record_section section_of(const struct document *d, const struct section *s,
                                        struct quotes *q)
{
    return (struct record_section){.number = s->number,
                                   .title = s->title,
                                   .folded = folded(d, s->title),
                                   .level = s->level,
                                   .glued = s->glued,
                                   .place = document_place(d, s->heading.start),
                                   .heading = s->heading,
                                   .body = s->body,
                                   .whole = s->whole,
                                   .words = s->words,
                                   .items = s->items,
                                   .quote = quote_at(q, s->heading.start)};
}

static void sections_put(struct record *r, const struct document *d, struct quotes *q)
{
    r->section_count = (uint32_t)d->sections.n;
    r->sections = ARENA_ARRAY(d->arena, d->sections.n, struct record_section);
    for (size_t i = 0; i < d->sections.n; i++)
        r->sections[i] = section_of(d, &d->sections.at[i], q);
}

static struct record_item item_of(const struct document *d, const struct block *b, struct quotes *q)
{
    bool labelled = b->label.start < b->label.end;
    struct range whole = {labelled ? b->label.start : b->text.start, b->text.end};
    return (struct record_item){.label = labelled ? document_raw(d, b->label) : NO_SPAN,
                                .text = utf8_prefix(document_raw(d, b->text), LIMIT_QUOTE_BYTES),
                                .at = whole,
                                .place = document_place(d, whole.start),
                                .quote = quote_at(q, whole.start)};
}

static void items_put(struct record *r, const struct document *d, struct quotes *q)
{
    VEC(struct record_item) items = {0};
    for (size_t i = 0; i < d->blocks.n; i++)
        if (d->blocks.at[i].kind == BLOCK_ITEM)
            *VEC_ADD(d->arena, &items) = item_of(d, &d->blocks.at[i], q);
    r->items = items.at;
    r->item_count = (uint32_t)items.n;
}

static void facts_put(struct record *r, const struct document *d, const struct facts *f,
                      struct quotes *q)
{
    r->facts = f->list.at;
    r->fact_count = (uint32_t)f->list.n;
    r->fact_quotes = ARENA_ARRAY(d->arena, f->list.n, uint32_t);
    for (uint32_t i = 0; i < r->fact_count; i++)
        r->fact_quotes[i] = quote_at(q, r->facts[i].at.start);
}

static struct record record_head(const struct document *d, const struct facts *f)
{
    struct record r = {.format = d->format,
                       .stage = f->stage,
                       .length = d->length,
                       .lines = (uint32_t)d->lines.n,
                       .pages = d->pages,
                       .words = d->words,
                       .limit = d->limit != LIMIT_COUNT ? d->limit : f->limit};
    memcpy(r.language, d->language, sizeof r.language);
    return r;
}

static void document_put(struct document *d, const struct lexicon *lexicon, const struct matcher *m,
                         struct record *ret)
{
    struct facts facts = {.limit = LIMIT_COUNT};
    struct quotes quotes = {.document = d};
    facts_find(d, lexicon, &facts); /* masks, and therefore comes before all that copies */
    *ret = record_head(d, &facts);
    matcher_run(m, d, ret);
    title_put(ret, d, &quotes);
    sections_put(ret, d, &quotes);
    items_put(ret, d, &quotes);
    facts_put(ret, d, &facts, &quotes);
    for (uint32_t i = 0; i < ret->hit_count; i++)
        ret->hits[i].quote = quote_at(&quotes, ret->hits[i].at.start);
    ret->quotes = quotes.list.at;
    ret->quote_count = (uint32_t)quotes.list.n;
}

void read_document(struct arena *a, char *bytes, size_t n, enum format hint,
                   const struct lexicon *lexicon, const struct matcher *m, struct record *ret)
{
    if (hint != FORMAT_TEXT && hint != FORMAT_MARKDOWN) {
        *ret = record_unread(UNREAD_FORMAT, span_of(format_text(hint)), hint);
        return;
    }
    struct format_result f = format_read(a, bytes, n, hint);
    if (f.document)
        document_put(f.document, lexicon, m, ret);
    else
        *ret = record_unread(unread_of(f.why), span_of(f.detail), hint);
}
