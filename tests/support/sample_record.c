/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample_record.h"

/* The values are invented; they need not agree with one another, only be possible. */
static const struct fact sample_facts[] = {
    {.type = FACT_DATE,
     .repaired = true,
     .at = {10, 21},
     .place = {2, 5, 0},
     .raw = SPAN("2024 -03-31"),
     .sentence = 1,
     .block = 2,
     .date = {.value = {2024, DATE_DAY, 0, 3, 31, 0, 0},
              .other = {2024, DATE_MINUTE, 0, 2, 29, 16, 30},
              .recurs = {1, 2024, 2030},
              .weekday = 7,
              .flags = DATE_DEADLINE | DATE_STAMP,
              .list = 3}},
    {.type = FACT_PERIOD,
     .at = {30, 40},
     .raw = SPAN("Q2 2024 och framåt"),
     .period = {.start = {2024, DATE_QUARTER, 2, 0, 0, 0, 0}, .flags = PERIOD_VAGUE}},
    {.type = FACT_DURATION, .at = {41, 50}, .duration = {30, UNIT_WORKDAY}},
    {.type = FACT_NUMBER, .at = {51, 60}, .number = {-2, INT64_MAX}},
    {.type = FACT_MONEY, .at = {61, 70}, .money = {INT64_MIN, "SEK"}},
    {.type = FACT_ORGNR,
     .at = {71, 82},
     .raw = SPAN("556016-0680"),
     .identifier = {.value = SPAN("556016-0680"), .valid = true}},
    {.type = FACT_PERSONAL_NUMBER, .at = {83, 94}, .identifier = {.valid = true}},
    {.type = FACT_CASE_NUMBER,
     .at = {95, 104},
     .raw = SPAN("KS 2024/7"),
     .identifier = {.value = SPAN("KS 2024/7"),
                    .same = SPAN("ks 2024/7"),
                    .fault = FAULT_DATE_BEFORE}},
    {.type = FACT_PARTY,
     .at = {105, 120},
     .party = {.name = SPAN("Åkerby kommun"),
               .alias = SPAN("Kommunen"),
               .orgnr = SPAN("556016-0680"),
               .address = SPAN("Storgatan 1"),
               .telephone = SPAN("08-123 45")}},
    {.type = FACT_REFERENCE,
     .at = {121, 130},
     .reference = {REFERENCE_SECTION, SPAN("5.2"), SPAN("Redovisning"), true}},
    {.type = FACT_SIGNATURE,
     .at = {131, 190},
     .signature = {.party = {.text = SPAN("Åkerby kommun"),
                             .at = {131, 145},
                             .place = {3, 1, 0},
                             .how = PAIRED_BLOCK},
                   .date = {.text = SPAN("2024-03-01"),
                            .at = {150, 160},
                            .place = {3, 1, 0},
                            .how = PAIRED_LINE},
                   .name = {.text = SPAN("Ö. Ek"),
                            .at = {161, 167},
                            .place = {3, 1, 0},
                            .how = PAIRED_ORDER},
                   .signed_on = {2024, DATE_DAY, 0, 3, 1, 0, 0},
                   .whole_date = true,
                   .substitute = {.text = SPAN("B. AL"), .how = PAIRED_BLOCK}}},
    {.type = FACT_PLACEHOLDER, .at = {191, 197}, .placeholder = {PLACEHOLDER_BRACKET}},
};

static struct record_section sample_section(uint32_t start, const char *title)
{
    return (struct record_section){.number = SPAN("1"),
                                   .title = span_of(title),
                                   .folded = SPAN("bakgrund"),
                                   .level = 1,
                                   .glued = start > 0,
                                   .place = {1, 1, 1},
                                   .heading = {start, start + 10},
                                   .body = {start + 11, start + 60},
                                   .whole = {start + 11, start + 80},
                                   .words = 9,
                                   .items = 1,
                                   .quote = 0};
}

static struct hit sample_hit(uint32_t probe, uint32_t start)
{
    return (struct hit){.probe = probe,
                        .at = {start, start + 8},
                        .group = {start + 2, start + 4},
                        .text = SPAN("ÖK"),
                        .place = {3, 9, 2},
                        .sentence = 4,
                        .block = 5,
                        .quote = probe == 2 ? NO_QUOTE : 1};
}

static void sample_facts_into(struct arena *a, struct record *r)
{
    r->fact_count = sizeof sample_facts / sizeof *sample_facts;
    r->facts = ARENA_ARRAY(a, r->fact_count, struct fact);
    memcpy(r->facts, sample_facts, sizeof sample_facts);
    r->fact_quotes = ARENA_ARRAY(a, r->fact_count, uint32_t);
    for (uint32_t i = 0; i < r->fact_count; i++)
        r->fact_quotes[i] = i % 3 ? i % 2 : NO_QUOTE;
}

struct record sample_record(struct arena *a)
{
    struct record r = {.format = FORMAT_MARKDOWN,
                       .language = "sv",
                       .stage = STAGE_PARTLY_SIGNED,
                       .title = SPAN("Överenskommelse"),
                       .title_folded = SPAN("överenskommelse"),
                       .title_place = {1, 3, 0},
                       .title_range = {0, 16},
                       .title_quote = 0,
                       .length = 200,
                       .lines = 12,
                       .pages = 2,
                       .words = 31,
                       .section_count = 2,
                       .item_count = 1,
                       .hit_count = 3,
                       .overrun_count = 2,
                       .quote_count = 2,
                       .limit = LIMIT_NAME_FACTS};
    r.sections = ARENA_ARRAY(a, 2, struct record_section);
    r.sections[0] = sample_section(0, "Bakgrund");
    r.sections[1] = sample_section(90, "Bakgrund \xe2\x80\x93 två");
    r.items = ARENA_NEW(a, struct record_item);
    *r.items = (struct record_item){SPAN("a)"), SPAN("en lista"), {20, 29}, {4, 1, 0}, 1};
    r.hits = ARENA_ARRAY(a, 3, struct hit);
    r.hits[0] = sample_hit(0, 12);
    r.hits[1] = sample_hit(0, 40);
    r.hits[2] = sample_hit(2, 3);
    r.overruns = ARENA_ARRAY(a, 2, struct overrun);
    r.overruns[0] = (struct overrun){1, LIMIT_NAME_PATTERN_STEPS};
    r.overruns[1] = (struct overrun){4, LIMIT_NAME_HITS_PER_PROBE};
    r.quotes = ARENA_ARRAY(a, 2, struct quote);
    r.quotes[0] = (struct quote){{0, 16}, {1, 1, 0}, SPAN("Överenskommelse"), false, true};
    r.quotes[1] = (struct quote){{17, 60}, {2, 1, 0}, SPAN("senast 2024 -03-31"), true, false};
    sample_facts_into(a, &r);
    return r;
}
