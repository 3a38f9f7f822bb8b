/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parties and signatures out of any text, with the dates that they use. */
#include "base/limits.h"
#include "fact/scan.h"
#include "format/format.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The same few words as a document has them; a text that is none is left alone. */
static struct document *document_of(struct arena *a, const uint8_t *data, size_t size)
{
    char *bytes = arena_alloc(a, size + 1);
    memcpy(bytes, data, size);
    enum format format = size && data[0] == '#' ? FORMAT_MARKDOWN : FORMAT_TEXT;
    return format_read(a, bytes, size, format).document;
}

static void run(struct scan *s)
{
    static const struct scanner *const scanners[] = {&scanner_dates, &scanner_parties,
                                                     &scanner_signatures};
    void *prepared[sizeof scanners / sizeof *scanners];
    struct vocabulary *v = vocabulary_new(s->arena);
    for (size_t i = 0; i < sizeof scanners / sizeof *scanners; i++)
        prepared[i] = scanners[i]->prepare(v);
    s->tokens = tokens_cut(s->document, s->arena, v);
    for (size_t i = 0; i < sizeof scanners / sizeof *scanners; i++)
        scanners[i]->find(s, prepared[i]);
}

static void part_check(const struct document *d, const struct signature_part *p)
{
    if (p->text.n && (p->at.end > d->length || p->at.start >= p->at.end || p->how == PAIRED_NOT))
        abort();
}

static void check(const struct document *d, const struct fact *f)
{
    if (f->at.start >= f->at.end || f->at.end > d->length)
        abort();
    if (f->type == FACT_PARTY && !f->party.name.n)
        abort();
    if (f->type != FACT_SIGNATURE)
        return;
    const struct signature_fact *s = &f->signature;
    const struct signature_part *parts[] = {&s->party, &s->place, &s->date, &s->name, &s->role};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        part_check(d, parts[i]);
    if (s->role.how == PAIRED_ORDER || (s->empty && s->whole_date))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct facts facts = {.limit = LIMIT_COUNT};
    struct document *d = document_of(a, data, size);
    if (!d)
        return 0;
    struct scan s = {.document = d, .arena = a, .facts = &facts};
    run(&s);
    for (size_t i = 0; i < facts.list.n; i++)
        check(d, &facts.list.at[i]);
    return 0;
}
