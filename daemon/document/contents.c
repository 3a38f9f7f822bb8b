/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of contents: by their leaders and page numbers, or because their lines come again. */
#include "document/draft.h"
#include "document/eight.h"
#include "document/shape.h"

#include <stdlib.h>

enum { RUN_LINES = 3, PAGE_DIGITS = 4 };

struct entry {
    bool leader; /* dots between title and page */
    uint32_t page;
};

/* "Title ..... 7", or a title, a wide gap and 7; any blank will do if `loose`. */
static bool read_entry(const struct draft *w, uint32_t line, bool loose, struct entry *ret)
{
    struct span s = line_span(w, line);
    size_t digits = 0, end = s.n;
    while (digits < s.n && s.at[s.n - 1 - digits] >= '0' && s.at[s.n - 1 - digits] <= '9')
        digits++;
    if (!digits || digits > PAGE_DIGITS || digits + 3 > s.n || s.n > 300)
        return false;
    end -= digits;
    ret->page = (uint32_t)strtoul(s.at + end, NULL, 10);
    size_t dots = 0;
    while (end && (s.at[end - 1] == '.' || s.at[end - 1] == ' '))
        dots += s.at[--end] == '.';
    ret->leader = dots >= 3 || (end >= 3 && memcmp(s.at + end - 3, "…", 3) == 0);
    uint32_t gap = w->notes.at[line].gap;
    loose = loose && end + digits < s.n;
    return end &&
           (ret->leader || loose || gap == w->document.lines.at[line].text.end - (uint32_t)digits);
}

/* Lines from first on that may be entries; without leaders their pages must not fall. */
static uint32_t entry_run(const struct draft *w, uint32_t first, bool loose, uint32_t *ret_labels)
{
    uint32_t i = first, page = 0;
    struct entry e;
    *ret_labels = 0;
    for (; i < w->document.lines.n && w->notes.at[i].role == ROLE_TEXT; i++) {
        if (!read_entry(w, i, loose, &e) || (!e.leader && e.page < page))
            break;
        page = e.page;
        *ret_labels += e.leader || label_read(line_span(w, i)).kind != LABEL_NONE;
    }
    return i - first;
}

void mark_contents(struct draft *w)
{
    struct document *d = &w->document;
    bool under_heading = false;
    for (uint32_t i = 0, run, labels; i < d->lines.n; i += run ? run : 1) {
        run = entry_run(w, i, false, &labels);
        if (run < RUN_LINES && under_heading) {
            uint32_t strict = run, loose = entry_run(w, i, true, &labels);
            run = loose >= RUN_LINES ? loose : strict;
        }
        bool contents =
            run && (under_heading || (run >= RUN_LINES ? labels * 2 > run : labels == run));
        struct entry e;
        if (contents && !under_heading && run < RUN_LINES)
            contents = read_entry(w, i, false, &e) && e.leader;
        for (uint32_t k = i; contents && k < i + run; k++)
            w->notes.at[k].role = ROLE_CONTENTS;
        if (shape_is_contents_heading(document_folded(d, d->lines.at[i].text))) {
            w->notes.at[i].role = ROLE_CONTENTS;
            under_heading = true;
        } else if (!contents && w->notes.at[i].role == ROLE_TEXT) {
            under_heading = false;
        }
    }
}

struct seen {
    uint64_t hash;
    uint32_t block;
};

static int seen_order(const void *a, const void *b)
{
    const struct seen *x = a, *y = b;
    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    return x->block < y->block ? -1 : x->block > y->block;
}

static uint64_t hash_of(struct span s)
{
    return eight_hash(s.at, s.n);
}

/* Something that could be a list of headings, so that it is worth looking. */
static bool has_runs(const struct draft *w)
{
    size_t run = 0;
    for (size_t i = 0; i < w->document.blocks.n; i++) {
        run = w->labels.at[i].kind >= LABEL_NUMBER ? run + 1 : 0;
        if (run >= RUN_LINES || w->document.blocks.at[i].kind == BLOCK_CONTENTS)
            return true;
    }
    return false;
}

static bool may_recur(const struct block *b)
{
    return b->kind == BLOCK_PARAGRAPH && b->line_count == 1 && b->text.end > b->text.start &&
           b->text.end - b->text.start <= 200;
}

static struct range whole_block(const struct block *b)
{
    return (struct range){block_start(b), b->text.end};
}

/* Signature lines come again too: a list of headings is numbered, or said to be one. */
static bool lists_headings(const struct draft *w, size_t first, size_t end)
{
    size_t labels = 0;
    if (end - first < RUN_LINES)
        return false;
    for (size_t i = first; i < end; i++)
        labels += w->labels.at[i].kind >= LABEL_NUMBER;
    return labels * 2 > end - first ||
           (first && w->document.blocks.at[first - 1].kind == BLOCK_CONTENTS);
}

/* Blocks that come again later, several in a row, are a list of what follows. */
void mark_recurring(struct draft *w)
{
    struct document *d = &w->document;
    VEC(struct seen) seen = {0};
    if (!has_runs(w))
        return;
    for (uint32_t i = 0; i < d->blocks.n; i++)
        if (may_recur(&d->blocks.at[i]))
            *VEC_ADD(d->arena, &seen) =
                (struct seen){hash_of(document_folded(d, whole_block(&d->blocks.at[i]))), i};
    if (seen.n < 2 * RUN_LINES)
        return;
    bool *again = ARENA_ARRAY(d->arena, d->blocks.n, bool);
    qsort(seen.at, seen.n, sizeof *seen.at, seen_order);
    for (size_t i = 0; i + 1 < seen.n; i++)
        again[seen.at[i].block] = seen.at[i].hash == seen.at[i + 1].hash;
    for (size_t i = 0, end; i < d->blocks.n; i = end + 1) {
        for (end = i; end < d->blocks.n && again[end];)
            end++;
        bool list = lists_headings(w, i, end);
        for (size_t k = i; k < end && list; k++)
            d->blocks.at[k].kind = BLOCK_CONTENTS;
    }
}
