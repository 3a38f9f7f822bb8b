/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * "bilaga 1", "bilagor 1-3", "Annex A". One that begins a row and is followed by a title, or stands
 * in a list of annexes, is listed there; any other is a mention that the list should bear out.
 */
#include "base/bisect.h"
#include "fact/mark.h"
#include "fact/references.h"

enum { MOST_SPAN = 50, MOST_DIGITS = 3, MOST_TITLE = 160 };

/* A number ("1", "1.2", "1a"), a capital ("A") or a Roman numeral: its last token, or 0. */
static uint32_t value_end(const struct scan *s, uint32_t i)
{
    const struct token *t = scan_token(s, i), *next = scan_token(s, i + 1);
    if (t->kind == TOKEN_WORD) {
        for (uint32_t k = t->start; k < t->end; k++)
            if (t->end - t->start > 1 && !strchr("IVX", s->document->text[k]))
                return 0;
        const struct token *after = scan_token(s, i + 1);
        bool number = after->kind == TOKEN_NUMBER && token_glued(after);
        return t->flags & TOKEN_UPPER ? (number ? i + 1 : i) : 0;
    }
    if (t->kind != TOKEN_NUMBER || token_length(t) > MOST_DIGITS)
        return 0;
    if (next->kind == TOKEN_WORD && token_glued(next))
        return token_length(next) == 1 ? i + 1 : 0;
    for (; mark_in(next, ".") && token_glued(next); next = scan_token(s, i + 1)) {
        const struct token *after = scan_token(s, i + 2);
        if (after->kind != TOKEN_NUMBER || !token_glued(after))
            break;
        i += 2;
    }
    return i;
}

static struct span tokens_text(const struct scan *s, uint32_t first, uint32_t last)
{
    struct range at = {scan_token(s, first)->start, scan_token(s, last)->end};
    return document_span(s->document, at);
}

static bool is_row_end(const struct token *t)
{
    return t->kind == TOKEN_BREAK || t->kind == TOKEN_END;
}

/* "Bilagor", "Bilageförteckning", "Annexes", "List of annexes". */
static bool is_list_title(struct span title)
{
    static const char *const beginnings[] = {
        "bilagor",
        "bilageförteckning",
        "förteckning över bilagor",
        "annexes",
        "list of annexes",
        "appendices",
        "list of appendices",
        "attachments",
        "schedules",
        "exhibits",
        "vedlegg",
        "bilag",
        "anlagen",
        "anhänge",
        "liitteet",
    };
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
        if (span_is(title, beginnings[i]) || (span_starts(title, span_of(beginnings[i])) &&
                                              strchr(": ", title.at[strlen(beginnings[i])])))
            return true;
    return false;
}

/* The title of the section that the token lies in, in lower case. */
static bool in_a_list(const struct scan *s, uint32_t i)
{
    const struct document *d = s->document;
    uint32_t section = document_section_at(d, scan_token(s, i)->start);
    if (section >= d->sections.n || !d->sections.at[section].title.at)
        return false;
    struct span title = d->sections.at[section].title;
    return is_list_title((struct span){d->fold + (title.at - d->text), title.n});
}

/* "Åtgärdsplan ......... 7" in a table of contents: without dots and page. */
static uint32_t without_page(const struct scan *s, uint32_t first, uint32_t end)
{
    for (uint32_t k = first; k + 1 < end; k++)
        if (mark_in(scan_token(s, k), ".") && mark_in(scan_token(s, k + 1), "."))
            return k;
    return end;
}

/* The title behind the annex's number, up to the row's end, or in the next cell of a table. False
   if what follows is a sentence. */
static bool title_read(const struct scan *s, uint32_t last, bool table, struct span *ret)
{
    uint32_t first = last + 1;
    while (mark_in(scan_token(s, first), ":.-)"))
        first++;
    if (table && scan_token(s, first)->kind == TOKEN_BREAK)
        first++;
    uint32_t end = first;
    while (!is_row_end(scan_token(s, end)) &&
           scan_token(s, end)->start - scan_token(s, first)->start < MOST_TITLE)
        end++;
    if (end == first)
        return true;
    const struct token *begin = scan_token(s, first);
    bool titled = begin->kind == TOKEN_NUMBER || (begin->flags & TOKEN_UPPER) ||
                  begin->value == '"' || begin->value == 0x201d || begin->value == 0x201c;
    if (!titled || !is_row_end(scan_token(s, end)) || mark_in(scan_token(s, end - 1), ".;"))
        return false;
    end = without_page(s, first, end);
    if (end > first)
        *ret = tokens_text(s, first, end - 1);
    return true;
}

/* "Tidplan (bilaga 1)" in a list: the title stands before. */
static bool title_before(const struct scan *s, uint32_t i, struct span *ret)
{
    enum { REACH = 24 };
    uint32_t first = i;
    if (i < 2 || !mark_in(scan_token(s, i - 1), "(") || !in_a_list(s, i))
        return false;
    while (!begins_row(s, first) && i - first < REACH)
        first--;
    if (!begins_row(s, first) || first == i - 1)
        return false;
    *ret = tokens_text(s, first, i - 2);
    return true;
}

/* Whether the annex at tokens [i, last] is listed there, and as what. */
static bool is_listed(const struct scan *s, uint32_t i, uint32_t last, struct span *ret_title)
{
    bool optional = i > 0 && mark_in(scan_token(s, i - 1), "["); /* "[Bilaga 4 Ritningar]" */
    if (!begins_row(s, i - optional))
        return title_before(s, i, ret_title);
    uint32_t block = document_block_at(s->document, scan_token(s, i)->start);
    enum block_kind kind =
        block < s->document->blocks.n ? s->document->blocks.at[block].kind : BLOCK_PARAGRAPH;
    if (!title_read(s, last, kind == BLOCK_ROW, ret_title) ||
        !(scan_token(s, i)->flags & TOKEN_UPPER))
        return kind == BLOCK_HEADING;
    ret_title->n -= optional && ret_title->n && ret_title->at[ret_title->n - 1] == ']';
    /* A bare "3. Bilaga 1" may rank the documents of an agreement as well as list them. */
    return ret_title->n || kind != BLOCK_ITEM || in_a_list(s, i);
}

/* "1-3": every number between, the ends too. */
static uint32_t span_add(struct scan *s, uint32_t first, uint32_t from, uint32_t last)
{
    const struct token *low = scan_token(s, from), *high = scan_token(s, last);
    for (uint32_t n = low->value; n <= high->value; n++) {
        char *value = arena_printf(s->arena, "%u", n);
        uint32_t at = n == low->value ? first : from;
        if (!reference_add(s, REFERENCE_ANNEX, at, n == low->value ? from : last, span_of(value)))
            break;
    }
    return last;
}

static bool is_span(const struct scan *s, uint32_t from)
{
    const struct token *low = scan_token(s, from), *high = scan_token(s, from + 2);
    return low->kind == TOKEN_NUMBER && mark_in(scan_token(s, from + 1), "-") &&
           high->kind == TOKEN_NUMBER && token_length(low) <= MOST_DIGITS &&
           token_length(high) <= MOST_DIGITS && high->value > low->value &&
           high->value - low->value <= MOST_SPAN;
}

/* The value after "," or "och", of the same sort as the one before; 0 if there is none. */
static uint32_t next_value(const struct scan *s, const struct word_table *w, uint32_t last)
{
    const struct token *joint = scan_token(s, last + 1), *value = scan_token(s, last + 2);
    bool joins = mark_in(joint, ",") || reference_meaning(s, w, last + 1) == MEANS_AND;
    bool alike = value->kind == scan_token(s, last)->kind;
    bool short_enough = value->kind != TOKEN_NUMBER || token_length(value) < MOST_DIGITS;
    return joins && alike && short_enough && value_end(s, last + 2) ? last + 2 : 0;
}

/* One annex; `alone` if it may have a title. */
static void value_add(struct scan *s, uint32_t first, uint32_t from, uint32_t end, bool alone)
{
    struct span title = {0};
    struct fact *f = reference_add(s, REFERENCE_ANNEX, first, end, tokens_text(s, from, end));
    if (!f || !alone || !is_listed(s, first, end, &title))
        return;
    f->reference.listed = true;
    f->reference.title = arena_copy(s->arena, title);
}

/* Where the value begins behind the word: "bil. 1", "bilaga nr. 1". */
static uint32_t value_start(const struct scan *s, const struct word_table *w, uint32_t i)
{
    uint32_t from = i + 1;
    if (is_abbreviation_point(s, from))
        from++;
    if (reference_meaning(s, w, from) == MEANS_NUMBER)
        from += mark_in(scan_token(s, from + 1), ".") ? 2 : 1;
    return from;
}

uint32_t annex_find(struct scan *s, const struct word_table *w, uint32_t i)
{
    uint32_t from = value_start(s, w, i), first = i, last = i;
    uint32_t end = value_end(s, from);
    if (!end || names_another(s, w, end + 1, false))
        return i;
    while (from) {
        end = value_end(s, from);
        if (is_span(s, from)) {
            last = span_add(s, first, from, from + 2);
        } else {
            value_add(s, first, from, end, first == i && !next_value(s, w, end));
            last = end;
        }
        first = from = next_value(s, w, last);
    }
    return last;
}

/* An item of a list of annexes that says only number and title. */
static void item_add(struct scan *s, const struct word_table *w, const struct block *b, uint32_t i)
{
    struct span text = document_span(s->document, b->text);
    const struct token *t = scan_token(s, i);
    if (b->kind != BLOCK_ITEM || t->kind != TOKEN_NUMBER || token_length(t) > MOST_DIGITS ||
        b->label.end == b->label.start || text.n == 0 || text.n > MOST_TITLE)
        return;
    for (uint32_t k = i + 1; !is_row_end(scan_token(s, k)); k++)
        if (reference_meaning(s, w, k) == MEANS_ANNEX)
            return;
    struct fact *f = reference_add(s, REFERENCE_ANNEX, i, i, tokens_text(s, i, i));
    if (!f)
        return;
    f->reference.listed = true;
    f->reference.title = arena_copy(s->arena, text);
}

/* The first token that does not end before this offset. */
static uint32_t token_at(const struct scan *s, uint32_t offset)
{
    return FIRST_NOT(i, s->tokens.n, scan_token(s, i)->end <= offset);
}

void annex_lists_find(struct scan *s, const struct word_table *w)
{
    const struct document *d = s->document;
    for (size_t i = 0; i < d->sections.n; i++) {
        const struct section *section = &d->sections.at[i];
        if (!section->title.at || section->body.end <= section->body.start ||
            !is_list_title(
                (struct span){d->fold + (section->title.at - d->text), section->title.n}))
            continue;
        uint32_t block = document_block_at(d, section->body.start);
        for (; block < d->blocks.n && d->blocks.at[block].text.start < section->body.end; block++)
            item_add(s, w, &d->blocks.at[block], token_at(s, d->blocks.at[block].label.start));
    }
}
