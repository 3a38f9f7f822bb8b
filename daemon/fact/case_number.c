/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Registration numbers have no national form. What a label calls one is taken in any form; without
 * a label only shapes that nothing else has. A shape is written with one sign for each token:
 *   A letters, Y a year, N another number, I a year with 1 for the letter I before it ("12019").
 */
#include "base/buf.h"
#include "base/utf8.h"
#include "fact/identifiers.h"
#include "fact/mark.h"

enum { MOST_TOKENS = 16, MOST_LETTERS = 5, MOST_BYTES = 48, LOOK_BACK = 6 };

/* Tokens of one number; `prefix` is a word before a blank: "RA" of "RA 22-2007/03552". */
struct candidate {
    uint32_t first, last;
    bool prefix, spaced;
    char shape[MOST_TOKENS + 4];
};

// clang-format off
static const struct {
    const char *shape;
    uint8_t letters;     /* least number of letters at the front */
    uint8_t last_digits; /* least number of digits in the last number */
} shapes[] = {
    {"N.N-Y:N",     0, 1}, /* 3.1-2020:55 */
    {"N.N.N-Y:N",   0, 1}, /* 7.4.2-2019:830 */
    {"N.N.N.N-Y:N", 0, 1},
    {"AY/N",        1, 3}, /* U2019/03786 */
    {"AY/N/A",      1, 2}, /* U2019/03786/S */
    {"AY/Y/A",      1, 2},
    {"AY:N/Y/N",    1, 1}, /* N2012:04/2012/3 */
    {"A-Y/N",       2, 1},
    {"A-Y/N.N",     2, 1}, /* KS-2014/742.912 */
    {"A-Y:N",       2, 1},
    {"A/Y:N",       2, 1}, /* KS/2016:7 */
    {"A/Y/N",       2, 1},
    {"YAN",         2, 1}, /* 2023KS133 */
    {"AY-N",        2, 3}, /* TN2025-1040 */
    {"AY_N",        2, 3},
    {"A Y/N",       2, 3}, /* KS 2016/123 */
    {"A N-Y/N",     2, 1}, /* RA 22-2007/03552 */
    {"I/N/A",       0, 3}, /* 12019/01968/D */
    {"Y-N",         0, 5}, /* 2022-02892: only with a zero in front */
};

/* Statutes, bills, standards, courts and terms; "A" is none of these. */
static const struct word_row never_words[] = {
    {"sfs", 0, 0, 0},  {"sou", 0, 0, 0},   {"ds", 0, 0, 0},    {"prop", 0, 0, 0}, {"dir", 0, 0, 0},
    {"bet", 0, 0, 0},  {"rskr", 0, 0, 0},  {"skr", 0, 0, 0},   {"nja", 0, 0, 0},  {"hfd", 0, 0, 0},
    {"rå", 0, 0, 0},   {"ad", 0, 0, 0},    {"mfö", 0, 0, 0},   {"eu", 0, 0, 0},   {"eg", 0, 0, 0},
    {"eeg", 0, 0, 0},  {"ec", 0, 0, 0},    {"eec", 0, 0, 0},   {"com", 0, 0, 0},  {"swd", 0, 0, 0},
    {"kom", 0, 0, 0},  {"join", 0, 0, 0},  {"gdpr", 0, 0, 0},  {"iso", 0, 0, 0},  {"iec", 0, 0, 0},
    {"en", 0, 0, 0},   {"ss", 0, 0, 0},    {"din", 0, 0, 0},   {"ht", 0, 0, 0},   {"vt", 0, 0, 0},
    {"fy", 0, 0, 0},   {"lå", 0, 0, 0},    {"kl", 0, 0, 0},    {"nr", 0, 0, 0},   {"no", 0, 0, 0},
    {"för", 0, 0, 0},  {"the", 0, 0, 0},   {"den", 0, 0, 0},   {"covid", 0, 0, 0}, {"ab", 0, 0, 0},
    {"q", 0, 0, 0},    {"h", 0, 0, 0},     {"v", 0, 0, 0},     {"p", 0, 0, 0},    {"art", 0, 0, 0},
};
// clang-format on

struct word_table *case_numbers_prepare(struct vocabulary *v)
{
    return words_new(v, never_words, sizeof never_words / sizeof *never_words);
}

static bool is_year(const struct token *t)
{
    return t->kind == TOKEN_NUMBER && token_length(t) == 4 && t->value >= 1900 && t->value < 2100;
}

/* A word that may belong to a registration number: short, and no statute's name ("SKOLFS"). */
static bool is_prefix(const struct scan *s, const struct word_table *never, const struct token *t)
{
    struct span word = scan_fold(s, t);
    if (t->kind != TOKEN_WORD || !(t->flags & TOKEN_UPPER) ||
        words_find(never, t, s->document->fold))
        return false;
    bool short_enough = utf8_count(word) <= MOST_LETTERS;
    bool statutes = word.n >= 3 && memcmp(word.at + word.n - 2, "fs", 2) == 0;
    return short_enough && !statutes;
}

/* One more token, with what joins it: "/S", "- 2019", " /01899". 0 if the run ends here. */
static uint32_t step(const struct scan *s, uint32_t last, bool *spaced)
{
    const struct token *next = scan_token(s, last + 1), *after = scan_token(s, last + 2);
    if (next->kind == TOKEN_NUMBER || next->kind == TOKEN_WORD)
        return token_glued(next) ? last + 1 : 0;
    if (!mark_in(next, "-/:._") || (after->kind != TOKEN_NUMBER && after->kind != TOKEN_WORD))
        return 0;
    if (next->value == '.' && after->kind == TOKEN_WORD)
        return 0;
    if (token_glued(next) && token_glued(after))
        return last + 2;
    bool one_side = token_glued(next) != token_glued(after);
    if (!one_side || !mark_in(next, "-/") || after->kind != TOKEN_NUMBER)
        return 0;
    *spaced = true;
    return last + 2;
}

/* Where the run begins that holds the number at token i: back over what is glued to it. UINT32_MAX
   if it is part of something longer, as an address of the web is. */
static uint32_t run_start(const struct scan *s, const struct word_table *labels, uint32_t i)
{
    uint32_t k = i;
    for (uint32_t steps = 0; k > 0 && token_glued(scan_token(s, k)); k--, steps++) {
        const struct token *before = scan_token(s, k - 1);
        bool word = before->kind == TOKEN_WORD;
        if (word && label_is_case(s, labels, before))
            break;
        if (!word && before->kind != TOKEN_NUMBER && !mark_in(before, "-/:._")) {
            if (mark_in(before, "@%#?&=*+~\\"))
                return UINT32_MAX;
            break;
        }
        if (steps == LOOK_BACK)
            return UINT32_MAX;
    }
    while (k < i && scan_token(s, k)->kind == TOKEN_MARK)
        k++;
    return k;
}

static char shape_of(const struct token *t)
{
    if (t->kind == TOKEN_MARK)
        return (char)t->value;
    if (t->kind == TOKEN_WORD)
        return t->flags & TOKEN_UPPER ? 'A' : 'a';
    if (is_year(t))
        return 'Y';
    bool one_for_letter = token_length(t) == 5 && t->value >= 11900 && t->value < 12100;
    return one_for_letter ? 'I' : 'N';
}

static void shape_write(const struct scan *s, struct candidate *r)
{
    char *out = r->shape;
    for (uint32_t k = r->first; k <= r->last; k++) {
        *out++ = shape_of(scan_token(s, k));
        if (k == r->first && r->prefix)
            *out++ = ' ';
    }
    *out = '\0';
}

/* The run from token `first` on; false if it is too long to be a number of a case. */
static bool run_read(const struct scan *s, uint32_t first, struct candidate *ret)
{
    *ret = (struct candidate){.first = first, .last = first};
    for (uint32_t next; (next = step(s, ret->last, &ret->spaced)); ret->last = next)
        if (next - first >= MOST_TOKENS)
            return false;
    if (scan_token(s, ret->last)->end - scan_token(s, first)->start > MOST_BYTES)
        return false;
    shape_write(s, ret);
    return true;
}

/* "RA 22-2007/03552", "KS 2016/123": the word before the blank belongs to it. */
static void take_prefix(const struct scan *s, const struct word_table *never, struct candidate *r)
{
    const struct token *word = scan_token(s, r->first ? r->first - 1 : s->tokens.n);
    bool caps = (word->flags & TOKEN_CAPS) && is_prefix(s, never, word);
    if (!caps || token_glued(scan_token(s, r->first)) || r->last - r->first >= MOST_TOKENS - 2 ||
        scan_token(s, r->first)->kind != TOKEN_NUMBER || r->first == r->last)
        return;
    r->first--;
    r->prefix = true;
    shape_write(s, r);
}

static uint32_t last_digits(const struct scan *s, const struct candidate *r)
{
    for (uint32_t k = r->last + 1; k-- > r->first;)
        if (scan_token(s, k)->kind == TOKEN_NUMBER)
            return token_length(scan_token(s, k));
    return 0;
}

static bool is_distinctive(const struct scan *s, const struct word_table *never,
                           const struct candidate *r)
{
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        if (shapes[i].shape[0] != r->shape[0] || strcmp(shapes[i].shape, r->shape) != 0 ||
            last_digits(s, r) < shapes[i].last_digits)
            continue;
        for (uint32_t k = r->first; k <= r->last; k++)
            if (scan_token(s, k)->kind == TOKEN_WORD && !is_prefix(s, never, scan_token(s, k)))
                return false;
        const struct token *first = scan_token(s, r->first);
        const struct token *front = first->kind == TOKEN_WORD ? first : scan_token(s, r->first + 1);
        if (shapes[i].letters && utf8_count(scan_fold(s, front)) < shapes[i].letters)
            return false;
        bool zero = s->document->text[scan_token(s, r->last)->start] == '0';
        return strcmp(r->shape, "Y-N") != 0 || zero;
    }
    return false;
}

/* "2020-05-04" and "2020": after a label they are a date, not the number. */
static bool is_date(const struct scan *s, const struct candidate *r)
{
    return strcmp(r->shape, "Y") == 0 ||
           (strcmp(r->shape, "Y-N-N") == 0 && token_length(scan_token(s, r->first + 2)) == 2 &&
            token_length(scan_token(s, r->last)) == 2);
}

static bool is_plausible(const struct scan *s, const struct candidate *r, enum label label)
{
    uint32_t length = scan_token(s, r->last)->end - scan_token(s, r->first)->start;
    bool mixed = r->first != r->last;
    if (length < 2 || strchr(r->shape, 'a') || !strpbrk(r->shape, "NYI") || is_date(s, r))
        return false;
    return label == LABEL_CASE || (mixed && length >= 4) || length >= 5;
}

/* The normal form, and the key under which two ways to write the number are the same. */
static void forms_write(struct scan *s, const struct candidate *r, struct identifier_fact *ret)
{
    struct buf value _cleanup_buf_ = {0}, same _cleanup_buf_ = {0};
    for (uint32_t k = r->first; k <= r->last; k++) {
        struct span text = scan_span(s, scan_token(s, k)), fold = scan_fold(s, scan_token(s, k));
        if (r->shape[0] == 'I' && k == r->first) {
            buf_byte(&value, 'I');
            buf_byte(&same, 'i');
            text = fold = span_cut(text, 1, text.n);
        }
        buf_span(&value, text);
        if (scan_token(s, k)->kind == TOKEN_NUMBER)
            while (fold.n > 1 && fold.at[0] == '0')
                fold = span_cut(fold, 1, fold.n);
        buf_span(&same, fold);
        if (k == r->first && r->prefix)
            buf_byte(&value, ' ');
    }
    ret->value = arena_copy(s->arena, buf_peek(&value));
    ret->same = arena_copy(s->arena, buf_peek(&same));
}

static bool add(struct scan *s, const struct candidate *r, enum identifier_fault fault)
{
    struct range at = {scan_token(s, r->first)->start, scan_token(s, r->last)->end};
    struct fact *f = scan_add(s, FACT_CASE_NUMBER, at);
    if (!f)
        return false;
    bool letter = strcmp(r->shape, "I/N/A") == 0;
    f->repaired = r->spaced || letter;
    f->identifier.fault = letter ? FAULT_DIGIT_FOR_LETTER : fault;
    f->identifier.valid = !letter;
    forms_write(s, r, &f->identifier);
    return true;
}

/* A label stands directly before: take the run in any form, or the one behind a date. */
static bool labelled(const struct scan *s, const struct identifier_words *words,
                     struct candidate *r, enum identifier_fault *fault)
{
    struct candidate behind;
    struct label_found found = label_before(s, words->labels, r->first);
    if ((found.label != LABEL_CASE && found.label != LABEL_REFERENCE) || found.words > 0)
        return false;
    if (is_plausible(s, r, found.label))
        return true;
    if (!is_date(s, r) || !run_read(s, r->last + 1, &behind) ||
        scan_token(s, behind.first)->kind == TOKEN_MARK || behind.first == behind.last ||
        !is_plausible(s, &behind, found.label))
        return false;
    *r = behind;
    *fault = FAULT_DATE_BEFORE;
    return true;
}

/* Looks at the run around the number at *at, and moves *at behind it. */
static bool find_at(struct scan *s, const struct identifier_words *words, uint32_t *at)
{
    struct candidate r;
    enum identifier_fault fault = FAULT_NONE;
    uint32_t start = run_start(s, words->labels, *at);
    if (start == UINT32_MAX || !run_read(s, start, &r))
        return true;
    if (r.last < *at && !run_read(s, *at, &r)) /* what lies between does not join them */
        return true;
    take_prefix(s, words->never, &r);
    bool found = labelled(s, words, &r, &fault) || is_distinctive(s, words->never, &r);
    *at = r.last;
    return !found || add(s, &r, fault);
}

void case_numbers_find(struct scan *s, const struct identifier_words *words)
{
    for (uint32_t i = 0; i < s->tokens.n; i++)
        if (s->tokens.at[i].kind == TOKEN_NUMBER && !find_at(s, words, &i))
            return;
}
