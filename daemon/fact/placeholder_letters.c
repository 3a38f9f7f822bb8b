/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * "XXXXXX-XXXX", "20XX", "ÅÅÅÅ-MM-DD". X is a Roman numeral and a size too: one group of two or
 * three counts only beside words that want a number.
 */
#include "fact/mark.h"
#include "fact/placeholders.h"

enum { WANTS_BEFORE = 1, WANTS_BEHIND, FORMAT_OF_DATES };

// clang-format off
static const struct word_row neighbour_words[] = {
    {"kr", WANTS_BEHIND, 0, 0},      {"kronor", WANTS_BEHIND, 0, 0},  {"sek", WANTS_BEHIND, 0, 0},
    {"tkr", WANTS_BEHIND, 0, 0},     {"mnkr", WANTS_BEHIND, 0, 0},    {"eur", WANTS_BEHIND, 0, 0},
    {"euro", WANTS_BEHIND, 0, 0},    {"procent", WANTS_BEHIND, 0, 0}, {"percent", WANTS_BEHIND, 0, 0},
    {"dagar", WANTS_BEHIND, 0, 0},   {"veckor", WANTS_BEHIND, 0, 0},  {"månader", WANTS_BEHIND, 0, 0},
    {"år", WANTS_BEHIND, 0, 0},      {"timmar", WANTS_BEHIND, 0, 0},  {"days", WANTS_BEHIND, 0, 0},
    {"weeks", WANTS_BEHIND, 0, 0},   {"months", WANTS_BEHIND, 0, 0},  {"years", WANTS_BEHIND, 0, 0},
    {"hours", WANTS_BEHIND, 0, 0},   {"kommun", WANTS_BEHIND, 0, 0},  {"ab", WANTS_BEHIND, 0, 0},
    {"den", WANTS_BEFORE, 0, LANGUAGE_SV}, {"dnr", WANTS_BEFORE, 0, 0},
    {"format", FORMAT_OF_DATES, 0, 0}, {"formatet", FORMAT_OF_DATES, 0, 0},
    {"formen", FORMAT_OF_DATES, 0, 0}, {"formatted", FORMAT_OF_DATES, 0, 0},
    {"form", FORMAT_OF_DATES, 0, LANGUAGE_EN}, {"style", FORMAT_OF_DATES, 0, 0},
};
static const char *const years[] = {"åååå", "yyyy", "jjjj", "aaaa", "vvvv"};
static const char *const whole_dates[] = {"ååmmdd", "ååååmmdd", "yymmdd", "yyyymmdd", "ddmmyyyy"};
static const char *const days[] = {"mm", "dd", "tt", "jj", "kk", "pp"};
// clang-format on

enum { REACH = 4, MOST_PARTS = 8 };

struct letters {
    uint32_t first, last;
    uint32_t groups, crosses, longest; /* of X */
    uint32_t years, days;              /* groups of a date */
    bool number;                       /* a figure among them: "08-XXX" */
    bool marked;                       /* '-' or '/' between */
    bool mixed;                        /* figure and letters without a mark: "5xx" */
};

struct word_table *letters_words_prepare(struct vocabulary *v)
{
    return words_new(v, neighbour_words, sizeof neighbour_words / sizeof *neighbour_words);
}

static bool is_one_of(struct span word, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (span_is(word, list[i]))
            return true;
    return false;
}
#define IS_ONE_OF(word, list) is_one_of((word), (list), sizeof(list) / sizeof *(list))

static uint32_t crosses_of(struct span word)
{
    for (size_t i = 0; i < word.n; i++)
        if (word.at[i] != 'x' && word.at[i] != 'y')
            return 0;
    return word.n && word.at[0] == word.at[word.n - 1] ? (uint32_t)word.n : 0;
}

/* Takes one token into the group of letters; false if it does not belong there. */
static bool take(const struct scan *s, uint32_t i, struct letters *l)
{
    const struct token *t = scan_token(s, i);
    struct span word = scan_fold(s, t);
    if (t->kind == TOKEN_NUMBER) {
        l->number = true;
        return true;
    }
    if (t->kind != TOKEN_WORD)
        return false;
    uint32_t crosses = crosses_of(word);
    if (IS_ONE_OF(word, years)) {
        l->years++;
    } else if (IS_ONE_OF(word, whole_dates)) {
        l->years++;
        l->days++;
    } else if (IS_ONE_OF(word, days)) {
        l->days++;
    } else if (crosses) {
        l->groups++;
        l->crosses += crosses;
        l->longest = crosses > l->longest ? crosses : l->longest;
    } else {
        return false;
    }
    return true;
}

/* Grows over glued groups, with one mark between or none. */
static bool grow(const struct scan *s, uint32_t i, struct letters *l)
{
    *l = (struct letters){.first = i, .last = i};
    if (!take(s, i, l))
        return false;
    while (l->first > 0 && i - l->first < MOST_PARTS && token_glued(scan_token(s, l->first))) {
        const struct token *before = scan_token(s, l->first - 1);
        bool mark = mark_in(before, "-/.") && token_glued(before);
        uint32_t back = mark ? 2 : 1;
        if (back > l->first || !take(s, l->first - back, l))
            break;
        l->mixed |= !mark;
        l->marked |= mark_in(before, "-/");
        l->first -= back;
    }
    while (l->last - i < MOST_PARTS && token_glued(scan_token(s, l->last + 1))) {
        const struct token *next = scan_token(s, l->last + 1);
        bool mark = mark_in(next, "-/.") && token_glued(scan_token(s, l->last + 2));
        uint32_t to = l->last + (mark ? 2 : 1);
        if (!take(s, to, l))
            break;
        l->mixed |= !mark;
        l->marked |= mark_in(next, "-/");
        l->last = to;
    }
    return true;
}

static bool means(const struct scan *s, const struct word_table *words, uint32_t i,
                  uint16_t meaning)
{
    const struct token *t = scan_token(s, i);
    if (t->kind != TOKEN_WORD)
        return false;
    const struct word_row *row = words_find(words, t, s->document->fold);
    return row && row->meaning == meaning &&
           (row->languages == 0 || (row->languages & s->language) || s->language == 0);
}

static bool wants_number(const struct scan *s, const struct word_table *words,
                         const struct letters *l)
{
    return mark_in(scan_token(s, l->last + 1), "%") || means(s, words, l->last + 1, WANTS_BEHIND) ||
           (l->first > 0 && means(s, words, l->first - 1, WANTS_BEFORE));
}

/* "20XX", "202X"; "in 200x" tells of a decade that is over. */
static bool is_year_begun(const struct scan *s, const struct letters *l)
{
    enum { DECADES_OVER = 202 };
    const struct token *number = scan_token(s, l->first), *letters = scan_token(s, l->first + 1);
    const struct token *after = scan_token(s, l->first + 2);
    if (after->kind == TOKEN_NUMBER && token_glued(after))
        return false;
    return number->kind == TOKEN_NUMBER && letters->kind == TOKEN_WORD && token_glued(letters) &&
           token_length(number) + token_length(letters) == 4 &&
           (number->value == 19 || number->value == 20 ||
            (number->value >= (letters->flags & TOKEN_UPPER ? 190 : DECADES_OVER) &&
             number->value <= 209));
}

/* What glues a word or a figure to the letters makes them a name: "5xx", "EXXON-XX". */
static bool stands_free(const struct scan *s, const struct letters *l)
{
    const struct token *after = scan_token(s, l->last + 1);
    if (token_glued(after) && (after->kind == TOKEN_WORD || mark_in(after, "@_")))
        return false;
    if (l->first == 0 || !token_glued(scan_token(s, l->first)))
        return true;
    const struct token *before = scan_token(s, l->first - 1);
    return before->kind != TOKEN_WORD && !mark_in(before, "@.-_/\\#$&=");
}

static bool is_letters(const struct scan *s, const struct word_table *words,
                       const struct letters *l)
{
    if (is_year_begun(s, l))
        return true;
    if (l->crosses == 0)
        return false;
    if (l->number)
        return !l->mixed && l->marked && (l->longest >= 3 || l->crosses >= 4);
    if (l->groups >= 2 || l->crosses >= 4)
        return l->crosses >= 4;
    return l->crosses >= 2 && wants_number(s, words, l);
}

/* "anges i formatet ÅÅÅÅ-MM-DD" and "Datum (ÅÅÅÅ-MM-DD)" tell how to write, and leave nothing. */
static bool is_instruction(const struct scan *s, const struct word_table *words,
                           const struct letters *l)
{
    if (l->first > 0 && mark_in(scan_token(s, l->first - 1), "(") &&
        mark_in(scan_token(s, l->last + 1), ")"))
        return true;
    for (uint32_t k = l->first; k-- > 0 && l->first - k <= REACH;)
        if (means(s, words, k, FORMAT_OF_DATES))
            return true;
    return placeholder_block(s, l->first) == BLOCK_HEADING;
}

uint32_t letters_find(struct scan *s, const struct placeholder_words *w, uint32_t i)
{
    struct letters l;
    if (!grow(s, i, &l))
        return i;
    bool capitals = scan_token(s, i)->flags & TOKEN_CAPS;
    bool record = span_is(scan_fold(s, scan_token(s, i)), "aaaa"); /* of a name server */
    bool date = l.years && (l.days || (l.groups == 0 && capitals && !record));
    if (!stands_free(s, &l))
        return l.last;
    if (date && !is_instruction(s, w->neighbour, &l))
        return placeholder_add(s, PLACEHOLDER_DATE, l.first, l.last);
    if (!date && is_letters(s, w->neighbour, &l))
        return placeholder_add(s, PLACEHOLDER_LETTERS, l.first, l.last);
    return l.last;
}
