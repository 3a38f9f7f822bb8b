/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lines that were merely full, and lines that end where their author wanted.
 *
 * A line was full if the first word of the next would not have fitted into the paragraph's widest
 * line. That alone says little of a short block (the widest line of an address is always "full"),
 * so it counts only where a paragraph reaches the width that is usual in the document, and most of
 * its lines are full. In narrower blocks the next line must also go on in lower case.
 */
#include "base/utf8.h"
#include "document/draft.h"

#include <stdlib.h>

enum { WIDTH_CAP = 2048, NARROW = 40 };

static uint16_t characters(struct span s)
{
    size_t n = utf8_count(s);
    return n < UINT16_MAX ? (uint16_t)n : UINT16_MAX;
}

static struct span first_word(struct span line)
{
    const char *blank = line.n ? memchr(line.at, ' ', line.n) : NULL;
    return blank ? span_cut(line, 0, (size_t)(blank - line.at)) : line;
}

/* Nine tenths of all characters stand in lines no wider than this. */
static uint32_t width_of_most(const uint32_t *weight, uint64_t total)
{
    uint64_t seen = 0;
    for (uint32_t width = 0; width <= WIDTH_CAP; width++) {
        seen += weight[width];
        if (seen * 10 >= total * 9)
            return width;
    }
    return WIDTH_CAP;
}

void measure_lines(struct draft *w)
{
    uint32_t weight[WIDTH_CAP + 1] = {0};
    uint64_t total = 0;
    for (uint32_t i = 0; i < w->document.lines.n; i++) {
        struct span line = line_span(w, i);
        struct note *note = &w->notes.at[i];
        note->width = characters(line);
        note->first = characters(first_word(line));
        weight[note->width < WIDTH_CAP ? note->width : WIDTH_CAP] += note->width;
        total += note->width;
    }
    w->usual_width = width_of_most(weight, total);
}

uint32_t widest_line(const struct draft *w, uint32_t first, uint32_t count)
{
    uint32_t widest = 0;
    for (uint32_t i = first; i < first + count; i++)
        if (w->notes.at[i].width > widest)
            widest = w->notes.at[i].width;
    return widest;
}

bool line_is_full(const struct draft *w, uint32_t line, uint32_t widest)
{
    return w->notes.at[line].width + 1u + w->notes.at[line + 1].first > widest;
}

static bool begins_lower(struct span s)
{
    size_t n;
    return s.n && utf8_is_lower(utf8_decode(s, &n));
}

/* True if full lines say of this block that it was wrapped. */
static bool is_wrapped(const struct draft *w, const struct block *b, uint32_t widest)
{
    uint32_t full = 0, ends = b->line_count - 1;
    if (widest < NARROW || widest * 10 < w->usual_width * 7)
        return false;
    for (uint32_t i = b->first_line; i < b->first_line + ends; i++)
        full += line_is_full(w, i, widest);
    return full * 2 > ends;
}

static void settle_block(struct draft *w, const struct block *b)
{
    struct document *d = &w->document;
    uint32_t last = b->first_line + b->line_count - 1;
    uint32_t widest = widest_line(w, b->first_line, b->line_count);
    bool wrapped = is_wrapped(w, b, widest);
    for (uint32_t i = b->first_line; i < last; i++) {
        if (w->notes.at[i].meant || w->notes.at[i + 1].joined || !line_is_full(w, i, widest))
            continue;
        if (wrapped || begins_lower(line_span(w, i + 1)))
            d->text[d->lines.at[i].text.end] = d->fold[d->lines.at[i].text.end] = ' ';
    }
}

void settle_line_ends(struct draft *w)
{
    for (size_t i = 0; i < w->document.blocks.n; i++) {
        const struct block *b = &w->document.blocks.at[i];
        if (b->line_count > 1 && b->kind != BLOCK_ROW && b->kind != BLOCK_CODE)
            settle_block(w, b);
    }
}

/* Words before which a hyphen hangs: "Skol- och förskoleenheter". */
static bool hangs_before(struct span word)
{
    static const char words[] =
        " och eller samt respektive som and or und oder bzw og eller ja tai "
        "sekä et ou to till ";
    char probe[16] = " ";
    if (word.n > sizeof probe - 2)
        return false;
    memcpy(probe + 1, word.at, word.n);
    probe[word.n + 1] = ' ';
    return memmem(words, sizeof words - 1, probe, word.n + 2) != NULL;
}

enum join { JOIN_NOT, JOIN_WORD, JOIN_COMPOUND };

/* What a hyphen at the end of head, a whole line, is to the next line. */
static enum join joins(struct span head, struct span next)
{
    size_t n, start = head.n - 1;
    int32_t second = -1;
    bool lower = false, letter = false;
    if (!begins_lower(next) || hangs_before(first_word(next)))
        return JOIN_NOT;
    utf8_decode(next, &n);
    if (n < next.n)
        second = utf8_decode(span_cut(next, n, next.n), &n);
    if (!utf8_is_letter(second))
        return JOIN_NOT;
    while (start && head.at[start - 1] != ' ')
        start--;
    struct span word = span_cut(head, start, head.n - 1);
    for (size_t i = 0; i < word.n; i += n) {
        int32_t c = utf8_decode(span_cut(word, i, word.n), &n);
        letter = utf8_is_letter(c);
        lower |= utf8_is_lower(c);
    }
    if (!letter)
        return JOIN_NOT;
    return lower && utf8_count(word) > 1 ? JOIN_WORD : JOIN_COMPOUND;
}

/* A run that began with the hyphen has nothing left to say. */
static void drop_covered_run(struct document *d, uint32_t text)
{
    size_t i = d->runs.n;
    while (i && d->runs.at[i - 1].text >= text)
        i--;
    if (i + 1 < d->runs.n && d->runs.at[i + 1].text == text) {
        memmove(&d->runs.at[i], &d->runs.at[i + 1], (d->runs.n - i - 1) * sizeof *d->runs.at);
        d->runs.n--;
    }
}

/* Takes n bytes out of the text just before the last line. */
static void pull_line(struct draft *w, uint32_t n)
{
    struct document *d = &w->document;
    struct line *line = &d->lines.at[d->lines.n - 1];
    memmove(d->text + line->text.start - n, d->text + line->text.start,
            d->length - line->text.start);
    for (size_t i = d->runs.n; i-- && d->runs.at[i].text >= line->text.start;)
        d->runs.at[i].text -= n;
    drop_covered_run(d, line->text.start - n);
    line[-1].text.end = line->text.start - n;
    line->text.start -= n;
    line->text.end -= n;
    d->length -= n;
    w->line_start -= n;
    w->run_text -= n;
    w->shift += n;
    w->line_gap = w->line_gap ? w->line_gap - n : 0;
    w->notes.at[w->notes.n - 1].gap = w->line_gap;
    w->notes.at[w->notes.n - 1].joined = true;
}

/* A soft hyphen left no trace in text. */
static bool ends_in_soft_hyphen(const struct draft *w)
{
    size_t end = w->line_to;
    while (end && (w->source[end - 1] == ' ' || w->source[end - 1] == '\t'))
        end--;
    return end >= 2 && memcmp(w->source + end - 2, "\xc2\xad", 2) == 0;
}

void join_word(struct draft *w)
{
    size_t count = w->document.lines.n, n;
    enum block_kind kind = w->stanzas.at[w->stanzas.n - 1].hint.kind;
    if (count < 2 || kind == BLOCK_ROW || kind == BLOCK_CODE || w->notes.at[count - 2].meant)
        return;
    struct span head = line_span(w, (uint32_t)count - 2), next = line_span(w, (uint32_t)count - 1);
    if (ends_in_soft_hyphen(w) && utf8_is_letter(utf8_decode(next, &n)))
        pull_line(w, 1);
    else if (head.n > 1 && head.at[head.n - 1] == '-')
        switch (joins(head, next)) {
        case JOIN_NOT:
            break;
        case JOIN_WORD:
            pull_line(w, 2);
            break;
        case JOIN_COMPOUND:
            pull_line(w, 1);
            break;
        }
}
