/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One grammar serves all languages. A number is a falling row of scales (million, thousand), each
 * with a group of hundreds and what is below a hundred before it; words of one language only may
 * meet. Compounds need no spaces: they are cut into the longest known parts.
 */
#include "fact/number_word.h"
#include "fact/mark.h"

enum part_kind {
    PART_UNIT,      /* 0-9 */
    PART_TEEN,      /* 10-19, nothing after it */
    PART_TENS,      /* 20-90; French "dix", which goes on in "dix-sept" */
    PART_SCALE,     /* value is the exponent of ten */
    PART_AND,       /* "och", "und" */
    PART_PLUS_TEN,  /* Finnish "toista" */
    PART_TIMES_TEN, /* Finnish "kymmentä" */
};

struct part {
    const char *word;
    uint8_t kind;
    bool doubtful;
    int16_t value;
    uint16_t languages;
};

enum {
    SV = LANGUAGE_SV,
    EN = LANGUAGE_EN,
    DE = LANGUAGE_DE,
    FI = LANGUAGE_FI,
    NO = LANGUAGE_NB | LANGUAGE_NN,
    DA = LANGUAGE_DA,
    FR = LANGUAGE_FR,
};

// clang-format off
static const struct part parts[] = {
    {"noll", PART_UNIT, false, 0, SV},          {"en", PART_UNIT, true, 1, SV | NO | DA},
    {"ett", PART_UNIT, false, 1, SV | NO},      {"två", PART_UNIT, false, 2, SV},
    {"tre", PART_UNIT, false, 3, SV | NO | DA}, {"fyra", PART_UNIT, false, 4, SV},
    {"fem", PART_UNIT, false, 5, SV | NO | DA}, {"sex", PART_UNIT, false, 6, SV},
    {"sju", PART_UNIT, false, 7, SV | NO},      {"åtta", PART_UNIT, false, 8, SV},
    {"nio", PART_UNIT, false, 9, SV},           {"tio", PART_TEEN, false, 10, SV},
    {"elva", PART_TEEN, false, 11, SV},         {"tolv", PART_TEEN, false, 12, SV | NO | DA},
    {"tretton", PART_TEEN, false, 13, SV},      {"fjorton", PART_TEEN, false, 14, SV},
    {"femton", PART_TEEN, false, 15, SV},       {"sexton", PART_TEEN, false, 16, SV},
    {"sjutton", PART_TEEN, false, 17, SV},      {"arton", PART_TEEN, false, 18, SV},
    {"nitton", PART_TEEN, false, 19, SV},       {"tjugo", PART_TENS, false, 20, SV},
    {"trettio", PART_TENS, false, 30, SV},      {"fyrtio", PART_TENS, false, 40, SV},
    {"femtio", PART_TENS, false, 50, SV},       {"sextio", PART_TENS, false, 60, SV},
    {"sjuttio", PART_TENS, false, 70, SV},      {"åttio", PART_TENS, false, 80, SV},
    {"nittio", PART_TENS, false, 90, SV},       {"hundra", PART_SCALE, false, 2, SV},
    {"ettusen", PART_SCALE, false, 3, SV},      {"tusen", PART_SCALE, false, 3, SV | NO},
    {"miljon", PART_SCALE, false, 6, SV},       {"miljoner", PART_SCALE, false, 6, SV},
    {"miljard", PART_SCALE, false, 9, SV},      {"miljarder", PART_SCALE, false, 9, SV},
    {"och", PART_AND, false, 0, SV},

    {"zero", PART_UNIT, false, 0, EN},          {"one", PART_UNIT, false, 1, EN},
    {"two", PART_UNIT, false, 2, EN},           {"three", PART_UNIT, false, 3, EN},
    {"four", PART_UNIT, false, 4, EN},          {"five", PART_UNIT, false, 5, EN},
    {"six", PART_UNIT, false, 6, EN | FR},      {"seven", PART_UNIT, false, 7, EN},
    {"eight", PART_UNIT, false, 8, EN},         {"nine", PART_UNIT, false, 9, EN},
    {"ten", PART_TEEN, false, 10, EN},          {"eleven", PART_TEEN, false, 11, EN},
    {"twelve", PART_TEEN, false, 12, EN},       {"thirteen", PART_TEEN, false, 13, EN},
    {"fourteen", PART_TEEN, false, 14, EN},     {"fifteen", PART_TEEN, false, 15, EN},
    {"sixteen", PART_TEEN, false, 16, EN},      {"seventeen", PART_TEEN, false, 17, EN},
    {"eighteen", PART_TEEN, false, 18, EN},     {"nineteen", PART_TEEN, false, 19, EN},
    {"twenty", PART_TENS, false, 20, EN},       {"thirty", PART_TENS, false, 30, EN},
    {"forty", PART_TENS, false, 40, EN},        {"fifty", PART_TENS, false, 50, EN},
    {"sixty", PART_TENS, false, 60, EN},        {"seventy", PART_TENS, false, 70, EN},
    {"eighty", PART_TENS, false, 80, EN},       {"ninety", PART_TENS, false, 90, EN},
    {"hundred", PART_SCALE, false, 2, EN},      {"thousand", PART_SCALE, false, 3, EN},
    {"million", PART_SCALE, false, 6, EN | FR | DE | NO | DA},
    {"billion", PART_SCALE, false, 9, EN},      {"and", PART_AND, false, 0, EN},

    {"null", PART_UNIT, true, 0, DE | NO},      {"ein", PART_UNIT, true, 1, DE | LANGUAGE_NN},
    {"eins", PART_UNIT, false, 1, DE},          {"eine", PART_UNIT, true, 1, DE},
    {"einen", PART_UNIT, true, 1, DE},          {"einem", PART_UNIT, true, 1, DE},
    {"einer", PART_UNIT, true, 1, DE},          {"zwei", PART_UNIT, false, 2, DE},
    {"drei", PART_UNIT, false, 3, DE},          {"vier", PART_UNIT, false, 4, DE},
    {"fünf", PART_UNIT, false, 5, DE},          {"sechs", PART_UNIT, false, 6, DE},
    {"sieben", PART_UNIT, false, 7, DE},        {"acht", PART_UNIT, false, 8, DE},
    {"neun", PART_UNIT, false, 9, DE},          {"zehn", PART_TEEN, false, 10, DE},
    {"elf", PART_TEEN, false, 11, DE},          {"zwölf", PART_TEEN, false, 12, DE},
    {"dreizehn", PART_TEEN, false, 13, DE},     {"vierzehn", PART_TEEN, false, 14, DE},
    {"fünfzehn", PART_TEEN, false, 15, DE},     {"sechzehn", PART_TEEN, false, 16, DE},
    {"siebzehn", PART_TEEN, false, 17, DE},     {"achtzehn", PART_TEEN, false, 18, DE},
    {"neunzehn", PART_TEEN, false, 19, DE},     {"zwanzig", PART_TENS, false, 20, DE},
    {"dreißig", PART_TENS, false, 30, DE},      {"dreissig", PART_TENS, false, 30, DE},
    {"vierzig", PART_TENS, false, 40, DE},      {"fünfzig", PART_TENS, false, 50, DE},
    {"sechzig", PART_TENS, false, 60, DE},      {"siebzig", PART_TENS, false, 70, DE},
    {"achtzig", PART_TENS, false, 80, DE},      {"neunzig", PART_TENS, false, 90, DE},
    {"hundert", PART_SCALE, false, 2, DE},      {"tausend", PART_SCALE, false, 3, DE},
    {"millionen", PART_SCALE, false, 6, DE},    {"und", PART_AND, false, 0, DE},

    {"én", PART_UNIT, false, 1, NO | DA},       {"éin", PART_UNIT, false, 1, LANGUAGE_NN},
    {"et", PART_UNIT, true, 1, NO | DA},        {"ei", PART_UNIT, true, 1, NO},
    {"eitt", PART_UNIT, false, 1, LANGUAGE_NN}, {"to", PART_UNIT, true, 2, NO | DA},
    {"fire", PART_UNIT, true, 4, NO | DA},      {"seks", PART_UNIT, false, 6, NO | DA},
    {"syv", PART_UNIT, false, 7, NO | DA},      {"åtte", PART_UNIT, false, 8, NO},
    {"otte", PART_UNIT, false, 8, DA},          {"ni", PART_UNIT, true, 9, NO | DA},
    {"ti", PART_TEEN, true, 10, NO | DA},       {"elleve", PART_TEEN, false, 11, NO | DA},
    {"tretten", PART_TEEN, false, 13, NO | DA}, {"fjorten", PART_TEEN, false, 14, NO | DA},
    {"femten", PART_TEEN, false, 15, NO | DA},  {"seksten", PART_TEEN, false, 16, NO},
    {"sytten", PART_TEEN, false, 17, NO | DA},  {"atten", PART_TEEN, false, 18, NO | DA},
    {"nitten", PART_TEEN, false, 19, NO | DA},  {"sejsten", PART_TEEN, false, 16, DA},
    {"seksten", PART_TEEN, false, 16, DA},      {"tjue", PART_TENS, false, 20, NO},
    {"tyve", PART_TENS, false, 20, NO | DA},    {"tretti", PART_TENS, false, 30, NO},
    {"tredve", PART_TENS, false, 30, NO},       {"tredive", PART_TENS, false, 30, DA},
    {"førti", PART_TENS, false, 40, NO},        {"førr", PART_TENS, false, 40, NO},
    {"fyrre", PART_TENS, false, 40, DA},        {"fyrretyve", PART_TENS, false, 40, DA},
    {"femti", PART_TENS, false, 50, NO},        {"halvtreds", PART_TENS, false, 50, DA},
    {"seksti", PART_TENS, false, 60, NO},       {"tres", PART_TENS, true, 60, DA},
    {"sytti", PART_TENS, false, 70, NO},        {"halvfjerds", PART_TENS, false, 70, DA},
    {"åtti", PART_TENS, false, 80, NO},         {"firs", PART_TENS, false, 80, DA},
    {"nitti", PART_TENS, false, 90, NO},        {"halvfems", PART_TENS, false, 90, DA},
    {"hundre", PART_SCALE, false, 2, NO},       {"hundrede", PART_SCALE, false, 2, DA},
    {"tusind", PART_SCALE, false, 3, DA},       {"millioner", PART_SCALE, false, 6, NO | DA},
    {"og", PART_AND, false, 0, NO | DA},

    {"un", PART_UNIT, true, 1, FR},             {"une", PART_UNIT, true, 1, FR},
    {"deux", PART_UNIT, false, 2, FR},          {"trois", PART_UNIT, false, 3, FR},
    {"quatre", PART_UNIT, false, 4, FR},        {"cinq", PART_UNIT, false, 5, FR},
    {"sept", PART_UNIT, true, 7, FR},           {"huit", PART_UNIT, false, 8, FR},
    {"neuf", PART_UNIT, true, 9, FR},           {"dix", PART_TENS, false, 10, FR},
    {"onze", PART_TEEN, false, 11, FR},         {"douze", PART_TEEN, false, 12, FR},
    {"treize", PART_TEEN, false, 13, FR},       {"quatorze", PART_TEEN, false, 14, FR},
    {"quinze", PART_TEEN, false, 15, FR},       {"seize", PART_TEEN, true, 16, FR},
    {"vingt", PART_TENS, false, 20, FR},        {"vingts", PART_TENS, false, 20, FR},
    {"trente", PART_TENS, false, 30, FR},       {"quarante", PART_TENS, false, 40, FR},
    {"cinquante", PART_TENS, false, 50, FR},    {"soixante", PART_TENS, false, 60, FR},
    {"cent", PART_SCALE, true, 2, FR},          {"cents", PART_SCALE, true, 2, FR},
    {"mille", PART_SCALE, true, 3, FR},         {"millions", PART_SCALE, false, 6, FR},
    {"et", PART_AND, false, 0, FR},

    {"yksi", PART_UNIT, false, 1, FI},          {"kaksi", PART_UNIT, false, 2, FI},
    {"kolme", PART_UNIT, false, 3, FI},         {"neljä", PART_UNIT, false, 4, FI},
    {"viisi", PART_UNIT, false, 5, FI},         {"kuusi", PART_UNIT, true, 6, FI},
    {"seitsemän", PART_UNIT, false, 7, FI},     {"kahdeksan", PART_UNIT, false, 8, FI},
    {"yhdeksän", PART_UNIT, false, 9, FI},      {"kymmenen", PART_TEEN, false, 10, FI},
    {"toista", PART_PLUS_TEN, false, 0, FI},    {"kymmentä", PART_TIMES_TEN, false, 0, FI},
    {"sata", PART_SCALE, false, 2, FI},         {"sataa", PART_SCALE, false, 2, FI},
    {"tuhat", PART_SCALE, false, 3, FI},        {"tuhatta", PART_SCALE, false, 3, FI},
};
// clang-format on

enum { MOST_BYTES = 120, MOST_WORDS = 10, TEN_IS_OPEN = 10 };

/* What has been read: total of whole scales, hundreds of the group begun, and what is below. */
struct sum {
    int64_t total, group, below;
    int scale; /* exponent of the last one, 2 for hundreds not counted */
    int tens;  /* 0 none yet; 10 French "dix", which may go on; 1 closed */
    bool unit, joined, any;
};

static int64_t power_of_ten(int exponent)
{
    int64_t power = 1;
    while (exponent-- > 0)
        power *= 10;
    return power;
}

static bool above_hundred(const struct sum *n)
{
    return n->group > 0 || n->total > 0;
}

static bool take_unit(struct sum *n, int value, uint16_t languages)
{
    bool french_joint = (languages & FR) && n->tens >= 20;
    if (n->unit || n->tens == 1 || (n->joined && !french_joint && (n->tens || !above_hundred(n))) ||
        (n->tens == TEN_IS_OPEN && value < 7))
        return false;
    n->below += value;
    n->unit = true;
    return true;
}

/* "fünf-und-zwanzig", "quatre-vingt", "soixante-dix". */
static bool take_tens(struct sum *n, int value, uint16_t languages)
{
    bool french = languages & FR;
    if (n->unit && n->joined && !n->tens && (languages & (DE | DA | NO))) {
        n->below += value;
        n->tens = 1;
    } else if (n->unit && !n->joined && !n->tens && french && value == 20 && n->below == 4) {
        n->below = n->tens = 80;
        n->unit = false;
    } else if (!n->unit && !n->joined && french && value == 10 &&
               (n->tens == 60 || n->tens == 80)) {
        n->below += value;
        n->tens = TEN_IS_OPEN;
    } else if (!n->unit && !n->tens && (!n->joined || above_hundred(n))) {
        n->below = n->tens = value;
    } else {
        return false;
    }
    return true;
}

static bool take_teen(struct sum *n, int value, uint16_t languages)
{
    bool french = (languages & FR) && (n->tens == 60 || n->tens == 80);
    if (n->unit || (n->tens && !french) || (n->joined && !french && !above_hundred(n)))
        return false;
    n->below += value;
    n->tens = 1;
    n->unit = true;
    return true;
}

static bool take_finnish(struct sum *n, enum part_kind kind)
{
    if (!n->unit || n->tens || n->below == 0)
        return false;
    n->below = kind == PART_PLUS_TEN ? n->below + 10 : n->below * 10;
    n->tens = kind == PART_PLUS_TEN ? 1 : (int)n->below;
    n->unit = kind == PART_PLUS_TEN;
    return true;
}

static bool take_scale(struct sum *n, int exponent)
{
    int64_t count = exponent == 2 ? n->below : n->group + n->below;
    bool started = n->unit || n->tens || (exponent > 2 && n->group);
    if (n->joined && !started)
        return false;
    if ((started && count == 0) || (exponent == 2 && n->group))
        return false;
    if (exponent > 2 && n->scale && exponent >= n->scale)
        return false;
    if (!started)
        count = 1;
    if (exponent == 2) {
        n->group = count * 100;
    } else {
        n->total += count * power_of_ten(exponent);
        n->group = 0;
        n->scale = exponent;
    }
    n->below = n->tens = 0;
    n->unit = false;
    return true;
}

static bool take(struct sum *n, const struct part *p, uint16_t languages)
{
    bool taken = false;
    if (p->kind == PART_AND) {
        taken = n->any && !n->joined;
        n->joined = true;
        return taken;
    }
    switch ((enum part_kind)p->kind) {
    case PART_UNIT:
        taken = take_unit(n, p->value, languages);
        break;
    case PART_TEEN:
        taken = take_teen(n, p->value, languages);
        break;
    case PART_TENS:
        taken = take_tens(n, p->value, languages);
        break;
    case PART_SCALE:
        taken = take_scale(n, p->value);
        break;
    case PART_PLUS_TEN:
    case PART_TIMES_TEN:
        taken = take_finnish(n, (enum part_kind)p->kind);
        break;
    case PART_AND:
        break;
    }
    n->joined = false;
    n->any = true;
    return taken;
}

/* The longest part that the text begins with, among those that share a language with what was read;
   "et" is one in Danish and "and" in French, so the grammar chooses between equals. */
static const struct part *longest_part(struct span text, const struct sum *sum, uint16_t languages)
{
    const struct part *best = NULL;
    size_t best_length = 0;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        const struct part *p = &parts[i];
        if (p->word[0] != text.at[0] || !(p->languages & languages))
            continue;
        size_t length = strlen(p->word);
        struct sum trial = *sum;
        if (length > best_length && span_starts(text, (struct span){p->word, length}) &&
            take(&trial, p, p->languages & languages)) {
            best = p;
            best_length = length;
        }
    }
    return best;
}

bool number_word_read(struct span folded, struct number_in_words *ret)
{
    struct sum sum = {0};
    struct number_in_words n = {.languages = UINT16_MAX};
    if (folded.n > MOST_BYTES)
        return false;
    for (struct span rest = folded; rest.n;) {
        if (rest.at[0] == ' ' || rest.at[0] == '-') {
            rest = span_cut(rest, 1, rest.n);
            continue;
        }
        const struct part *p = longest_part(rest, &sum, n.languages);
        if (!p)
            return false;
        n.languages &= p->languages;
        n.doubtful = p->doubtful && !sum.any;
        take(&sum, p, n.languages);
        rest = span_cut(rest, strlen(p->word), rest.n);
    }
    n.value = sum.total + sum.group + sum.below;
    *ret = n;
    return sum.any && !sum.joined;
}

/* Whether a token can stand inside a number in words. */
static bool is_inside(const struct scan *s, const struct token *t)
{
    if (t->kind == TOKEN_MARK)
        return mark_in(t, "-");
    if (t->kind != TOKEN_WORD)
        return false;
    struct span word = scan_fold(s, t);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (parts[i].word[0] == word.at[0] && span_starts(word, span_of(parts[i].word)))
            return true;
    return false;
}

bool number_words_before(const struct scan *s, uint32_t i, struct number_in_words *ret,
                         uint32_t *ret_first)
{
    uint32_t first = i;
    while (first > 0 && i - first < MOST_WORDS && is_inside(s, scan_token(s, first - 1)))
        first--;
    for (; first < i; first++) {
        const struct token *from = scan_token(s, first), *to = scan_token(s, i - 1);
        struct range at = {from->start, to->end};
        if (from->kind != TOKEN_WORD || to->kind != TOKEN_WORD ||
            !number_word_read(document_folded(s->document, at), ret))
            continue;
        *ret_first = first;
        return true;
    }
    return false;
}

bool number_word_fits(const struct scan *s, const struct number_in_words *n)
{
    return !n->doubtful || (n->languages & s->language);
}
