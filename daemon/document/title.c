/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The title: what the format calls one, else the line at the top that looks most like it. Above it
 * may stand a letterhead: the agency's name, a date, a registration number, "1 (3)".
 */
#include "base/utf8.h"
#include "document/draft.h"
#include "document/shape.h"

enum { TOP_BLOCKS = 12, TOP_LINES = 24, TITLE_BYTES = 300, ENOUGH = 1 };

// clang-format off
/* Ends of words that say what a document is: "samverkansavtal", "slutrapport". */
static const char *const document_words[] = {
    "avtal", "avtalet", "överenskommelse", "kontrakt", "rapport", "rapporten", "redovisning", "protokoll",
    "protokollsutdrag", "beslut", "policy", "riktlinjer", "riktlinje", "plan", "förfrågningsunderlag", "offert", "anbud",
    "ansökan", "yttrande", "skrivelse", "fullmakt", "reglemente", "stadgar", "tillägg", "utvärdering",
    "remissvar", "delegationsordning", "instruktion", "kallelse", "dagordning", "föredragningslista",
    "minnesanteckningar", "intyg", "strategi", "program", "promemoria", "tjänsteutlåtande", "berättelse",
    "agreement", "contract", "report", "minutes", "decision", "amendment", "addendum", "memorandum", "tender",
    "statement", "terms", "proposal", "guidelines", "review", "procedure", "strategy",
    "vertrag", "vereinbarung", "bericht", "beschluss", "richtlinie", "satzung", "nachtrag", "ordnung",
    "sopimus", "raportti", "pöytäkirja", "päätös", "suunnitelma", "ohje", "selvitys", "kertomus", "lausunto",
    "avtale", "aftale", "referat", "vedtak", "vedtekter", "beslutning", "møtebok", "protokol", "avtalen",
    "accord", "contrat", "convention", "procès-verbal", "décision", "avenant", "compte",
};
// clang-format on

/* Lines that belong together: a line, and those that it merely overflows into. */
struct unit {
    struct range text;
    uint32_t block, first_line, last_line;
};

static bool is_document_word(struct span word)
{
    for (size_t i = 0; i < sizeof document_words / sizeof *document_words; i++) {
        size_t n = strlen(document_words[i]);
        if (word.n >= n && memcmp(word.at + word.n - n, document_words[i], n) == 0)
            return true;
    }
    return false;
}

static bool names_document(struct span fold)
{
    for (size_t i = 0, start = 0; i <= fold.n; i++) {
        if (i < fold.n && !strchr(" \n,:()", fold.at[i]))
            continue;
        if (i > start && is_document_word(span_cut(fold, start, i)))
            return true;
        start = i + 1;
    }
    return false;
}

/* "Dnr: 2019:830", "Datum: ..." */
static bool is_field(struct span s)
{
    const char *colon = memchr(s.at, ':', s.n);
    return colon && (size_t)(colon - s.at) < 24 && !memchr(s.at, ' ', (size_t)(colon - s.at));
}

static bool cannot_be_title(struct span s)
{
    uint32_t letters = 0, digits = 0;
    size_t n;
    if (!s.n || s.n > TITLE_BYTES || shape_is_sentence(s) || memchr(s.at, '@', s.n))
        return true;
    for (size_t i = 0; i < s.n; i += n) {
        int32_t c = utf8_decode(span_cut(s, i, s.n), &n);
        letters += utf8_is_letter(c);
        digits += c >= '0' && c <= '9';
    }
    return letters < 3 || digits > letters || utf8_is_lower(utf8_decode(s, &n)) ||
           memmem(s.at, s.n, "www.", 4);
}

static int score(const struct draft *w, const struct unit *u, int position)
{
    const struct document *d = &w->document;
    const struct block *b = &d->blocks.at[u->block];
    struct span s = document_span(d, u->text);
    if (cannot_be_title(s))
        return 0;
    bool names = names_document(document_folded(d, u->text));
    int points = 20 - position;
    points += names ? 40 : 0;
    points += shape_is_capitals(s) ? 15 : 0;
    points += shape_words(s) >= 3 ? 10 : 0;
    points += b->line_count == u->last_line - u->first_line + 1 ? 10 : 0;
    points -= is_field(s) && !names ? 30 : 0;
    points -= s.at[s.n - 1] == ':' ? 15 : 0;
    points -= w->notes.at[u->first_line].runs ? 45 : 0;
    return points;
}

/* "AVTAL" / "om samverkan mellan A och B": the next line goes on with it. */
static bool goes_on(const struct document *d, uint32_t line)
{
    size_t n;
    struct span next = document_span(d, d->lines.at[line].text);
    return utf8_is_lower(utf8_decode(next, &n)) && !shape_is_sentence(next) && next.n < TITLE_BYTES;
}

static struct unit next_unit(struct draft *w, uint32_t block, uint32_t line)
{
    struct document *d = &w->document;
    const struct block *b = &d->blocks.at[block];
    struct unit u = {{d->lines.at[line].text.start, d->lines.at[line].text.end}, block, line, line};
    if (line == b->first_line)
        u.text.start = b->text.start;
    while (u.last_line + 1 < b->first_line + b->line_count && u.last_line < line + 4 &&
           (d->text[d->lines.at[u.last_line].text.end] != '\n' || goes_on(d, u.last_line + 1)))
        u.text.end = d->lines.at[++u.last_line].text.end;
    return u;
}

/* Sections have begun, or running text has. */
static bool top_ends(const struct draft *w, const struct block *b, uint32_t i)
{
    const struct document *d = &w->document;
    struct span s = document_span(d, b->text);
    if (b->kind == BLOCK_CONTENTS)
        return true;
    if (b->kind == BLOCK_HEADING)
        return b->label.end > b->label.start || i > 0;
    return s.n > TITLE_BYTES || (s.n > 100 && s.at[s.n - 1] == '.');
}

static void set_title(struct draft *w, const struct unit *u)
{
    struct document *d = &w->document;
    for (uint32_t i = u->first_line; i < u->last_line; i++) {
        uint32_t end = d->lines.at[i].text.end;
        if (d->text[end] == '\n')
            d->text[end] = d->fold[end] = ' ';
    }
    d->title_range = u->text;
    d->title = document_span(d, u->text);
    struct block *b = &d->blocks.at[u->block];
    bool whole =
        b->first_line == u->first_line && b->first_line + b->line_count == u->last_line + 1;
    if (whole && b->kind != BLOCK_ITEM && b->kind != BLOCK_ROW) {
        b->kind = BLOCK_HEADING;
        b->level = 1;
        w->title_block = u->block;
    }
}

/* The line of the top with most points; the earlier of two. */
static void guess_title(struct draft *w)
{
    struct document *d = &w->document;
    struct unit best = {0};
    int most = 0, position = 0;
    for (uint32_t i = 0; i < d->blocks.n && i < TOP_BLOCKS && position < TOP_LINES; i++) {
        const struct block *b = &d->blocks.at[i];
        if (b->kind == BLOCK_FURNITURE || b->kind == BLOCK_ROW || b->kind == BLOCK_CODE ||
            b->line_count == 0)
            continue;
        if (top_ends(w, b, i))
            break;
        if (b->kind == BLOCK_ITEM)
            continue;
        for (uint32_t line = b->first_line; line < b->first_line + b->line_count; position++) {
            struct unit u = next_unit(w, i, line);
            int points = score(w, &u, position);
            if (points >= most + ENOUGH) {
                most = points;
                best = u;
            }
            line = u.last_line + 1;
        }
    }
    if (most)
        set_title(w, &best);
}

static uint32_t find_given(const struct document *d, uint8_t level, uint32_t *ret_count)
{
    uint32_t found = UINT32_MAX;
    *ret_count = 0;
    for (uint32_t i = 0; i < d->blocks.n; i++) {
        const struct block *b = &d->blocks.at[i];
        if (b->kind == BLOCK_HEADING && b->given && b->level == level && !(*ret_count)++)
            found = i;
    }
    return found;
}

static void take_title(struct draft *w, uint32_t block)
{
    struct document *d = &w->document;
    d->title_range = d->blocks.at[block].text;
    d->title = document_span(d, d->title_range);
    d->blocks.at[block].level = 1;
    w->title_block = block;
}

/* Front matter that says the same as the first heading says it once too often. */
static void drop_twin(struct draft *w, uint32_t title, uint32_t heading)
{
    struct document *d = &w->document;
    if (heading == UINT32_MAX || !span_eq(d->title, document_span(d, d->blocks.at[heading].text)))
        return;
    d->blocks.at[title].kind = BLOCK_FURNITURE;
    take_title(w, heading);
}

/* The format's own: a heading of level 0, or the first of level 1 unless it heads a section. */
static bool take_given_title(struct draft *w)
{
    struct document *d = &w->document;
    uint32_t titles, tops, title = find_given(d, 0, &titles), top = find_given(d, 1, &tops);
    if (titles) {
        take_title(w, title);
        drop_twin(w, title, top);
        return true;
    }
    if (!tops)
        return false;
    const struct block *b = &d->blocks.at[top];
    bool labelled = b->label.end > b->label.start;
    if (labelled || b->text.end == b->text.start ||
        (tops > 1 && shape_is_known_heading(document_folded(d, b->text))))
        return false;
    take_title(w, top);
    if (tops > 1) /* it is a section like the others too */
        w->title_block = UINT32_MAX;
    return true;
}

void find_title(struct draft *w)
{
    if (!take_given_title(w))
        guess_title(w);
}
