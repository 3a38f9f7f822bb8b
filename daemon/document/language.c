/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The language, by the small words that every text is full of. A word that several languages share
 * counts for each, so what decides are those that only one has.
 */
#include "document/draft.h"
#include "document/eight.h"

#include <stdio.h>

enum { WORD_BYTES = 8, SLOTS = 512, LOOKED_AT = 400, LEAST = 3 };
enum language { SV, EN, DE, FI, NB, NN, DA, FR, LANGUAGES };

/* Lower case; a word of WORD_BYTES bytes has no NUL behind it. */
// clang-format off
static const char sv_words[][WORD_BYTES] = {
    "och", "att", "det", "som", "för", "av", "är", "med", "till", "den", "på", "ett", "en",
    "inte", "har", "om", "ska", "från", "eller", "vid", "kan", "skall", "enligt", "samt",
    "mellan", "inom", "efter", "också", "när", "detta", "denna", "dessa",
};
static const char en_words[][WORD_BYTES] = {
    "the", "of", "and", "to", "in", "is", "that", "for", "with", "shall", "by", "be", "this",
    "on", "are", "or", "as", "from", "it", "not", "between", "any", "which", "such", "will",
    "under", "may",
};
static const char de_words[][WORD_BYTES] = {
    "der", "die", "und", "das", "den", "von", "zu", "mit", "ist", "des", "dem", "im", "für",
    "auf", "nicht", "eine", "ein", "sich", "werden", "wird", "nach", "oder", "durch", "bei",
    "zur", "zum", "sind", "über", "einer",
};
static const char fi_words[][WORD_BYTES] = {
    "ja", "on", "ei", "se", "että", "sekä", "tai", "ovat", "joka", "mukaan", "kuin", "myös",
    "olla", "tämän", "tämä", "sen", "voi", "kanssa", "osapuol", "mutta", "jotka", "ole", "hän",
    "saa", "tulee",
};
static const char nb_words[][WORD_BYTES] = {
    "og", "i", "det", "som", "for", "av", "er", "med", "til", "den", "på", "et", "en", "ikke",
    "har", "om", "skal", "fra", "eller", "ved", "kan", "mellom", "jeg", "etter", "når", "dette",
    "denne", "også", "blir", "å", "hva",
};
static const char nn_words[][WORD_BYTES] = {
    "og", "i", "det", "som", "for", "av", "er", "med", "til", "den", "på", "eit", "ein", "ikkje",
    "har", "om", "skal", "frå", "eller", "ved", "kan", "mellom", "eg", "etter", "når", "dette",
    "denne", "også", "vert", "å", "kva", "dei",
};
static const char da_words[][WORD_BYTES] = {
    "og", "i", "det", "som", "for", "af", "er", "med", "til", "den", "på", "et", "en", "ikke",
    "har", "om", "skal", "fra", "eller", "ved", "kan", "mellem", "jeg", "efter", "når", "dette",
    "denne", "også", "bliver", "at", "hvad",
};
static const char fr_words[][WORD_BYTES] = {
    "le", "la", "les", "des", "et", "de", "du", "un", "une", "en", "est", "pour", "que", "dans",
    "sur", "par", "au", "aux", "avec", "ce", "qui", "ne", "pas", "sont", "ou", "entre", "être",
    "doit",
};

#define LANGUAGE(code) {#code, code##_words, sizeof code##_words / sizeof *code##_words}
static const struct {
    const char *code, (*words)[WORD_BYTES];
    size_t count;
} languages[LANGUAGES] = {
    [SV] = LANGUAGE(sv),
    [EN] = LANGUAGE(en),
    [DE] = LANGUAGE(de),
    [FI] = LANGUAGE(fi),
    [NB] = LANGUAGE(nb),
    [NN] = LANGUAGE(nn),
    [DA] = LANGUAGE(da),
    [FR] = LANGUAGE(fr),
};
// clang-format on

struct slot {
    uint64_t word; /* its bytes; 0: free */
    uint8_t languages;
};

static struct slot *slot_of(struct slot slots[static SLOTS], uint64_t word)
{
    size_t i = (word * 0x9e3779b97f4a7c15u) >> 32;
    while (slots[i % SLOTS].word && slots[i % SLOTS].word != word)
        i++;
    return &slots[i % SLOTS];
}

static void fill(struct slot slots[static SLOTS])
{
    for (unsigned language = 0; language < LANGUAGES; language++)
        for (size_t i = 0; i < languages[language].count; i++) {
            uint64_t word = eight_load(languages[language].words[i]);
            struct slot *slot = slot_of(slots, word);
            slot->word = word;
            slot->languages |= (uint8_t)(1u << language);
        }
}

/* How many of eight bytes, from the first on, are of a word: small letters and all beyond ASCII. */
static unsigned word_bytes(uint64_t x)
{
    uint64_t others = ~(eight_in(x, 'a', 'z') | x) & EIGHT_HIGH;
    return others ? eight_first(others) : WORD_BYTES;
}

static void count(const struct document *d, struct slot slots[static SLOTS],
                  uint32_t counts[static LANGUAGES])
{
    uint32_t words = 0;
    for (uint32_t i = 0, start; i < d->length && words < LOOKED_AT; i++) {
        uint64_t x = eight_load(d->fold + i);
        unsigned n = word_bytes(x);
        for (start = i, i += n; n == WORD_BYTES; i += n)
            n = word_bytes(eight_load(d->fold + i));
        words += i > start;
        if (i == start || i - start > WORD_BYTES)
            continue;
        uint64_t word = i - start == WORD_BYTES ? x : x & ((UINT64_C(1) << 8 * (i - start)) - 1);
        unsigned found = slot_of(slots, word)->languages;
        for (; found; found &= found - 1)
            counts[__builtin_ctz(found)]++;
    }
}

/* The language with most words, unless too few were seen or two are even. */
void guess_language(struct draft *w)
{
    struct slot slots[SLOTS] = {0};
    uint32_t counts[LANGUAGES] = {0};
    unsigned best = 0, second = 0;
    fill(slots);
    count(&w->document, slots, counts);
    for (unsigned i = 1; i < LANGUAGES; i++)
        if (counts[i] > counts[best])
            best = i;
    for (unsigned i = 0; i < LANGUAGES; i++)
        if (i != best && counts[i] > second)
            second = counts[i];
    if (counts[best] >= LEAST && counts[best] > second)
        snprintf(w->document.language, sizeof w->document.language, "%s", languages[best].code);
}
