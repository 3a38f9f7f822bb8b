/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "document/draft.h"
#include "document/eight.h"

enum { ROOM_TO_SPARE = 64, LINES_TO_SPARE = 16 };

/* Most lines of a document end in source too: room for them at once, instead of by doubling. */
static size_t lines_expected(const char *source, size_t length)
{
    size_t count = LINES_TO_SPARE, i = 0;
    for (; i + 8 <= length; i += 8)
        count += eight_count(eight_is(eight_load(source + i), '\n'));
    return count < LIMIT_LINES ? count : LIMIT_LINES;
}

#define RESERVE(a, v, count)                                                                       \
    ((v)->at = arena_array((a), (count), sizeof *(v)->at), (v)->room = (count))

struct document *document_new(struct arena *a, enum format f, char *source, size_t length)
{
    struct draft *w = ARENA_NEW(a, struct draft);
    struct document *d = &w->document;
    d->arena = a;
    d->format = f;
    d->source = (struct span){source, length};
    d->limit = LIMIT_COUNT;
    w->source = source;
    w->room = length + ROOM_TO_SPARE;
    w->title_block = UINT32_MAX;
    d->text = arena_alloc(a, w->room);
    size_t lines = lines_expected(source, length);
    RESERVE(a, &d->lines, lines);
    RESERVE(a, &w->notes, lines);
    RESERVE(a, &d->runs, lines);
    return d;
}

void document_block(struct document *d, struct block_hint hint)
{
    struct draft *w = draft_of(d);
    struct stanza *last = w->stanzas.n ? &w->stanzas.at[w->stanzas.n - 1] : NULL;
    if (!last || last->line_count)
        last = VEC_ADD(d->arena, &w->stanzas);
    *last = (struct stanza){.hint = hint, .first_line = (uint32_t)d->lines.n};
}

/* Takes the blank off that a line may end with. */
static void close_line(struct draft *w)
{
    struct document *d = &w->document;
    if (d->length > w->line_start && d->text[d->length - 1] == ' ')
        d->length--;
    if (d->lines.n)
        d->lines.at[d->lines.n - 1].text.end = d->length;
}

static void open_line(struct draft *w, size_t from, struct place place)
{
    struct document *d = &w->document;
    if (d->lines.n)
        d->text[d->length++] = '\n';
    w->line_from = from;
    w->line_place = place;
    w->line_start = d->length;
    w->line_gap = 0;
    w->line_fresh = true;
}

/* Nothing but blanks and invisible characters: there is no such line, unless more of it comes. */
static bool drop_empty_line(struct draft *w)
{
    struct document *d = &w->document;
    w->line_dropped = d->length == w->line_start ||
                      (d->length == w->line_start + 1 && d->text[w->line_start] == ' ');
    if (!w->line_dropped)
        return false;
    while (d->runs.n && d->runs.at[d->runs.n - 1].text >= w->line_start)
        d->runs.n--;
    d->length = w->line_start - (d->lines.n ? 1 : 0);
    w->line_start = d->lines.n ? d->lines.at[d->lines.n - 1].text.start : 0;
    return true;
}

static void put_label(struct draft *w, struct span label, size_t from)
{
    if (!label.n)
        return;
    normalise_other(w, label, from);
    normalise_other(w, SPAN(" "), from);
}

static void add_line(struct draft *w, struct stanza *stanza, size_t to)
{
    struct document *d = &w->document;
    VEC_ADD(d->arena, &w->notes)->gap = w->line_gap;
    VEC_ADD(d->arena, &d->lines)->text = (struct range){w->line_start, d->length};
    if (stanza->line_count++)
        join_word(w);
    struct line *line = &d->lines.at[d->lines.n - 1];
    line->place = document_place(d, line->text.start);
    w->line_to = to;
}

/* What stands at source [from, to), or another text for it, as a line of its own. */
static bool write_line(struct draft *w, size_t from, size_t to, const struct span *instead,
                       struct place place)
{
    struct document *d = &w->document;
    if (d->lines.n >= LIMIT_LINES)
        draft_limit(w, LIMIT_NAME_LINES);
    if (d->limit != LIMIT_COUNT)
        return false;
    if (!w->stanzas.n)
        document_block(d, (struct block_hint){0});
    struct stanza *stanza = &w->stanzas.at[w->stanzas.n - 1];
    close_line(w);
    open_line(w, from, place);
    if (!stanza->line_count)
        put_label(w, stanza->hint.label, from);
    if (instead)
        normalise_other(w, *instead, from);
    else
        normalise(w, from, to);
    if (!drop_empty_line(w))
        add_line(w, stanza, to);
    return d->limit == LIMIT_COUNT;
}

bool document_line(struct document *d, size_t from, size_t to, struct place place)
{
    return write_line(draft_of(d), from, to, NULL, place);
}

/* Where a stretch stands that begins the line after all, because all before it was invisible. */
static struct place late_start(const struct draft *w, size_t from)
{
    struct place place = w->line_place;
    place.column += document_columns(&w->document, w->line_from, from);
    return place;
}

static void close_stretch(struct draft *w, size_t to)
{
    struct document *d = &w->document;
    w->line_to = to;
    w->notes.at[w->notes.n - 1].gap = w->line_gap;
    d->lines.at[d->lines.n - 1].text.end = d->length;
}

void document_more(struct document *d, size_t from, size_t to)
{
    struct draft *w = draft_of(d);
    if (d->limit != LIMIT_COUNT || from >= to)
        return;
    if (w->line_dropped) {
        write_line(w, from, to, NULL, late_start(w, from));
    } else if (d->lines.n) {
        normalise(w, from, to);
        close_stretch(w, to);
    }
}

void document_instead(struct document *d, struct span text, size_t from, size_t to)
{
    struct draft *w = draft_of(d);
    if (d->limit != LIMIT_COUNT || from >= to)
        return;
    if (w->line_dropped) {
        write_line(w, from, to, &text, late_start(w, from));
    } else if (d->lines.n) {
        normalise_other(w, text, from);
        close_stretch(w, to);
    }
}

void document_meant(struct document *d)
{
    struct draft *w = draft_of(d);
    if (w->notes.n)
        w->notes.at[w->notes.n - 1].meant = true;
}

void document_finish(struct document *d)
{
    struct draft *w = draft_of(d);
    close_line(w);
    if (d->lines.n)
        d->text[d->length++] = '\n';
    d->text[d->length] = '\0';
    fold_text(w);
    measure_lines(w);
    mark_furniture(w);
    mark_contents(w);
    cut_blocks(w);
    settle_line_ends(w);
    guess_language(w);
    decide_outline(w);
    find_title(w);
    make_sections(w);
    find_sentences(w);
    count_words(w);
}
