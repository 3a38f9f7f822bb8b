/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "document/label.h"

#include "base/utf8.h"

#include <strings.h>

enum { NUMBER_DIGITS = 3, LABEL_LONGEST = 40 };

struct label_word {
    const char *word;
    enum label_kind kind;
};

/* Compared without regard to ASCII case; the line must write a capital. */
static const struct label_word label_words[] = {
    {"Article", LABEL_ARTICLE},   {"Artikel", LABEL_ARTICLE},   {"Artikla", LABEL_ARTICLE},
    {"Art.", LABEL_ARTICLE},      {"Clause", LABEL_ARTICLE},    {"Section", LABEL_ARTICLE},
    {"Avsnitt", LABEL_ARTICLE},   {"Abschnitt", LABEL_ARTICLE}, {"Kapitel", LABEL_CHAPTER},
    {"Chapter", LABEL_CHAPTER},   {"Chapitre", LABEL_CHAPTER},  {"Kapittel", LABEL_CHAPTER},
    {"Luku", LABEL_CHAPTER},      {"Kap.", LABEL_CHAPTER},      {"Part", LABEL_CHAPTER},
    {"Avdelning", LABEL_CHAPTER}, {"Teil", LABEL_CHAPTER},      {"Del", LABEL_CHAPTER},
    {"Bilaga", LABEL_ANNEX},      {"Bilag", LABEL_ANNEX},       {"Vedlegg", LABEL_ANNEX},
    {"Annex", LABEL_ANNEX},       {"Annexe", LABEL_ANNEX},      {"Appendix", LABEL_ANNEX},
    {"Anlage", LABEL_ANNEX},      {"Anhang", LABEL_ANNEX},      {"Liite", LABEL_ANNEX},
    {"Schedule", LABEL_ANNEX},    {"Exhibit", LABEL_ANNEX},     {"Attachment", LABEL_ANNEX},
};

/* A place in the line while a label is read. */
struct reader {
    struct span s;
    size_t at;
};

static char peek(const struct reader *r)
{
    return r->at < r->s.n ? r->s.at[r->at] : '\0';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool take(struct reader *r, const char *literal)
{
    if (!span_starts(span_cut(r->s, r->at, r->s.n), span_of(literal)))
        return false;
    r->at += strlen(literal);
    return true;
}

static bool at_end(const struct reader *r)
{
    return r->at >= r->s.n;
}

/* 1 to NUMBER_DIGITS digits without a leading zero, and no digit behind. */
static bool take_number(struct reader *r, uint16_t *ret)
{
    size_t start = r->at;
    unsigned value = 0;
    while (is_digit(peek(r)) && r->at - start <= NUMBER_DIGITS)
        value = value * 10 + (unsigned)(r->s.at[r->at++] - '0');
    if (r->at == start || r->at - start > NUMBER_DIGITS || (r->s.at[start] == '0' && value))
        return false;
    *ret = (uint16_t)value;
    return true;
}

/* "5.2.1"; a point that no figure follows is left. */
static bool take_numbers(struct reader *r, struct label *l)
{
    l->number_from = (uint16_t)r->at;
    for (l->depth = 0; l->depth < LABEL_DEPTH;) {
        if (!take_number(r, &l->number[l->depth]))
            return false;
        l->depth++;
        l->number_to = (uint16_t)r->at;
        if (peek(r) != '.' || r->at + 1 >= r->s.n || !is_digit(r->s.at[r->at + 1]))
            return true;
        r->at++;
    }
    return false;
}

static int roman_value(char c)
{
    static const struct {
        char letter;
        int value;
    } figures[] = {{'I', 1}, {'V', 5}, {'X', 10}, {'L', 50}};
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++)
        if (figures[i].letter == c)
            return figures[i].value;
    return 0;
}

/* Roman figures in capitals, below 90. */
static bool take_roman(struct reader *r, uint16_t *ret)
{
    size_t start = r->at;
    int sum = 0, last = 0;
    for (int value; r->at - start < 8 && (value = roman_value(peek(r))); r->at++) {
        sum += value > last ? value - 2 * last : value;
        last = value;
    }
    *ret = (uint16_t)(sum > 0 ? sum : 0);
    return r->at > start && sum > 0;
}

/* What follows the label, and whether it may follow. */
static bool close_label(struct reader *r, struct label *l, bool may_be_glued)
{
    size_t n;
    l->length = (uint16_t)r->at;
    l->title = l->length;
    if (at_end(r))
        return true;
    if (take(r, " ")) {
        l->title = (uint16_t)r->at;
        return true;
    }
    l->glued = true;
    return may_be_glued && utf8_is_upper(utf8_decode(span_cut(r->s, r->at, r->s.n), &n));
}

/* "Article 4 - Term": the dash parts the title from a label that names itself. */
static bool close_named(struct reader *r, struct label *l)
{
    if (!close_label(r, l, false))
        return false;
    if (take(r, "- "))
        l->title = (uint16_t)r->at;
    return true;
}

static bool read_bullet(struct reader r, struct label *l)
{
    static const char *const bullets[] = {
        "-", "•", "*", "·", "+", "▪", "■", "‣", "◦", "●", "○", "➢", "\xef\x82\xb7",
        "□", "☐", "☒", "✓", "⁃"};
    for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++) {
        struct reader at = r;
        if (!take(&at, bullets[i]))
            continue;
        l->kind = LABEL_BULLET;
        l->length = l->title = (uint16_t)at.at;
        if (take(&at, " "))
            l->title = (uint16_t)at.at;
        else
            l->glued = true;
        bool ascii = (unsigned char)r.s.at[0] < 0x80;
        return at.at < at.s.n && (!ascii || !l->glued);
    }
    return false;
}

/* The letter of "3 a §" and "§ 3 a", which orders like a second number. */
static bool take_letter(struct reader *r, struct label *l)
{
    char c = peek(r);
    if (c < 'a' || c > 'h')
        return false;
    l->number[l->depth++] = (uint16_t)(c - 'a' + 1);
    l->number_to = (uint16_t)++r->at;
    return true;
}

/* "3 §", "3 a §", "2 kap.", behind a number. */
static bool read_law(struct reader r, struct label *l)
{
    if (l->depth != 1 || l->end)
        return false;
    take(&r, " ");
    if (take(&r, "kap.")) {
        l->kind = LABEL_CHAPTER;
        return close_label(&r, l, false);
    }
    struct reader letter = r;
    if (take_letter(&letter, l) && take(&letter, " ") && peek(&letter) == '\xc2')
        r = letter;
    else
        l->depth = 1;
    l->kind = LABEL_PARAGRAPH;
    return take(&r, "§") && peek(&r) != '\xc2' && close_label(&r, l, false);
}

static bool read_number(struct reader r, struct label *l)
{
    if (!take_numbers(&r, l))
        return false;
    struct label law = *l;
    if (read_law(r, &law)) {
        *l = law;
        return true;
    }
    l->kind = LABEL_NUMBER;
    if (peek(&r) == '.' || peek(&r) == ')') {
        l->end = r.s.at[r.at++];
        if (l->end == ')')
            l->kind = LABEL_PAREN;
    }
    return close_label(&r, l, l->depth > 1 || l->end == '.');
}

/* "§ 3", "§3 a". */
static bool read_paragraph(struct reader r, struct label *l)
{
    if (!take(&r, "§"))
        return false;
    take(&r, " ");
    if (!take_numbers(&r, l))
        return false;
    l->kind = LABEL_PARAGRAPH;
    struct reader letter = r;
    struct label lettered = *l;
    if (l->depth == 1 && take(&letter, " ") && take_letter(&letter, &lettered) &&
        (at_end(&letter) || strchr(" .:", peek(&letter)))) {
        r = letter;
        *l = lettered;
    }
    if (peek(&r) == '.' || peek(&r) == ':')
        l->end = r.s.at[r.at++];
    return close_named(&r, l);
}

/* "(a)", "a)", "iv)", "a." */
static bool read_paren(struct reader r, struct label *l)
{
    bool open = take(&r, "(");
    size_t start = r.at;
    l->number_from = (uint16_t)start;
    while ((peek(&r) >= 'a' && peek(&r) <= 'z') || is_digit(peek(&r)))
        r.at++;
    if (r.at == start || r.at - start > 4 || (!open && is_digit(r.s.at[start])))
        return false;
    l->number_to = (uint16_t)r.at;
    l->depth = 1;
    l->number[0] = is_digit(r.s.at[start]) ? (uint16_t)(r.s.at[start] - '0')
                                           : (uint16_t)(r.s.at[start] - 'a' + 1);
    l->kind = LABEL_PAREN;
    char end = peek(&r);
    if (end != ')' && (open || end != '.' || r.at - start > 1))
        return false;
    if (end == ')' && r.at - start > 1 && strspn(r.s.at + start, "ivx0123456789") < r.at - start)
        return false;
    l->end = r.s.at[r.at++];
    return close_label(&r, l, false) && !at_end(&r);
}

/* "A.", "IV." */
static bool read_letter(struct reader r, struct label *l)
{
    size_t start = r.at;
    if (r.s.n < 2 || !strchr(".)IVXL", r.s.at[1]))
        return false;
    l->number_from = (uint16_t)start;
    l->depth = 1;
    if (take_roman(&r, &l->number[0]) && r.at - start > 1) {
        l->kind = LABEL_ROMAN;
    } else {
        r.at = start;
        if (peek(&r) < 'A' || peek(&r) > 'Z')
            return false;
        l->number[0] = (uint16_t)(r.s.at[r.at++] - 'A' + 1);
        l->kind = LABEL_LETTER;
    }
    l->number_to = (uint16_t)r.at;
    if (peek(&r) != '.' && peek(&r) != ')')
        return false;
    l->end = r.s.at[r.at++];
    return close_label(&r, l, false) && !at_end(&r);
}

static bool take_figure(struct reader *r, struct label *l)
{
    l->number_from = (uint16_t)r->at;
    l->depth = 1;
    if (is_digit(peek(r)))
        return take_numbers(r, l);
    if (!take_roman(r, &l->number[0])) {
        if (peek(r) < 'A' || peek(r) > 'Z')
            return false;
        l->number[0] = (uint16_t)(r->s.at[r->at++] - 'A' + 1);
    }
    l->number_to = (uint16_t)r->at;
    return true;
}

/* "Bilaga" alone may name the only annex. */
static bool read_bare_annex(struct reader r, struct label *l)
{
    take(&r, ":");
    if (l->kind != LABEL_ANNEX || !at_end(&r))
        return false;
    l->number_from = 0;
    l->number_to = (uint16_t)(r.s.n - (r.s.at[r.s.n - 1] == ':'));
    return close_label(&r, l, false);
}

static bool read_word(struct reader r, struct label *l)
{
    if (!strchr("ABCDEKLPSTV", r.s.at[0]))
        return false;
    for (size_t i = 0; i < sizeof label_words / sizeof *label_words; i++) {
        const struct label_word *row = &label_words[i];
        if (r.s.at[0] != row->word[0])
            continue;
        size_t n = strlen(row->word);
        if (r.s.n < n || strncasecmp(r.s.at, row->word, n) != 0)
            continue;
        struct reader at = {r.s, n};
        l->kind = (uint8_t)row->kind;
        if (read_bare_annex(at, l))
            return true;
        if (!take(&at, " ") || !take_figure(&at, l))
            continue;
        if (peek(&at) == '.' || peek(&at) == ':')
            l->end = at.s.at[at.at++];
        if (l->kind == LABEL_ANNEX)
            l->number_from = 0; /* "Bilaga 1": a section may be called 1 too */
        return close_named(&at, l);
    }
    return false;
}

/* The way to read a label that begins so; the first that succeeds. */
static bool read_any(struct reader r, struct label *l)
{
    static const struct label none = {0};
    char c = peek(&r);
    bool (*first)(struct reader, struct label *) = read_paragraph;
    bool (*second)(struct reader, struct label *) = read_bullet;
    if (is_digit(c)) {
        first = second = read_number;
    } else if (c >= 'A' && c <= 'Z') {
        first = read_letter;
        second = read_word;
    } else if ((c >= 'a' && c <= 'z') || c == '(') {
        first = second = read_paren;
    }
    if (first(r, l))
        return true;
    *l = none;
    return second != first && second(r, l);
}

struct label label_read(struct span line)
{
    static const struct label none = {0};
    struct label l = none;
    if (line.n && line.at[0] >= 'a' && line.at[0] <= 'z' && line.n > 5 &&
        !memchr(line.at, ')', 5) && line.at[1] != '.')
        return none; /* as most lines of a wrapped text */
    struct reader r = {utf8_prefix(line, LABEL_LONGEST), 0};
    return r.s.n && read_any(r, &l) ? l : none;
}
