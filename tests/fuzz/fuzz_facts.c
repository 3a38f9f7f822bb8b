/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any text, read as one of eight languages: what holds of every fact found in it. */
#include "base/limits.h"
#include "fact/fact.h"
#include "fact/identity.h"
#include "format/format.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define HOLDS(condition)                                                                           \
    do {                                                                                           \
        if (!(condition))                                                                          \
            abort();                                                                               \
    } while (0)

static void date_holds(struct date d)
{
    char text[DATE_TEXT];
    civil_day first, last;
    HOLDS(d.precision <= DATE_MINUTE);
    HOLDS(!d.year || (d.year >= CIVIL_YEAR_MIN && d.year <= CIVIL_YEAR_MAX));
    HOLDS((d.precision == DATE_NONE) == !*date_text(d, text));
    if (d.precision >= DATE_DAY)
        HOLDS(civil_valid(d.year ? d.year : 2000, d.month, d.day) && d.hour <= 24 &&
              d.minute <= 59);
    else if (d.precision != DATE_NONE)
        HOLDS(d.year);
    if (d.precision != DATE_NONE && d.year)
        HOLDS(date_days(d, &first, &last) && first <= last);
    else
        HOLDS(!date_days(d, &first, &last));
}

static void date_fact_holds(const struct date_fact *d)
{
    bool none = d->flags & (DATE_IMPOSSIBLE | DATE_INCOMPLETE);
    date_holds(d->value);
    date_holds(d->other);
    HOLDS(none == (d->value.precision == DATE_NONE));
    HOLDS(!(d->flags & DATE_AMBIGUOUS) == (d->other.precision == DATE_NONE));
    HOLDS(!(d->flags & (DATE_STRICT | DATE_ARRIVAL)) || d->flags & DATE_DEADLINE);
    HOLDS(d->weekday <= 7);
}

static void period_fact_holds(const struct period_fact *p)
{
    date_holds(p->start);
    date_holds(p->end);
    HOLDS(p->start.precision != DATE_NONE || p->end.precision != DATE_NONE);
}

static bool holds_digit(struct span s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.at[i] >= '0' && s.at[i] <= '9')
            return true;
    return false;
}

static void orgnr_holds(const struct identifier_fact *f)
{
    char ten[10];
    HOLDS(f->value.n && f->valid == (f->fault == FAULT_NONE));
    if (!f->valid)
        return;
    HOLDS(f->value.n == 11 && f->value.at[6] == '-');
    memcpy(ten, f->value.at, 6);
    memcpy(ten + 6, f->value.at + 7, 4);
    HOLDS(identity_check_digit(ten) && identity_is_organisation(ten));
}

static void personal_number_holds(const struct document *d, const struct fact *f)
{
    HOLDS(f->raw.n == 0 && f->identifier.value.n == 0 && f->identifier.same.n == 0);
    HOLDS(!holds_digit(document_span(d, f->at)) && !holds_digit(document_folded(d, f->at)));
    HOLDS(!holds_digit(document_raw(d, f->at)));
}

static void quantity_holds(const struct fact *f)
{
    if (f->type == FACT_DURATION)
        HOLDS(f->duration.count && f->duration.unit != UNIT_NONE);
    if (f->type == FACT_MONEY)
        HOLDS(f->money.hundredths >= 0 && strlen(f->money.currency) == 3);
    if (f->type == FACT_NUMBER)
        HOLDS(f->number.words >= 0 && f->number.figure >= 0);
}

static void fact_holds(const struct document *d, const struct fact *f)
{
    HOLDS(f->type < FACT_TYPES);
    HOLDS(f->at.start <= f->at.end && f->at.end <= d->length);
    HOLDS(f->type == FACT_PERSONAL_NUMBER || !f->raw.n || f->raw.at);
    if (f->type == FACT_DATE)
        date_fact_holds(&f->date);
    if (f->type == FACT_PERIOD)
        period_fact_holds(&f->period);
    if (f->type == FACT_ORGNR)
        orgnr_holds(&f->identifier);
    if (f->type == FACT_PERSONAL_NUMBER)
        personal_number_holds(d, f);
    if (f->type == FACT_CASE_NUMBER)
        HOLDS(f->identifier.value.n && f->identifier.same.n);
    if (f->type == FACT_REFERENCE)
        HOLDS(f->reference.value.n && (f->reference.listed || !f->reference.title.n));
    quantity_holds(f);
}

static void facts_hold(const struct document *d, const struct facts *facts)
{
    HOLDS(facts->list.n <= LIMIT_FACTS);
    for (size_t i = 0; i < facts->list.n; i++) {
        fact_holds(d, &facts->list.at[i]);
        HOLDS(!i || facts->list.at[i - 1].at.start <= facts->list.at[i].at.start);
    }
}

/* What was masked is gone: a second reading finds no personal number. */
static void none_is_left(struct document *d, const struct lexicon *lexicon)
{
    struct facts facts;
    facts_find(d, lexicon, &facts);
    for (size_t i = 0; i < facts.list.n; i++)
        HOLDS(facts.list.at[i].type != FACT_PERSONAL_NUMBER);
}

/* Built once, as a reader does. */
static const struct lexicon *the_lexicon(void)
{
    static struct arena *arena; /* kept, or its memory would count as lost */
    static struct lexicon *lexicon;
    if (!arena) {
        arena = arena_new();
        lexicon = lexicon_new(arena);
    }
    return lexicon;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const languages[] = {"sv", "en", "de", "fi", "nb", "nn", "da", "fr"};
    if (!size)
        return 0;
    struct arena *a _cleanup_arena_ = arena_new();
    char *bytes = arena_alloc(a, size);
    memcpy(bytes, data + 1, size - 1);
    struct format_result r = format_read(a, bytes, size - 1, FORMAT_TEXT);
    if (!r.document)
        return 0;
    memcpy(r.document->language, languages[data[0] % 8], sizeof "sv");
    struct facts facts;
    facts_find(r.document, the_lexicon(), &facts);
    facts_hold(r.document, &facts);
    none_is_left(r.document, the_lexicon());
    return 0;
}
