/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/bisect.h"
#include "base/limits.h"
#include "base/names.h"
#include "fact/redact.h"
#include "fact/scan.h"

#include <stdlib.h>

// clang-format off
static const struct scanner *const scanners[] = {
    &scanner_identifiers, /* first: what it masks no other one may read */
    &scanner_dates,
    &scanner_periods,     /* joins dates */
    &scanner_numbers,
    &scanner_placeholders,
    &scanner_references,
    &scanner_parties,     /* takes organisation numbers */
    &scanner_signatures,  /* takes dates and parties */
};
// clang-format on
enum { SCANNERS = sizeof scanners / sizeof *scanners };

struct lexicon {
    struct vocabulary *vocabulary;
    void *prepared[SCANNERS];
};

static const char *const fact_type_names[] = {
    [FACT_DATE] = "date",
    [FACT_PERIOD] = "period",
    [FACT_DURATION] = "duration",
    [FACT_NUMBER] = "number",
    [FACT_MONEY] = "money",
    [FACT_ORGNR] = "orgnr",
    [FACT_PERSONAL_NUMBER] = "personal-number",
    [FACT_CASE_NUMBER] = "case-number",
    [FACT_PARTY] = "party",
    [FACT_REFERENCE] = "reference",
    [FACT_SIGNATURE] = "signature",
    [FACT_PLACEHOLDER] = "placeholder",
};
_Static_assert(sizeof fact_type_names / sizeof *fact_type_names == FACT_TYPES, "a name is missing");
NAMES(fact_type, fact_type_names, enum fact_type)

static const char *const unit_names[] = {
    [UNIT_NONE] = "none", [UNIT_HOUR] = "hour",   [UNIT_DAY] = "day",   [UNIT_WORKDAY] = "workday",
    [UNIT_WEEK] = "week", [UNIT_MONTH] = "month", [UNIT_YEAR] = "year",
};
const char *duration_unit_text(enum duration_unit u)
{
    return names_text(unit_names, sizeof unit_names / sizeof *unit_names, u);
}

static const char *const reference_names[] = {
    [REFERENCE_ANNEX] = "annex",
    [REFERENCE_SECTION] = "section",
    [REFERENCE_AGREEMENT] = "agreement",
};
const char *reference_kind_text(enum reference_kind k)
{
    return names_text(reference_names, sizeof reference_names / sizeof *reference_names, k);
}

static const char *const pairing_names[] = {
    [PAIRED_NOT] = "not",
    [PAIRED_LINE] = "line",
    [PAIRED_BLOCK] = "block",
    [PAIRED_ORDER] = "order",
};
const char *pairing_text(enum pairing p)
{
    return names_text(pairing_names, sizeof pairing_names / sizeof *pairing_names, p);
}

static const char *const stage_names[] = {
    [STAGE_NONE] = "none",
    [STAGE_DRAFT] = "draft",
    [STAGE_PARTLY_SIGNED] = "partly-signed",
    [STAGE_SIGNED] = "signed",
};
const char *stage_text(enum stage s)
{
    return names_text(stage_names, sizeof stage_names / sizeof *stage_names, s);
}

uint16_t language_bit(const char *language)
{
    static const char *const codes[] = {"sv", "en", "de", "fi", "nb", "nn", "da", "fr"};
    int found = names_find(codes, sizeof codes / sizeof *codes, span_of(language));
    return (uint16_t)(found < 0 ? 0 : 1u << found);
}

struct lexicon *lexicon_new(struct arena *a)
{
    struct lexicon *l = ARENA_NEW(a, struct lexicon);
    l->vocabulary = vocabulary_new(a);
    for (size_t i = 0; i < SCANNERS; i++)
        l->prepared[i] = scanners[i]->prepare ? scanners[i]->prepare(l->vocabulary) : NULL;
    return l;
}

struct fact *scan_add(struct scan *s, enum fact_type type, struct range at)
{
    struct facts *facts = s->facts;
    if (facts->list.n >= LIMIT_FACTS) {
        facts->limit = LIMIT_NAME_FACTS;
        return NULL;
    }
    struct fact *f = VEC_ADD(s->arena, &facts->list);
    f->type = type;
    f->at = at;
    f->place = document_place(s->document, at.start);
    f->raw = arena_copy(s->arena, document_raw(s->document, at));
    f->sentence = document_sentence_at(s->document, at.start);
    f->block = document_block_at(s->document, at.start);
    return f;
}

struct fact *scan_each(struct scan *s, enum fact_type type, uint32_t *at)
{
    while (*at < s->facts->list.n) {
        struct fact *f = &s->facts->list.at[(*at)++];
        if (f->type == type)
            return f;
    }
    return NULL;
}

void scan_mask(struct scan *s, struct range r)
{
    uint32_t first = FIRST_NOT(i, s->tokens.n, s->tokens.at[i].end <= r.start);
    for (struct token *t = &s->tokens.at[first]; t < &s->tokens.at[s->tokens.n] && t->start < r.end;
         t++) {
        if (t->kind != TOKEN_WORD && t->kind != TOKEN_NUMBER)
            continue;
        t->kind = TOKEN_MARK;
        t->value = '*';
        t->flags &= TOKEN_SPACE;
        t->tables = 0;
    }
    document_mask(s->document, r);
}

/* In document order; of two that begin together the longer first, then as they were found. */
static int fact_order(const void *left, const void *right)
{
    const struct fact *const *a = left, *const *b = right;
    const struct fact *x = *a, *y = *b;
    if (x->at.start != y->at.start)
        return x->at.start < y->at.start ? -1 : 1;
    if (x->at.end != y->at.end)
        return x->at.end > y->at.end ? -1 : 1;
    return (x > y) - (x < y);
}

static void facts_sort(struct facts *facts, struct arena *a)
{
    size_t n = facts->list.n;
    if (n < 2)
        return;
    const struct fact **order = ARENA_ARRAY(a, n, const struct fact *);
    struct fact *sorted = ARENA_ARRAY(a, n, struct fact);
    for (size_t i = 0; i < n; i++)
        order[i] = &facts->list.at[i];
    qsort(order, n, sizeof *order, fact_order);
    for (size_t i = 0; i < n; i++)
        sorted[i] = *order[i];
    facts->list.at = sorted;
    facts->list.room = n;
}

/* Furniture, and what lies beyond the limits of blocks and tokens, has no facts; its personal
   numbers are hidden all the same. */
static void mask_unread(struct scan *s)
{
    struct document *d = s->document;
    for (size_t i = 0; i < d->blocks.n; i++)
        if (d->blocks.at[i].kind == BLOCK_FURNITURE)
            redact_range(d, d->blocks.at[i].text);
    redact_range(d, (struct range){s->tokens.at[s->tokens.n].end, d->length});
}

void facts_find(struct document *d, const struct lexicon *lexicon, struct facts *ret)
{
    *ret = (struct facts){.limit = LIMIT_COUNT};
    struct scan s = {
        .document = d,
        .lexicon = lexicon,
        .arena = d->arena,
        .tokens = tokens_cut(d, d->arena, lexicon->vocabulary),
        .language = language_bit(d->language),
        .facts = ret,
    };
    mask_unread(&s);
    if (s.tokens.n >= LIMIT_TOKENS)
        ret->limit = LIMIT_NAME_TOKENS;
    for (size_t i = 0; i < SCANNERS; i++)
        scanners[i]->find(&s, lexicon->prepared[i]);
    facts_sort(ret, d->arena);
}
