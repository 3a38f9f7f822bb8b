/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fact/signature_pairs.h"
#include "fact/signature_region.h"
#include "fact/stage.h"

static bool is_whole(const struct date_fact *d)
{
    return d->value.precision >= DATE_DAY && d->value.year &&
           !(d->flags & (DATE_INCOMPLETE | DATE_IMPOSSIBLE));
}

/* "Stockholm i juni 2014" closes a foreword; nobody signs on a month. */
static bool is_month(const struct date_fact *d)
{
    return d->value.precision == DATE_MONTH && !(d->flags & DATE_INCOMPLETE);
}

static void read_dates(struct scan *s, struct sign_reader *r)
{
    uint32_t at = 0;
    for (const struct fact *f; (f = scan_each(s, FACT_DATE, &at));) {
        if (r->dates.n && f->at.start < r->dates.at[r->dates.n - 1].at.end)
            continue;
        if (is_month(&f->date))
            continue;
        *VEC_ADD(s->arena, &r->dates) =
            (struct sign_date){f->at, f->date.value, is_whole(&f->date), f->repaired};
    }
}

static struct span fold_of(const struct scan *s, struct span text)
{
    size_t offset = (size_t)(text.at - s->document->text);
    return text.n ? (struct span){s->document->fold + offset, text.n} : text;
}

static void read_parties(struct scan *s, struct sign_reader *r)
{
    uint32_t at = 0;
    for (const struct fact *f; (f = scan_each(s, FACT_PARTY, &at));) {
        *VEC_ADD(s->arena, &r->parties) = fold_of(s, f->party.name);
        if (f->party.alias.n)
            *VEC_ADD(s->arena, &r->parties) = fold_of(s, f->party.alias);
    }
}

/* Which blocks are signatures. */

/* Something there is still to be written; one label alone may be a word of any text. */
static bool asks_for_signature(const struct sign_block *b)
{
    uint16_t asked = b->blank & (ASKS_SIGN | ASKS_DATE | ASKS_SIGNED | ASKS_MINUTES);
    bool several = (b->labels & (b->labels - 1)) != 0;
    return asked &&
           (b->fill || several || (b->labels && (b->line[PART_PARTY] || b->line[PART_NAME])));
}

/* Minutes list who was there and who approves them, all in the same way. */
static bool are_minutes(const struct sign_region *g)
{
    for (size_t i = 0; i < g->lines.n; i++)
        if ((g->lines.at[i].labels | g->lines.at[i].blank) & ASKS_MINUTES)
            return true;
    return false;
}

static bool signs_minutes(const struct sign_block *b)
{
    return b->line[PART_NAME] ? b->line[PART_DATE] != NULL : b->fill;
}

static bool is_signature(const struct sign_block *b, enum sign_ground ground)
{
    bool dated = b->line[PART_DATE], named = b->line[PART_NAME], party = b->line[PART_PARTY];
    if ((b->labels & ASKS_MINUTES) && !dated && !b->fill)
        return false;
    if (ground == GROUND_PLACE)
        return dated && (named || party) && (b->line[PART_PLACE] || party);
    if ((b->labels & ASKS_SIGNED) && (named || dated))
        return true;
    if (asks_for_signature(b))
        return true;
    if (dated && (named || party))
        return true;
    if ((b->labels & ASKS_SIGN) && named)
        return true;
    if (ground == GROUND_WORDS)
        return (b->labels & (ASKS_PLACE | ASKS_DATE)) == (ASKS_PLACE | ASKS_DATE) && dated;
    bool heading = ground == GROUND_HEADING;
    return (named && party) || b->behalf || (heading && named);
}

static bool is_empty(const struct sign_block *b)
{
    if (b->line[PART_DATE] || ((b->labels & (ASKS_NAME | ASKS_SIGNED)) && b->line[PART_NAME]))
        return false;
    return b->blank || !b->line[PART_NAME];
}

/* Facts. */

static struct signature_part part_of(const struct scan *s, const struct sign_line *line,
                                     enum sign_part p, enum pairing how)
{
    if (!line)
        return (struct signature_part){0};
    struct range at = line->part[p];
    return (struct signature_part){
        .text = document_span(s->document, at),
        .at = at,
        .place = document_place(s->document, at.start),
        .how = how,
    };
}

static struct signature_part block_part(const struct scan *s, const struct sign_block *b,
                                        enum sign_part p)
{
    return part_of(s, b->line[p], p, b->how[p]);
}

static bool add_block(struct scan *s, const struct sign_block *b)
{
    struct fact *f = scan_add(s, FACT_SIGNATURE, b->first->at);
    if (!f)
        return false;
    f->signature = (struct signature_fact){
        .party = block_part(s, b, PART_PARTY),
        .place = block_part(s, b, PART_PLACE),
        .date = block_part(s, b, PART_DATE),
        .name = block_part(s, b, PART_NAME),
        .role = block_part(s, b, PART_ROLE),
        .substitute = part_of(s, b->substitute, PART_NAME, PAIRED_BLOCK),
        .empty = is_empty(b),
    };
    const struct sign_line *date = b->line[PART_DATE];
    if (date) {
        f->signature.whole_date = (date->flags & SIGN_WHOLE_DATE) != 0;
        if (f->signature.whole_date)
            f->signature.signed_on = date->signed_on;
        f->repaired = (date->flags & SIGN_REPAIRED) != 0;
    }
    return true;
}

static bool add_region(struct scan *s, struct sign_region *g)
{
    struct sign_blocks blocks = {0};
    bool minutes = are_minutes(g);
    sign_pair(g->lines.at, g->lines.n, s->arena, &blocks);
    for (size_t i = 0; i < blocks.list.n; i++) {
        const struct sign_block *b = &blocks.list.at[i];
        if (is_signature(b, g->ground) && (!minutes || signs_minutes(b)) && !add_block(s, b))
            return false;
    }
    return true;
}

static void add_all(struct scan *s, const struct sign_page *page)
{
    struct sign_region region;
    uint32_t line = 0;
    while (page->any && sign_region_next(page, s->arena, &line, &region))
        if (sign_region_is_plausible(page, &region) && !add_region(s, &region))
            return;
}

static void signatures_find(struct scan *s, const void *prepared)
{
    struct sign_reader r = {.scan = s, .who = prepared};
    read_dates(s, &r);
    read_parties(s, &r);
    struct sign_page page = sign_page_read(&r, s->arena);
    add_all(s, &page);
    s->facts->stage = stage_find(s);
}

static void *signatures_prepare(struct vocabulary *v)
{
    return who_new(v);
}

const struct scanner scanner_signatures = {"signatures", signatures_prepare, signatures_find};
