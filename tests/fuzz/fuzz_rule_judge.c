/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whatever a document says, judging it comes to an end, says the same when asked again, and gives
 * every finding an identity of its own. The pack has a rule for every check.
 */
#include "base/clock.h"
#include "reader/reader.h"
#include "rule/explain.h"
#include "rule/load_files.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static const char pack[] =
    "duly: 1\n"
    "pack: {id: fuzz, version: 1.0.0, title: Fuzz}\n"
    "kinds:\n"
    "  k:\n"
    "    match: {any: [{title: Avtal}, {heading: Parter}, {path: '**/x*'}]}\n"
    "    key: '{dnr}/{number}'\n"
    "    case: '{dnr}'\n"
    "facts:\n"
    "  k:\n"
    "    number: {type: number, title: 're:Avtal ?(\\d+)', want: one}\n"
    "    dnr: {type: case-number, after: dnr, want: one}\n"
    "    parties: {type: party, in: Parter, want: 0..4, roles: {one: Verket}}\n"
    "    period: {type: period, before: gäller, want: one}\n"
    "    due: {type: date, after: senast, want: many}\n"
    "    items: {type: list, in: Mål, want: 0..9}\n"
    "    word: {type: text, re: 'heter (\\w+)', want: optional}\n"
    "    signatures: {type: signature, after: exemplar, want: 1..8}\n"
    "rules:\n"
    "  a: {for: k, check: {sections: [Parter, [Mål, Syfte], Bilagor], order: true, words: 2}, "
    "message: '{missing}'}\n"
    "  b: {for: any, check: {numbering: sections}, message: '{values} {missing} {at.text}'}\n"
    "  c: {for: any, check: {mentions: [krav, [lön, bidrag]], at-most: 3}, message: '{missing} "
    "{count}'}\n"
    "  d: {for: any, check: {absent: [tillägg, 're:x{2,5}'], in: Mål}, message: '{values} {at}'}\n"
    "  e: {for: any, check: {filled: placeholders}, message: '{values}'}\n"
    "  f: {for: any, each: orgnrs, check: {checksum: it}, message: '{it.raw} {it.why}'}\n"
    "  g: {for: k, check: {consistent: dnr, spelling: notice}, message: '{values}'}\n"
    "  h: {for: any, each: references, check: {refers-to: it, in: case}, message: '{missing}'}\n"
    "  i: {for: k, check: {signed: signatures, parts: [party, place, date, name, role], by: "
    "parties}, message: '{missing} {at.text}'}\n"
    "  j: {for: any, each: dates, check: {expect: it before now or it.year > 2020}, message: '{it} "
    "{dates}'}\n"
    "  l: {for: k, each: due, check: {expect: it within period and all x in due where x not after "
    "it + 3 months}, message: '{it} {period}'}\n"
    "  m: {for: k, missing: fail, check: {expect: parties.one.orgnr.valid and count(items) > 1}, "
    "message: '{parties}'}\n";

struct setting {
    struct arena *arena;
    struct rules *rules;
    struct matcher *matcher;
    struct lexicon *lexicon;
};

static struct setting set_up(void)
{
    static const char *const packs[] = {"fuzz"};
    const struct pack_text text = {"fuzz", "pack.yaml", SPAN(pack)};
    const struct shelf shelf = {.texts = &text, .text_count = 1};
    struct setting s = {.arena = arena_new()};
    struct diags diags = {.arena = s.arena};
    s.rules = rules_load_shelf(&shelf, packs, 1, &diags);
    for (size_t i = 0; !s.rules && i < diags.list.n; i++)
        fprintf(stderr, "%u: %s\n", diags.list.at[i].line, diags.list.at[i].text);
    if (!s.rules)
        abort();
    s.matcher = matcher_new(s.arena, rules_probes(s.rules));
    s.lexicon = lexicon_new(s.arena);
    return s;
}

static int by_fingerprint(const void *pa, const void *pb)
{
    const struct finding *a = pa, *b = pb;
    return (a->fingerprint > b->fingerprint) - (a->fingerprint < b->fingerprint);
}

static void must_differ(struct finding *f, size_t n)
{
    if (n > 1)
        qsort(f, n, sizeof *f, by_fingerprint);
    for (size_t i = 1; i < n; i++)
        if (f[i - 1].fingerprint == f[i].fingerprint)
            abort();
}

static void must_agree(const struct judgement *x, const struct judgement *y)
{
    if (x->finding_count != y->finding_count || x->outcome_count != y->outcome_count ||
        x->next_change != y->next_change)
        abort();
    for (size_t i = 0; i < x->finding_count; i++)
        if (x->findings[i].fingerprint != y->findings[i].fingerprint ||
            !span_eq(x->findings[i].message.en, y->findings[i].message.en))
            abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static struct setting s;
    if (!s.rules)
        s = set_up();
    struct arena *a _cleanup_arena_ = arena_new();
    char *copy = arena_alloc(a, n + 1);
    if (n)
        memcpy(copy, bytes, n);
    struct record record;
    read_document(a, copy, n, FORMAT_TEXT, s.lexicon, s.matcher, &record);
    struct filed filed = {.record = &record,
                          .path = SPAN("a/doc.txt"),
                          .probes = probe_table_digest(rules_probes(s.rules))};
    struct case_file file = {.records = &filed, .count = 1, .loaded = n % 2};
    struct moment now = clock_moment(1619820000);
    struct judgement first, second;
    struct explanation why;
    judge(a, s.rules, &file, NULL, NULL, now, &first);
    judge(a, s.rules, &file, NULL, NULL, now, &second);
    must_agree(&first, &second);
    must_differ(first.findings, first.finding_count);
    explain(a, s.rules, &file, 0, NULL, now, &why);
    return 0;
}
