/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rule/lexer.h"

#include "base/utf8.h"

struct sign {
    const char *text;
    enum token_kind kind;
    const char *problem, *hint;
};

// clang-format off
static const struct sign signs[] = { /* a longer one before its beginning */
    {"==", TOKEN_EQ,    NULL, NULL},
    {"!=", TOKEN_NE,    NULL, NULL},
    {"<=", TOKEN_LE,    NULL, NULL},
    {">=", TOKEN_GE,    NULL, NULL},
    {"<>", TOKEN_BAD,   "'<>' is no operator", "write '!='"},
    {"<",  TOKEN_LT,    NULL, NULL},
    {">",  TOKEN_GT,    NULL, NULL},
    {"=",  TOKEN_BAD,   "'=' is no operator", "write '=='"},
    {"&&", TOKEN_BAD,   "'&&' is no operator", "write 'and'"},
    {"||", TOKEN_BAD,   "'||' is no operator", "write 'or'"},
    {"!",  TOKEN_BAD,   "'!' is no operator", "write 'not'"},
    {"(",  TOKEN_OPEN,  NULL, NULL},
    {")",  TOKEN_CLOSE, NULL, NULL},
    {".",  TOKEN_DOT,   NULL, NULL},
    {"+",  TOKEN_PLUS,  NULL, NULL},
    {"-",  TOKEN_MINUS, NULL, NULL},
};

static const struct { const char *word; enum duration_unit unit; } units[] = {
    {"h", UNIT_HOUR},   {"hour", UNIT_HOUR},       {"hours", UNIT_HOUR},
    {"d", UNIT_DAY},    {"day", UNIT_DAY},         {"days", UNIT_DAY},
    {"w", UNIT_WEEK},   {"week", UNIT_WEEK},       {"weeks", UNIT_WEEK},
    {"m", UNIT_MONTH},  {"month", UNIT_MONTH},     {"months", UNIT_MONTH},
    {"y", UNIT_YEAR},   {"year", UNIT_YEAR},       {"years", UNIT_YEAR},
    {"workday", UNIT_WORKDAY}, {"workdays", UNIT_WORKDAY},
};
// clang-format on

enum duration_unit unit_of_word(struct span word)
{
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (span_is(word, units[i].word))
            return units[i].unit;
    return UNIT_NONE;
}

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n';
}

static struct span rest(const struct lexer *x)
{
    return span_cut(x->text, x->at, x->text.n);
}

static void skip(struct lexer *x, size_t bytes)
{
    x->column += (uint32_t)utf8_count(span_cut(x->text, x->at, x->at + bytes));
    x->at += bytes;
}

bool date_of_text(struct span s, struct date *ret)
{
    char text[CIVIL_TEXT] = "";
    civil_day day;
    if (s.n != sizeof text - 1 || memchr(s.at, '\0', s.n))
        return false;
    memcpy(text, s.at, s.n);
    if (!civil_parse(text, &day))
        return false;
    struct civil c = civil_from_day(day);
    *ret = (struct date){.year = (int16_t)c.year,
                         .month = (uint8_t)c.month,
                         .day = (uint8_t)c.day,
                         .precision = DATE_DAY};
    return true;
}

/* As many bytes as look like YYYY-MM-DD, right or wrong: digits{4}-digits-digits. */
static size_t date_length(struct span s)
{
    size_t i = 0, part = 0, digits = 0;
    for (; i < s.n && (digit(s.at[i]) || (s.at[i] == '-' && part < 2)); i++) {
        if (s.at[i] == '-') {
            if (digits == 0 || (part == 0 && digits != 4))
                return 0;
            part++;
            digits = 0;
        } else {
            digits++;
        }
    }
    return part == 2 && digits ? i : 0;
}

static struct token bad(struct token t, const char *id, const char *problem, const char *hint)
{
    t.kind = TOKEN_BAD;
    t.id = id;
    t.problem = problem;
    t.hint = hint;
    return t;
}

static struct token lex_date(struct lexer *x, struct token t, size_t length)
{
    t.text = span_cut(rest(x), 0, length);
    skip(x, length);
    t.kind = TOKEN_DATE;
    if (!date_of_text(t.text, &t.date))
        return bad(t, "rules.bad-date", "this is no date", "a day of the calendar as YYYY-MM-DD");
    return t;
}

static struct token lex_number(struct lexer *x, struct token t)
{
    struct span s = rest(x);
    size_t n = 0;
    bool overflow = false;
    for (; n < s.n && digit(s.at[n]); n++)
        overflow |= __builtin_mul_overflow(t.number, 10, &t.number) ||
                    __builtin_add_overflow(t.number, s.at[n] - '0', &t.number);
    t.text = span_cut(s, 0, n);
    t.kind = TOKEN_NUMBER;
    skip(x, n);
    if (overflow)
        return bad(t, "rules.syntax", "this number is too large", NULL);
    return t;
}

static struct token lex_text(struct lexer *x, struct token t)
{
    struct span s = rest(x);
    const char *close = memchr(s.at + 1, s.at[0], s.n - 1);
    if (!close) {
        skip(x, s.n);
        return bad(t, "rules.syntax", "this text is not closed", "end it with the same quote");
    }
    size_t n = (size_t)(close - s.at);
    t.kind = TOKEN_TEXT;
    t.text = span_cut(s, 1, n);
    skip(x, n + 1);
    return t;
}

static bool name_character(struct span s)
{
    size_t length;
    int32_t c = utf8_decode(s, &length);
    return c == '_' || digit(s.at[0]) || (c > 0 && utf8_is_letter(c));
}

static size_t name_length(struct span s)
{
    size_t n = 0;
    while (n < s.n) {
        size_t length = 1;
        bool dash = s.at[n] == '-';
        size_t letter = n + dash; /* a dash joins what stands on both its sides */
        if ((dash && n == 0) || letter == s.n || !name_character(span_cut(s, letter, s.n)))
            break;
        if (!dash)
            utf8_decode(span_cut(s, n, s.n), &length);
        n += length;
    }
    return n;
}

static struct token lex_name(struct lexer *x, struct token t, size_t prefix)
{
    size_t n = name_length(span_cut(rest(x), prefix, x->text.n));
    t.kind = prefix ? TOKEN_PARAM : TOKEN_NAME;
    t.text = span_cut(rest(x), prefix, prefix + n);
    skip(x, prefix + n);
    if (n == 0)
        return bad(t, "rules.syntax", "'$' without the name of a parameter", NULL);
    return t;
}

static struct token lex_sign(struct lexer *x, struct token t)
{
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        struct span sign = span_of(signs[i].text);
        if (!span_starts(rest(x), sign))
            continue;
        t.text = sign;
        t.kind = signs[i].kind;
        skip(x, sign.n);
        return signs[i].problem ? bad(t, "rules.syntax", signs[i].problem, signs[i].hint) : t;
    }
    size_t length;
    utf8_decode(rest(x), &length);
    t.text = span_cut(rest(x), 0, length);
    skip(x, length);
    return bad(t, "rules.syntax", "this character has no meaning in an expression",
               "text stands in quotes: \"so\"");
}

static struct token lex_any(struct lexer *x, struct token t)
{
    struct span s = rest(x);
    char first = x->text.at[x->at];
    size_t date = digit(first) ? date_length(s) : 0;
    if (date)
        return lex_date(x, t, date);
    if (digit(first))
        return lex_number(x, t);
    if (first == '"' || first == '\'')
        return lex_text(x, t);
    if (first == '$')
        return lex_name(x, t, 1);
    return name_character(s) ? lex_name(x, t, 0) : lex_sign(x, t);
}

struct token lexer_next(struct lexer *x)
{
    while (x->at < x->text.n && blank(x->text.at[x->at]))
        skip(x, 1);
    struct token t = {.kind = TOKEN_END, .start = x->at, .end = x->at, .column = x->column};
    if (x->at == x->text.n)
        return t;
    t = lex_any(x, t);
    t.end = x->at;
    return t;
}

bool duration_of_text(struct span text, struct duration *ret)
{
    struct lexer x = {.text = text};
    struct token number = lexer_next(&x), unit = lexer_next(&x), end = lexer_next(&x);
    enum duration_unit u = unit_of_word(unit.text);
    if (number.kind != TOKEN_NUMBER || number.number > UINT16_MAX || unit.kind != TOKEN_NAME ||
        u == UNIT_NONE || end.kind != TOKEN_END)
        return false;
    *ret = (struct duration){(uint32_t)number.number, (uint8_t)u};
    return true;
}
