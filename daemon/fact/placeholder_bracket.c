/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * "[namn]", "<fyll i>", "{{name}}", "«Namn»". Brackets serve links, check boxes, notes, citations
 * and an editor's insertions as well, so that the words within must ask for something: they name a
 * thing that forms ask for, or begin with a verb of filling in.
 */
#include "fact/mark.h"
#include "fact/placeholders.h"

enum { THING = 1, VERB, DETERMINER, NEVER };

// clang-format off
static const struct word_row content_words[] = {
    {"namn", THING, 0, 0},        {"namnet", THING, 0, 0},      {"förnamn", THING, 0, 0},
    {"efternamn", THING, 0, 0},   {"datum", THING, 0, 0},       {"dag", THING, 0, 0},
    {"månad", THING, 0, 0},       {"år", THING, 0, 0},          {"ort", THING, 0, 0},
    {"adress", THING, 0, 0},      {"postadress", THING, 0, 0},  {"gatuadress", THING, 0, 0},
    {"postnummer", THING, 0, 0},  {"telefon", THING, 0, 0},     {"epost", THING, 0, 0},
    {"post", THING, 0, 0},        {"belopp", THING, 0, 0},      {"summa", THING, 0, 0},
    {"antal", THING, 0, 0},       {"titel", THING, 0, 0},       {"befattning", THING, 0, 0},
    {"roll", THING, 0, 0},        {"part", THING, 0, 0},        {"avtalspart", THING, 0, 0},
    {"bolag", THING, 0, 0},       {"bolaget", THING, 0, 0},     {"företag", THING, 0, 0},
    {"företaget", THING, 0, 0},   {"kommun", THING, 0, 0},      {"kommunen", THING, 0, 0},
    {"region", THING, 0, 0},      {"regionen", THING, 0, 0},    {"myndighet", THING, 0, 0},
    {"myndigheten", THING, 0, 0}, {"leverantör", THING, 0, 0},  {"leverantören", THING, 0, 0},
    {"kund", THING, 0, 0},        {"kunden", THING, 0, 0},      {"skola", THING, 0, 0},
    {"skolan", THING, 0, 0},      {"huvudman", THING, 0, 0},    {"huvudmannen", THING, 0, 0},
    {"organisation", THING, 0, 0}, {"projekt", THING, 0, 0},    {"dnr", THING, 0, 0},
    {"orgnr", THING, 0, 0},       {"beskrivning", THING, 0, 0}, {"text", THING, 0, 0},
    {"rubrik", THING, 0, 0},      {"underskrift", THING, 0, 0}, {"kontaktperson", THING, 0, 0},
    {"avdelning", THING, 0, 0},   {"enhet", THING, 0, 0},       {"period", THING, 0, 0},
    {"name", THING, 0, 0},        {"names", THING, 0, 0},       {"date", THING, 0, 0},
    {"day", THING, 0, 0},         {"month", THING, 0, 0},       {"year", THING, 0, 0},
    {"place", THING, 0, 0},       {"address", THING, 0, 0},     {"email", THING, 0, 0},
    {"mail", THING, 0, 0},        {"phone", THING, 0, 0},       {"telephone", THING, 0, 0},
    {"amount", THING, 0, 0},      {"title", THING, 0, 0},       {"role", THING, 0, 0},
    {"position", THING, 0, 0},    {"party", THING, 0, 0},       {"company", THING, 0, 0},
    {"customer", THING, 0, 0},    {"supplier", THING, 0, 0},    {"client", THING, 0, 0},
    {"municipality", THING, 0, 0}, {"number", THING, 0, 0},     {"description", THING, 0, 0},
    {"signature", THING, 0, 0},   {"project", THING, 0, 0},     {"country", THING, 0, 0},
    {"city", THING, 0, 0},        {"navn", THING, 0, 0},        {"dato", THING, 0, 0},
    {"sted", THING, 0, 0},        {"adresse", THING, 0, 0},     {"beløp", THING, 0, 0},
    {"beløb", THING, 0, 0},       {"nummer", THING, 0, 0},      {"betrag", THING, 0, 0},
    {"firma", THING, 0, 0},       {"nimi", THING, 0, 0},        {"päivämäärä", THING, 0, 0},
    {"paikka", THING, 0, 0},      {"osoite", THING, 0, 0},      {"nom", THING, 0, 0},
    {"lieu", THING, 0, 0},        {"montant", THING, 0, 0},     {"personnummer", THING, 0, 0},

    {"ange", VERB, 0, 0},      {"anges", VERB, 0, 0},     {"infoga", VERB, 0, 0},
    {"skriv", VERB, 0, 0},     {"fyll", VERB, 0, 0},      {"fylls", VERB, 0, 0},
    {"ifylls", VERB, 0, 0},    {"välj", VERB, 0, 0},      {"lägg", VERB, 0, 0},
    {"beskriv", VERB, 0, 0},   {"insert", VERB, 0, 0},    {"enter", VERB, 0, 0},
    {"specify", VERB, 0, 0},   {"describe", VERB, 0, 0},  {"select", VERB, 0, 0},
    {"choose", VERB, 0, 0},    {"fill", VERB, 0, 0},      {"click", VERB, 0, 0},
    {"klicka", VERB, 0, 0},    {"angi", VERB, 0, 0},      {"angiv", VERB, 0, 0},
    {"fyld", VERB, 0, 0},      {"indsæt", VERB, 0, 0},    {"velg", VERB, 0, 0},
    {"lisää", VERB, 0, 0},     {"täytä", VERB, 0, 0},     {"insérer", VERB, 0, 0},
    {"indiquer", VERB, 0, 0},  {"compléter", VERB, 0, 0},

    {"the", DETERMINER, 0, 0}, {"den", DETERMINER, 0, 0}, {"det", DETERMINER, 0, 0},
    {"this", DETERMINER, 0, 0}, {"denna", DETERMINER, 0, 0}, {"detta", DETERMINER, 0, 0},
    {"his", DETERMINER, 0, 0}, {"their", DETERMINER, 0, 0}, {"hans", DETERMINER, 0, 0},
    {"se", DETERMINER, 0, 0},  {"see", DETERMINER, 0, 0},

    {"protected", NEVER, 0, 0}, /* "[email protected]": what a web page shows robots */
};
// clang-format on

static const char *const thing_endings[] = {"namn", "nummer", "datum", "adress"};
static const char *const html_elements[] = {"title", "address", "text"};

enum { MOST_TOKENS = 16, MOST_BYTES = 80, MOST_WORDS = 7 };

struct word_table *bracket_words_prepare(struct vocabulary *v)
{
    return words_new(v, content_words, sizeof content_words / sizeof *content_words);
}

static uint32_t closing_mark(uint32_t open)
{
    return open == '[' ? ']' : open == '<' ? '>' : open == '{' ? '}' : 0xbb;
}

static bool is_mark(const struct scan *s, uint32_t i, uint32_t mark)
{
    return scan_token(s, i)->kind == TOKEN_MARK && scan_token(s, i)->value == mark;
}

static bool is_doubled(const struct scan *s, uint32_t i, uint32_t mark)
{
    return is_mark(s, i + 1, mark) && token_glued(scan_token(s, i + 1));
}

static bool bracket_read(const struct scan *s, uint32_t i, struct bracket *b)
{
    uint32_t mark = scan_token(s, i)->value, end = closing_mark(mark);
    *b = (struct bracket){.open = i, .mark = mark, .doubled = is_doubled(s, i, mark)};
    b->first = i + 1 + b->doubled;
    for (uint32_t k = b->first; k < b->first + MOST_TOKENS; k++) {
        const struct token *t = scan_token(s, k);
        if (t->kind == TOKEN_BREAK || t->kind == TOKEN_END || is_mark(s, k, mark))
            return false;
        if (!is_mark(s, k, end))
            continue;
        b->last = k - 1;
        b->close = k + b->doubled;
        return k > b->first && (!b->doubled || is_doubled(s, k, end)) &&
               t->start - scan_token(s, i)->start <= MOST_BYTES;
    }
    return false;
}

/* "name[index]", "[text](link)", "[text][1]", "List<name>". */
static bool touches_others(const struct scan *s, const struct bracket *b)
{
    const struct token *open = scan_token(s, b->open), *after = scan_token(s, b->close + 1);
    const struct token *before = scan_token(s, b->open ? b->open - 1 : s->tokens.n);
    bool name =
        before->kind == TOKEN_WORD || before->kind == TOKEN_NUMBER || mark_in(before, ")]!");
    return (b->open > 0 && token_glued(open) && name) ||
           (token_glued(after) && (after->kind == TOKEN_WORD || mark_in(after, "([")));
}

/* "filename" and "username" are words of programs; German joins with a capital: "Firmenname". */
static bool ends_like_a_thing(struct span word, bool upper)
{
    for (size_t i = 0; i < sizeof thing_endings / sizeof *thing_endings; i++) {
        size_t n = strlen(thing_endings[i]);
        if (word.n > n && memcmp(word.at + word.n - n, thing_endings[i], n) == 0)
            return true;
    }
    return upper && word.n > 4 && memcmp(word.at + word.n - 4, "name", 4) == 0;
}

static uint16_t meaning_of(const struct scan *s, const struct word_table *words, uint32_t i)
{
    const struct word_row *row = words_find(words, scan_token(s, i), s->document->fold);
    if (row)
        return row->meaning;
    const struct token *t = scan_token(s, i);
    return ends_like_a_thing(scan_fold(s, t), t->flags & TOKEN_UPPER) ? THING : 0;
}

/* Whether the words ask for something. */
static bool asks(const struct scan *s, const struct word_table *words, const struct bracket *b)
{
    uint32_t count = 0;
    bool thing = false;
    if (scan_token(s, b->first)->kind != TOKEN_WORD)
        return false;
    for (uint32_t k = b->first; k <= b->last; k++) {
        const struct token *t = scan_token(s, k);
        if (t->kind == TOKEN_MARK && !mark_in(t, "-/._,():&"))
            return false;
        if (t->kind != TOKEN_WORD)
            continue;
        uint16_t meaning = meaning_of(s, words, k);
        if (meaning == NEVER)
            return false;
        if (count++ == 0 && (meaning == VERB || meaning == DETERMINER))
            return meaning == VERB && (b->mark != '<' || b->first != b->last); /* "<Enter>" */
        thing |= meaning == THING;
    }
    return thing && count <= MOST_WORDS;
}

/* "[●]", a blank of English contracts. */
static bool is_bullet(const struct scan *s, const struct bracket *b)
{
    const struct token *t = scan_token(s, b->first);
    return b->mark == '[' && b->first == b->last && t->kind == TOKEN_MARK &&
           (t->value == 0x25cf || t->value == 0x2022 || t->value == 0x25a0);
}

static bool is_html(const struct scan *s, const struct bracket *b)
{
    struct span word = scan_fold(s, scan_token(s, b->first));
    if (b->mark != '<' || b->doubled || b->first != b->last)
        return false;
    for (size_t i = 0; i < sizeof html_elements / sizeof *html_elements; i++)
        if (span_is(word, html_elements[i]))
            return true;
    return s->document->format == FORMAT_MARKDOWN;
}

/* Guillemets quote in these languages; a merge field holds one name. */
static bool is_quotation(const struct scan *s, const struct bracket *b)
{
    return b->mark == 0xab && ((s->language & (LANGUAGE_FR | LANGUAGE_NB | LANGUAGE_NN)) ||
                               !token_glued(scan_token(s, b->first)) ||
                               scan_token(s, b->first + 1)->flags & TOKEN_SPACE);
}

static bool is_variable(const struct scan *s, const struct bracket *b)
{
    return b->mark == '{' && b->doubled && scan_token(s, b->first)->kind == TOKEN_WORD;
}

uint32_t bracket_find(struct scan *s, const struct placeholder_words *w, uint32_t i)
{
    struct bracket b;
    if (!bracket_read(s, i, &b))
        return i;
    if (!is_variable(s, &b)) {
        if (touches_others(s, &b) || is_html(s, &b) || is_quotation(s, &b))
            return i;
        if (!is_bullet(s, &b) && (!asks(s, w->content, &b) || bracket_is_syntax(s, &b)))
            return i;
    }
    return placeholder_add(s, PLACEHOLDER_BRACKET, b.open, b.close);
}
