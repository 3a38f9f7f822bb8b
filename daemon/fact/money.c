/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fact/money.h"
#include "fact/mark.h"
#include "fact/numbers.h"

// clang-format off
static const struct {
    char code[4];    /* "": by language */
    int exponent;    /* of ten, in the currency's unit */
    bool first;      /* may stand before the figure: "SEK 3 million" */
} currencies[] = {
    [CURRENCY_CROWN]    = {"",    0, true},  [CURRENCY_KRONER]   = {"",    0, false},
    [CURRENCY_SEK]      = {"SEK", 0, false}, [CURRENCY_ORE]      = {"SEK", -2, false},
    [CURRENCY_TKR]      = {"",    3, false}, [CURRENCY_MKR]      = {"",    6, false},
    [CURRENCY_MDKR]     = {"",    9, false}, [CURRENCY_SEK_CODE] = {"SEK", 0, true},
    [CURRENCY_TSEK]     = {"SEK", 3, true},  [CURRENCY_MSEK]     = {"SEK", 6, true},
    [CURRENCY_NOK]      = {"NOK", 0, true},  [CURRENCY_TNOK]     = {"NOK", 3, true},
    [CURRENCY_MNOK]     = {"NOK", 6, true},  [CURRENCY_DKK]      = {"DKK", 0, true},
    [CURRENCY_TDKK]     = {"DKK", 3, true},  [CURRENCY_MDKK]     = {"DKK", 6, true},
    [CURRENCY_EUR]      = {"EUR", 0, true},  [CURRENCY_EURO]     = {"EUR", 0, false},
    [CURRENCY_TEUR]     = {"EUR", 3, true},  [CURRENCY_MEUR]     = {"EUR", 6, true},
    [CURRENCY_USD]      = {"USD", 0, true},  [CURRENCY_DOLLAR]   = {"USD", 0, false},
    [CURRENCY_MUSD]     = {"USD", 6, true},  [CURRENCY_GBP]      = {"GBP", 0, true},
    [CURRENCY_CHF]      = {"CHF", 0, true},
};
// clang-format on
_Static_assert(sizeof currencies / sizeof *currencies == CURRENCY_COUNT, "a currency is missing");

static const char *code_of(const struct scan *s, uint32_t currency)
{
    if (currencies[currency].code[0])
        return currencies[currency].code;
    if (s->language & LANGUAGE_DA)
        return "DKK";
    bool norwegian = s->language & (LANGUAGE_NB | LANGUAGE_NN);
    return norwegian || currency == CURRENCY_KRONER ? "NOK" : "SEK";
}

/* The figure times ten to the power of `exponent`, in hundredths. False if it does not fit. */
static bool hundredths_of(struct figure f, int exponent, int64_t *ret)
{
    int64_t value = f.whole, decimals = f.decimals;
    if (f.either && exponent > 0) {
        decimals = f.whole % 1000;
        value = f.whole / 1000;
        f.decimal_digits = 3;
    }
    for (int i = 0; i < exponent + 2; i++)
        if (__builtin_mul_overflow(value, 10, &value))
            return false;
    int shift = exponent + 2 - (int)f.decimal_digits;
    for (; shift > 0; shift--)
        decimals *= 10;
    for (; shift < 0; shift++)
        decimals /= 10;
    return !__builtin_add_overflow(value, decimals, ret);
}

static bool add(struct scan *s, uint32_t first, uint32_t last, const struct figure *f, int exponent,
                const char *code)
{
    int64_t hundredths;
    struct range at = {scan_token(s, first)->start, scan_token(s, last)->end};
    if (!hundredths_of(*f, exponent, &hundredths))
        return true;
    struct fact *fact = scan_add(s, FACT_MONEY, at);
    if (!fact)
        return false;
    fact->money.hundredths = hundredths;
    memcpy(fact->money.currency, code, sizeof fact->money.currency);
    return true;
}

/* The exponent of a scale ("miljoner", "mn.") that ends before token i, and where it begins. */
static int scale_before(const struct scan *s, const struct word_table *units, uint32_t i,
                        uint32_t *first)
{
    *first = i;
    uint32_t k = i;
    if (k > 1 && mark_in(scan_token(s, k - 1), "."))
        k--;
    const struct word_row *row = k > 0 ? number_unit(s, units, k - 1) : NULL;
    if (!row || row->meaning != MEANS_SCALE)
        return 0;
    *first = k - 1;
    return row->value;
}

/* "fem miljoner tvåhundra tusen": all in words, so that no scale is taken twice. */
static bool only_words(const struct scan *s, uint32_t i, struct figure *f)
{
    struct number_in_words words;
    uint32_t first;
    if (i == 0 || scan_token(s, i - 1)->kind != TOKEN_WORD ||
        !number_words_before(s, i, &words, &first) || !number_word_fits(s, &words))
        return false;
    const struct token *before = scan_token(s, first ? first - 1 : s->tokens.n);
    if (before->kind == TOKEN_NUMBER || mark_in(before, ")"))
        return false;
    *f = (struct figure){.whole = words.value, .first = first, .last = i - 1};
    return true;
}

static bool amount_before(const struct scan *s, const struct word_table *units, uint32_t i,
                          struct figure *f, int *exponent)
{
    uint32_t end;
    *exponent = 0;
    if (only_words(s, i, f))
        return true;
    *exponent = scale_before(s, units, i, &end);
    return quantity_before(s, end, f);
}

/* The figure after a currency: "SEK 3 million", "€ 1,500.00". */
static bool find_behind(struct scan *s, const struct word_table *units, uint32_t i, int exponent,
                        const char *code)
{
    struct figure f;
    if (scan_token(s, i + 1)->kind != TOKEN_NUMBER || !figure_read(s, i + 1, &f))
        return true;
    const struct token *next = scan_token(s, f.last + 1);
    const struct token *after = scan_token(s, f.last + 2);
    if (mark_in(next, "-/:") && token_glued(next) && token_glued(after) &&
        after->kind == TOKEN_NUMBER)
        return true;
    const struct word_row *scale = number_unit(s, units, f.last + 1);
    bool scaled = scale && scale->meaning == MEANS_SCALE;
    return add(s, i, scaled ? f.last + 1 : f.last, &f, exponent + (scaled ? scale->value : 0),
               code);
}

bool money_find(struct scan *s, const struct word_table *units, uint32_t i, uint32_t currency)
{
    struct figure f;
    int scale, exponent = currencies[currency].exponent;
    const char *code = code_of(s, currency);
    if (i > 0 && amount_before(s, units, i, &f, &scale))
        return add(s, f.first, i, &f, exponent + scale, code);
    return !currencies[currency].first || find_behind(s, units, i, exponent, code);
}

static const char *sign_code(uint32_t sign)
{
    return sign == 0x20ac ? "EUR" : sign == 0xa3 ? "GBP" : sign == '$' ? "USD" : NULL;
}

bool money_find_sign(struct scan *s, const struct word_table *units, uint32_t i)
{
    struct figure f;
    int scale;
    const struct token *sign = scan_token(s, i), *next = scan_token(s, i + 1);
    if (sign->value == ':') {
        bool dash = mark_in(next, "-") && token_glued(sign) && token_glued(next);
        return !dash || !figure_before(s, i, &f) || add(s, f.first, i + 1, &f, 0, "SEK");
    }
    const char *code = sign_code(sign->value);
    if (!code)
        return true;
    bool glued_behind = next->kind == TOKEN_NUMBER && token_glued(next);
    if (!glued_behind && i > 0 && amount_before(s, units, i, &f, &scale))
        return add(s, f.first, i, &f, scale, code);
    return find_behind(s, units, i, 0, code);
}
