/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rule_world.h"

static const char kind[] = "kinds:\n  k:\n    match: {any: [{title: Avtal}]}\n"
                           "facts:\n  k:\n"
                           "    dnr: {type: case-number, after: dnr, want: one}\n"
                           "    parties: {type: party, want: 0..9}\n"
                           "    signatures: {type: signature, want: 1..8}\n"
                           "    annexes: {type: reference, of: annex, want: 0..9}\n"
                           "    refs: {type: reference, want: 0..9}\n"
                           "rules:\n  r:\n    for: k\n    severity: error\n";

/* One rule, r, with this check and message. */
static struct world *with_check(const char *check, const char *message)
{
    struct arena *a = arena_new();
    struct world *w =
        world_new(arena_printf(a, "%s    %s\n    message: '%s'\n", kind, check, message));
    arena_free(a);
    return w;
}

static void expect_told(const char *check, const char *message, const char *text,
                        const char *expected)
{
    struct world *w = with_check(check, message);
    world_judge(w, text);
    const char *told = world_told(w);
    if (strcmp(told, expected) != 0)
        fail_msg("{%s}\n--- told\n%s--- expected\n%s", check, told, expected);
    world_free(w);
}

/* The check does not load, and says why. */
static void expect_refused(const char *check, const char *id)
{
    struct arena *a = arena_new();
    struct world *w =
        world_try(arena_printf(a, "%s    check: {%s}\n    message: m\n", kind, check));
    bool found = false;
    for (size_t i = 0; i < w->diags.list.n; i++)
        found |= strcmp(w->diags.list.at[i].id, id) == 0;
    if (!found) {
        world_print_diags(w);
        fail_msg("{%s} is not refused as %s", check, id);
    }
    world_free(w);
    arena_free(a);
}

/* dnr is asked for by no rule here, so every text states it. */
#define DNR  "dnr <dnr 7:1>\n"
#define BASE "Avtal\n" DNR "Underskrift X\n"

static struct world *signed_world(const char *check, const char *message, const char *text)
{
    struct world *w = with_check(check, message);
    world_read(w, text);
    return w;
}

static void told_is(struct world *w, const char *expected)
{
    world_finish(w);
    world_judge(w, NULL);
    assert_string_equal(world_told(w), expected);
    world_free(w);
}

static void put_signature(struct world *w)
{
    world_fact(w, FACT_SIGNATURE, "Underskrift X")->signature =
        (struct signature_fact){.whole_date = true};
    world_finish(w);
}

/* ---- sections ---- */

static void text_told(const char *check, const char *message, const char *text,
                      const char *expected)
{
    struct world *w = with_check(check, message);
    world_read(w, arena_printf(w->arena, "Avtal\n%s" DNR "Underskrift X\n", text));
    put_signature(w);
    world_judge(w, NULL);
    const char *told = world_told(w);
    if (strcmp(told, expected) != 0)
        fail_msg("{%s}\n--- told\n%s--- expected\n%s", check, told, expected);
    world_free(w);
}

static void sections_missing_or_empty(void **state)
{
    (void)state;
    const char *check = "check: {sections: [Parter, [Mål, Syfte], Bilagor]}";
    text_told(check, "{missing}", "# 1 Parter\nord\n# 2 Syfte med avtalet\nord\n# 3 Bilagor\nord\n",
              "");
    text_told(check, "{missing}", "# 1 Parter\nord\n# 3 Bilagor\nord\n", "r fail error 0 Mål\n");
    text_told(check, "{missing}", "# 1 Parter\n# 2 Mål\nord\n# 3 Bilagorna\nord\n",
              "r fail error 0 Bilagor\nr fail error 2 Parter (empty)\n");
}

static void sections_in_order(void **state)
{
    (void)state;
    const char *check = "check: {sections: [A, B, C, D], order: true}";
    text_told(check, "{missing}", "# A\nord\n# B\nord\n# C\nord\n# D\nord\n", "");
    text_told(check, "{missing}", "# D\nord\n# A\nord\n# B\nord\n# C\nord\n",
              "r fail error 2 D (out of order)\n");
    text_told(check, "{missing}", "# A\nord\n# C\nord\n# B\nord\n# D\nord\n",
              "r fail error 4 C (out of order)\n");
}

static void sections_bounded(void **state)
{
    (void)state;
    text_told("check: {sections: [A, B], words: {A: 2..3}, items: {B: 1}}", "{missing}",
              "# A\nett\n# B\ntext\n", "r fail error 2 A (1 words)\nr fail error 4 B (0 items)\n");
    text_told("check: {sections: [A, B], words: 2, aliases: {B: [Andra]}}", "{missing}",
              "# A\nett två\n# Andra delen\n- ett två\n", "");
    expect_refused("sections: [A], words: {B: 2}", "rules.unknown-section");
    expect_refused("sections: [A], words: några", "rules.bad-bounds");
    expect_refused("sections: [A], words: 3..2", "rules.bad-bounds");
    expect_refused("sections: []", "rules.empty");
}

/* ---- numbering ---- */

static void numbering_told(const char *headings, const char *expected)
{
    text_told("check: {numbering: sections}", "{values}, {missing}", headings, expected);
}

static void numbers_follow(void **state)
{
    (void)state;
    numbering_told("# 1 A\n# 2 B\n## 2.1 C\n### 2.1.1 D\n## 2.2 E\n# 3 F\n", "");
    numbering_told("# 0 A\n# 1 B\n", "");
    numbering_told("# 1 A\n# Bilaga\n# 1 B\n# 2 C\n", "");
}

static void minutes_count_on(void **state)
{
    (void)state;
    struct world *w = signed_world("check: {numbering: sections}", "{values}",
                                   "Avtal\n# 31 A\n# 32 B\n# 34 C\n" DNR "Underskrift X\n");
    put_signature(w);
    for (size_t i = 0; i < 3; i++)
        w->quotes.at[i + 1].text = span_of(
            arena_printf(w->arena, "§ %.*s", SPAN_ARG(span_cut(w->quotes.at[i + 1].text, 2, 99))));
    told_is(w, "r fail error 4 32 → 34\n");
}

static void a_gap_is_one_finding(void **state)
{
    (void)state;
    numbering_told("# 1 A\n# 3 B\n# 4 C\n", "r fail error 3 1 → 3, 2\n");
    numbering_told("# 2 A\n# 3 B\n", "r fail error 2 2, 1\n");
    numbering_told("# 1 A\n## 1.2 B\n", "r fail error 3 1 → 1.2, 1.1\n");
}

static void a_repeat_is_one_finding(void **state)
{
    (void)state;
    numbering_told("# 1 A\n# 2 B\n# 2 C\n# 3 D\n", "r fail error 4 2 → 2, 3\n");
    numbering_told("# 1 A\n# 2 B\n# 1 C\n# 3 D\n", "r fail error 4 2 → 1, 3\n");
}

static void a_missing_parent_is_one_finding(void **state)
{
    (void)state;
    numbering_told("# 1 A\n# 2 B\n## 2.1 C\n### 2.1.1 D\n## 3.3 E\n# 4 F\n",
                   "r fail error 6 2.1.1 → 3.3, 3\n");
}

static void trailing_zero_heads_a_chapter(void **state)
{
    (void)state;
    numbering_told("# 1.0 A\n# 2.0 B\n## 2.1 C\n# 3.0 D\n", "");
    numbering_told("# 1.0 A\n# 3.0 B\n", "r fail error 3 1.0 → 3.0, 2\n");
}

static void releases_are_no_sections(void **state)
{
    (void)state;
    numbering_told("# 2.4.1 A\n# 2.4.0 B\n# 2.3.2 C\n# 2.3.0 D\n# 1.9 E\n", "");
}

static void an_extract_begins_where_it_does(void **state)
{
    (void)state;
    numbering_told("# 7 A\n## 7.1 B\n## 7.2 C\n", "");
    numbering_told("## 7.2 A\n## 7.3 B\n## 7.5 C\n", "r fail error 4 7.3 → 7.5, 7.4\n");
}

static void a_part_counts_from_one(void **state)
{
    (void)state;
    numbering_told("# 1 A\n# 2 B\n# 3 C\n# 1 D\n# 2 E\n", "");
    numbering_told("# 1 A\n# 1 B\n# 2 C\n", "r fail error 3 1 → 1, 2\n");
}

/* Items with these labels, all behind the first heading. */
static void clauses_told(const char *headings, const char *const *labels, const char *expected)
{
    struct world *w = with_check("check: {numbering: sections}", "{values}");
    world_read(w, arena_printf(w->arena, "Avtal\n%s" DNR "Underskrift X\n", headings));
    put_signature(w);
    for (size_t i = 0; labels[i]; i++) {
        uint32_t at = w->sections.at[0].heading.start + 1 + (uint32_t)i;
        *VEC_ADD(w->arena, &w->items) =
            (struct record_item){.label = span_of(labels[i]), .at = {at, at}, .quote = NO_QUOTE};
    }
    told_is(w, expected);
}

static void clauses_count(void **state)
{
    (void)state;
    const char *fees[] = {"2.", NULL}, *list[] = {"1.", "2.", NULL};
    const char *deeper[] = {"1.1", "1.2", NULL}, *parent[] = {"2.", NULL};
    clauses_told("# 1 Omfattning\n# 3 B\n", fees, "");
    clauses_told("# 1 Omfattning\n# 3 B\n", list, "r fail error 3 1 → 3\n");
    clauses_told("# 1 Omfattning\n## 1.3 B\n", deeper, "");
    clauses_told("# 1 Omfattning\n## 2.1 B\n", parent, "");
}

/* ---- mentions, absent ---- */

static void mentions_are_counted(void **state)
{
    (void)state;
    text_told("check: {mentions: återbetalning}", "{missing}", "krav\n",
              "r fail error 0 återbetalning\n");
    text_told("check: {mentions: [krav, [lön, bidrag]]}", "{missing}", "krav på bidrag\n", "");
    text_told("check: {mentions: [krav, [lön, bidrag]]}", "{missing}", "krav\n",
              "r fail error 0 lön, bidrag\n");
    text_told("check: {mentions: krav, at-least: 2, at-most: 2}", "{count}", "krav och krav\n", "");
    text_told("check: {mentions: krav, at-least: 2}", "{count}", "krav\n", "r fail error 0 1\n");
    text_told("check: {mentions: krav, at-most: 1}", "{count}", "ett krav till: krav\n",
              "r fail error 2 2\n");
}

static void mentions_in_a_section_do_not_count_its_heading(void **state)
{
    (void)state;
    const char *check = "check: {mentions: krav, in: Brister}";
    text_told(check, "{missing}", "# 8 Brister och krav\ntext\n# 9 Annat\nkrav\n",
              "r fail error 2 krav\n");
    text_told(check, "{missing}", "# 8 Brister\n## 8.1 Om krav\n", "");
    text_told(check, "{missing}", "krav\n",
              "r unknown warning 0 Cannot be judged: there is no section \"Brister\"\n");
}

static void absent_shows_every_place(void **state)
{
    (void)state;
    struct world *w = signed_world("check: {absent: [tillägget, bilagan]}", "{values} {count}",
                                   "Avtal\nDet tillägget\noch tillägget\n" DNR "Underskrift X\n");
    put_signature(w);
    world_judge(w, NULL);
    assert_string_equal(world_told(w), "r fail error 2 tillägget 2\n");
    assert_int_equal(w->result.findings[0].related_count, 1);
    assert_int_equal(w->result.findings[0].related[0].place.line, 3);
    assert_int_equal(w->result.findings[0].quote_at, 4);
    world_free(w);
    text_told("check: {absent: [[sedan, först]]}", "{at}", "först detta\nsedan detta\n",
              "r fail error 2 line 2\n");
    expect_refused("absent: []", "rules.empty");
    expect_refused("absent: 're:('", "rules.bad-pattern");
}

/* ---- filled ---- */

static void nothing_is_left_to_fill_in(void **state)
{
    (void)state;
    text_told("check: {filled: placeholders}", "{values}", "till [namn] och [ort]\n",
              "r fail error 2 [namn]\nr fail error 2 [ort]\n");
    text_told("check: {filled: placeholders, except: '[ort]'}", "{values}", "[namn] och [ort]\n",
              "r fail error 2 [namn]\n");
    text_told("check: {filled: [letters, line]}", "{values}", "[namn]\n", "");
    text_told("check: {filled: placeholders, in: A}", "{values}", "[namn]\n# A\n[ort]\n",
              "r fail error 4 [ort]\n");
    expect_refused("filled: platshållare", "rules.unknown-word");
}

static void a_signature_line_is_no_placeholder(void **state)
{
    (void)state;
    struct world *w = signed_world("check: {filled: placeholders}", "{values}",
                                   "Avtal\n[linje]\n" DNR "Underskrift X\n");
    put_signature(w);
    for (size_t i = 0; i < w->facts.n; i++)
        if (w->facts.at[i].type == FACT_PLACEHOLDER)
            w->facts.at[i].placeholder.kind = PLACEHOLDER_SIGNATURE_LINE;
    told_is(w, "");
}

/* ---- checksum ---- */

static void check_digits(void **state)
{
    (void)state;
    struct world *w =
        signed_world("each: parties\n    check: {checksum: it.orgnr}", "{it.orgnr.raw} ({it.name})",
                     "Avtal\nVerket 202100-4185\nBolaget 556000-0001\n"
                     "Okända\n" DNR "Underskrift X\n");
    put_signature(w);
    world_fact(w, FACT_PARTY, "Verket 202100-4185")->party =
        (struct party_fact){.name = SPAN("Verket"), .orgnr = SPAN("202100-4185")};
    world_fact(w, FACT_PARTY, "Bolaget 556000-0001")->party =
        (struct party_fact){.name = SPAN("Bolaget"), .orgnr = SPAN("556000-0001")};
    world_fact(w, FACT_PARTY, "Okända")->party = (struct party_fact){.name = SPAN("Okända")};
    told_is(w, "r fail error 3 556000-0001 (Bolaget)\n"
               "r unknown warning 4 Cannot be judged: orgnr is not stated\n");
}

static void every_number_of_the_document(void **state)
{
    (void)state;
    text_told("each: orgnrs\n    check: {checksum: it}", "{it.raw}",
              "556000-0001 och 556000-0001\n",
              "r fail error 2 556000-0001\nr fail error 2 556000-0001\n");
    expect_refused("checksum: dates", "rules.many-values");
}

/* ---- consistent ---- */

static void statements_agree(void **state)
{
    (void)state;
    const char *check = "check: {consistent: dnr, spelling: notice}";
    text_told(check, "{values}", "dnr <dnr 7:1>\n", "");
    text_told(check, "{values}", "dnr <dnr 7:2>\n", "r fail error 3 <dnr 7:2>, <dnr 7:1>\n");
    expect_refused("consistent: parties", "rules.many-values");
    expect_refused("consistent: dates", "rules.many-values");
}

static void statements_are_spelt_alike(void **state)
{
    (void)state;
    struct world *w = signed_world("check: {consistent: dnr, spelling: notice}", "{values}",
                                   "Avtal\ndnr <dnr 07:1>\ndnr <dnr 7:1>\nUnderskrift X\n");
    put_signature(w);
    for (size_t i = 0; i < w->facts.n; i++)
        if (w->facts.at[i].type == FACT_CASE_NUMBER)
            w->facts.at[i].identifier.same = SPAN("7:1");
    told_is(w, "r fail notice 3 <dnr 07:1>, <dnr 7:1>\n");
}

/* ---- refers-to ---- */

static struct fact *put_reference(struct world *w, const char *words, enum reference_kind k,
                                  const char *value)
{
    struct fact *f = world_fact(w, FACT_REFERENCE, words);
    f->reference = (struct reference_fact){.kind = k, .value = span_of(value)};
    return f;
}

static void sections_and_annexes_of_the_document(void **state)
{
    (void)state;
    struct world *w = signed_world("each: refs\n    check: {refers-to: it}", "{missing}",
                                   "Avtal\nse avsnitt 5, avsnitt 6, bilaga 1 och bilaga 2\n# 5 A\n"
                                   "Bilaga 1 Budget\n" DNR "Underskrift X\n");
    put_signature(w);
    put_reference(w, "avsnitt 5", REFERENCE_SECTION, "5");
    put_reference(w, "avsnitt 6", REFERENCE_SECTION, "6");
    put_reference(w, "bilaga 1", REFERENCE_ANNEX, "1");
    put_reference(w, "bilaga 2", REFERENCE_ANNEX, "2");
    put_reference(w, "Bilaga 1 Budget", REFERENCE_ANNEX, "1")->reference.listed = true;
    told_is(w, "r fail error 2 section 6\nr fail error 2 annex 2\n");
}

/* "Bilaga 1 Budget" heads the annex itself: that is no list, which could lack another. */
static void annexes_of_a_document_without_a_list(void **state)
{
    (void)state;
    struct world *w =
        signed_world("each: refs\n    check: {refers-to: it}", "{missing}",
                     "Avtal\nse bilaga 2\n" DNR "Underskrift X\n# Bilaga 1 Budget\nMedel\n");
    put_signature(w);
    put_reference(w, "bilaga 2", REFERENCE_ANNEX, "2");
    put_reference(w, "Bilaga 1 Budget", REFERENCE_ANNEX, "1")->reference.listed = true;
    told_is(w, "");
}

static void clauses_and_documents_without_numbers(void **state)
{
    (void)state;
    struct world *w =
        signed_world("each: refs\n    check: {refers-to: it}", "{missing}",
                     "Avtal\nse avsnitt 5.1\n# 5 A\n- 5.1 Text\n" DNR "Underskrift X\n");
    put_signature(w);
    put_reference(w, "avsnitt 5.1", REFERENCE_SECTION, "5.1");
    w->items.at[0].label = SPAN("5.1.");
    told_is(w, "");

    w = signed_world("each: refs\n    check: {refers-to: it}", "{missing}",
                     "Avtal\nse § 140\n# A\n" DNR "Underskrift X\n");
    put_signature(w);
    put_reference(w, "§ 140", REFERENCE_SECTION, "140");
    world_finish(w);
    world_judge(w, NULL);
    assert_int_equal(world_outcome(w, "r")->verdict, VERDICT_NOT_APPLICABLE);
    world_free(w);
}

/* What is named may stand behind the cut. */
static void nothing_is_missing_from_a_record_cut_short(void **state)
{
    (void)state;
    struct world *w = signed_world("each: refs\n    check: {refers-to: it}", "{missing}",
                                   "Avtal\nse avsnitt 6\n# 5 A\n" DNR "Underskrift X\n");
    put_signature(w);
    put_reference(w, "avsnitt 6", REFERENCE_SECTION, "6");
    world_finish(w);
    w->record.limit = LIMIT_NAME_SECTIONS;
    world_judge(w, NULL);
    assert_int_equal(world_outcome(w, "r")->verdict, VERDICT_UNKNOWN);
    world_free(w);
}

static void a_trailing_zero_is_not_said(void **state)
{
    (void)state;
    struct world *w = signed_world("each: references\n    check: {refers-to: it}", "{it.raw}",
                                   "Avtal\nse avsnitt 6\n# 6.0 A\n" DNR "Underskrift X\n");
    put_signature(w);
    put_reference(w, "avsnitt 6", REFERENCE_SECTION, "6");
    told_is(w, "");
}

static void a_clause_that_runs_on_is_a_section(void **state)
{
    (void)state;
    static const char *const labels[] = {"4.", "4)"};
    for (size_t i = 0; i < 2; i++) {
        struct world *w =
            signed_world("each: references\n    check: {refers-to: it}", "{it.raw}",
                         "Avtal\nse avsnitt 4\n# 5 A\n- Text\n" DNR "Underskrift X\n");
        put_signature(w);
        put_reference(w, "avsnitt 4", REFERENCE_SECTION, "4");
        w->items.at[0].label = span_of(labels[i]);
        told_is(w, i ? "r fail error 2 avsnitt 4\n" : "");
    }
}

/* Point 2 of section 5 is labelled "2", and called 5.2. */
static void a_point_is_called_by_its_section_too(void **state)
{
    (void)state;
    struct world *w =
        signed_world("each: references\n    check: {refers-to: it}", "{it.raw}",
                     "Avtal\nse punkt 5.2 och punkt 5.3\n# 5 A\n- Text\n" DNR "Underskrift X\n");
    put_signature(w);
    put_reference(w, "punkt 5.2", REFERENCE_SECTION, "5.2");
    put_reference(w, "punkt 5.3", REFERENCE_SECTION, "5.3");
    w->items.at[0].label = SPAN("2.");
    told_is(w, "r fail error 2 punkt 5.3\n");
}

static void annexes_of_the_case(void **state)
{
    (void)state;
    struct world *w = signed_world("each: annexes\n    check: {refers-to: it, in: case}",
                                   "{missing}", "Avtal\nse bilaga 1\n" DNR "Underskrift X\n");
    put_signature(w);
    put_reference(w, "bilaga 1", REFERENCE_ANNEX, "1");
    world_finish(w);
    world_judge(w, NULL);
    assert_string_equal(world_told(w), "");
    assert_int_equal(world_outcome(w, "r")->verdict, VERDICT_NOT_APPLICABLE);
    assert_true(span_is(world_outcome(w, "r")->why, "the case's other documents are not loaded"));

    w->file.loaded = true;
    world_judge(w, NULL);
    assert_string_equal(world_told(w), "r fail error 2 annex 1\n");

    w->filed.path = SPAN("a/bilaga 1.txt"); /* a document is not its own annex */
    world_judge(w, NULL);
    assert_int_equal(world_outcome(w, "r")->verdict, VERDICT_FAIL);
    w->filed.path = SPAN("a/doc.txt");

    struct record other = {.limit = LIMIT_COUNT};
    struct filed both[] = {w->filed, {.record = &other, .path = SPAN("a/bilaga_1.pdf")}};
    w->file.records = both;
    w->file.count = 2;
    world_judge(w, NULL);
    assert_int_equal(world_outcome(w, "r")->verdict, VERDICT_PASS);
    both[1].path = SPAN("a/bilaga_12.pdf");
    world_judge(w, NULL);
    assert_int_equal(world_outcome(w, "r")->verdict, VERDICT_FAIL);
    world_free(w);
}

/* ---- unique ---- */

static size_t two_holders(void *arg, struct span k, struct span fact, struct span value)
{
    (void)arg;
    assert_true(span_is(k, "k"));
    assert_true(span_is(fact, "dnr"));
    return span_is(value, "7:1") ? 2 : 1;
}

static void no_other_document_has_the_value(void **state)
{
    (void)state;
    struct world *w = signed_world("check: {unique: dnr}", "{values} {count}", BASE);
    struct lookup lookup = {.holders = two_holders};
    put_signature(w);
    world_judge(w, NULL);
    assert_int_equal(world_outcome(w, "r")->verdict, VERDICT_NOT_APPLICABLE);
    assert_int_equal(w->result.asked_count, 0);
    judge(w->arena, w->rules, &w->file, &lookup, NULL, world_now("2021-05-01"), &w->result);
    assert_string_equal(world_told(w), "r fail error 2 7:1 2\n");
    assert_int_equal(w->result.asked_count, 1);
    assert_true(span_is(w->result.asked[0].value, "7:1"));
    world_free(w);
}

/* ---- signed ---- */

static const char signed_check[] =
    "check: {signed: signatures, parts: [place, date, party], by: parties}";
static const char signed_text[] = "Avtal\n" DNR "Stockholm 2020-06-09\nVerket\n\n"
                                  "Stockholm 2020 -\nBolaget\n";

static struct signature_part part(const char *text, enum pairing how)
{
    return (struct signature_part){.text = span_of(text), .how = how};
}

static struct world *with_signatures(void)
{
    struct world *w = signed_world(signed_check, "{missing}: {at.text}", signed_text);
    world_fact(w, FACT_PARTY, "Verket")->party.name = SPAN("Verket");
    world_fact(w, FACT_PARTY, "Bolaget")->party.name = SPAN("Bolaget");
    world_fact(w, FACT_SIGNATURE, "Stockholm 2020-06-09\nVerket")->signature =
        (struct signature_fact){.party = part("Verket", PAIRED_BLOCK),
                                .place = part("Stockholm", PAIRED_LINE),
                                .date = part("2020-06-09", PAIRED_LINE),
                                .whole_date = true};
    world_fact(w, FACT_SIGNATURE, "Stockholm 2020 -\nBolaget")->signature =
        (struct signature_fact){.party = part("Bolaget", PAIRED_BLOCK),
                                .place = part("Stockholm", PAIRED_LINE),
                                .date = part("2020 -", PAIRED_LINE)};
    return w;
}

static struct signature_fact *signature(struct world *w, uint32_t line)
{
    for (size_t i = 0; i < w->facts.n; i++)
        if (w->facts.at[i].type == FACT_SIGNATURE && w->facts.at[i].place.line == line)
            return &w->facts.at[i].signature;
    return NULL;
}

static void a_date_that_is_not_whole(void **state)
{
    (void)state;
    told_is(with_signatures(), "r fail error 6 date: Stockholm 2020 -\n");
}

static void a_part_that_is_not_paired_is_unknown(void **state)
{
    (void)state;
    struct world *w = with_signatures();
    signature(w, 6)->whole_date = true;
    signature(w, 6)->place.how = PAIRED_NOT;
    told_is(w, "r unknown warning 6 Cannot be judged: place cannot be paired with its signature\n");
}

static void a_role_may_stand_elsewhere(void **state)
{
    (void)state;
    struct world *w = signed_world("check: {signed: signatures, parts: [role]}", "{missing}", BASE);
    put_signature(w);
    told_is(w, "r unknown warning 3 Cannot be judged: role cannot be paired with its signature\n");
    w = signed_world("check: {signed: signatures, parts: [role]}", "{missing}", BASE);
    put_signature(w);
    signature(w, 3)->empty = true;
    told_is(w, "r fail error 3 role\n");
}

static void a_part_that_none_has_is_not_wanted(void **state)
{
    (void)state;
    const char *check = "check: {signed: signatures, parts: [place, role], alike: true}";
    struct world *w = signed_world(check, "{missing}", BASE);
    put_signature(w);
    signature(w, 3)->place = part("Lund", PAIRED_BLOCK);
    told_is(w, "");
    w = signed_world(check, "{missing}", BASE);
    put_signature(w);
    signature(w, 3)->place = part("Lund", PAIRED_NOT);
    told_is(w, "r unknown warning 3 Cannot be judged: place cannot be paired with its signature\n");
    w = signed_world("check: {signed: signatures, parts: [date], alike: true}", "{missing}", BASE);
    put_signature(w);
    signature(w, 3)->date = part("2024 -", PAIRED_BLOCK);
    signature(w, 3)->whole_date = false;
    told_is(w, "r fail error 3 date\n");
}

static void a_draft_is_one_notice(void **state)
{
    (void)state;
    struct world *w = with_signatures();
    w->record.stage = STAGE_DRAFT;
    told_is(w, "r fail notice 3 A draft: its signature lines are still empty\n");
}

static void every_party_signs(void **state)
{
    (void)state;
    struct world *w = with_signatures();
    signature(w, 6)->whole_date = true;
    signature(w, 6)->party = part("Verket", PAIRED_BLOCK);
    told_is(w, "r fail error 7 Bolaget: Bolaget\n");

    w = with_signatures();
    signature(w, 6)->whole_date = true;
    signature(w, 6)->party = part("Bolaget", PAIRED_BLOCK);
    signature(w, 6)->substitute = part("VIKARIE", PAIRED_BLOCK);
    told_is(w, "");
}

static void no_signature_at_all(void **state)
{
    (void)state;
    expect_told(signed_check, "m", "Avtal\n" DNR,
                "r unknown warning 0 Cannot be judged: signatures was not found\n");
    expect_refused("signed: dates", "rules.wrong-type");
    expect_refused("signed: signatures, parts: [datum]", "rules.unknown-word");
}

/* ---- expect ---- */

static void a_condition_shows_its_facts(void **state)
{
    (void)state;
    struct world *w = world_new(
        "kinds:\n  k: {match: {any: [{title: Avtal}]}}\n"
        "facts:\n  k:\n"
        "    some: {type: period, after: pågår, want: many}\n"
        "    whole: {type: period, after: gäller, want: one}\n"
        "rules:\n"
        "  r:\n    for: k\n    each: some\n    severity: error\n"
        "    check: {expect: it within whole}\n    message: {sv: '{it} utanför {whole}', en: '{it} "
        "outside {whole}'}\n");
    world_judge(w, "Avtal\ngäller 2020-01-01--2020-12-31\npågår 2020-02-01--2020-03-01\n"
                   "pågår 2020-02-01--2021-03-01\n");
    assert_string_equal(world_told(w),
                        "r fail error 4 2020-02-01–2021-03-01 outside 2020-01-01–2020-12-31\n");
    const struct finding *f = &w->result.findings[0];
    assert_true(span_is(f->message.sv, "2020-02-01–2021-03-01 utanför 2020-01-01–2020-12-31"));
    assert_true(span_is(f->text, "2020-02-01--2021-03-01"));
    assert_int_equal(f->related_count, 1);
    assert_int_equal(f->related[0].place.line, 2);
    world_free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sections_missing_or_empty),
        cmocka_unit_test(sections_in_order),
        cmocka_unit_test(sections_bounded),
        cmocka_unit_test(numbers_follow),
        cmocka_unit_test(minutes_count_on),
        cmocka_unit_test(a_gap_is_one_finding),
        cmocka_unit_test(a_repeat_is_one_finding),
        cmocka_unit_test(a_missing_parent_is_one_finding),
        cmocka_unit_test(trailing_zero_heads_a_chapter),
        cmocka_unit_test(releases_are_no_sections),
        cmocka_unit_test(an_extract_begins_where_it_does),
        cmocka_unit_test(a_part_counts_from_one),
        cmocka_unit_test(clauses_count),
        cmocka_unit_test(mentions_are_counted),
        cmocka_unit_test(mentions_in_a_section_do_not_count_its_heading),
        cmocka_unit_test(absent_shows_every_place),
        cmocka_unit_test(nothing_is_left_to_fill_in),
        cmocka_unit_test(a_signature_line_is_no_placeholder),
        cmocka_unit_test(check_digits),
        cmocka_unit_test(every_number_of_the_document),
        cmocka_unit_test(statements_agree),
        cmocka_unit_test(statements_are_spelt_alike),
        cmocka_unit_test(sections_and_annexes_of_the_document),
        cmocka_unit_test(annexes_of_a_document_without_a_list),
        cmocka_unit_test(clauses_and_documents_without_numbers),
        cmocka_unit_test(nothing_is_missing_from_a_record_cut_short),
        cmocka_unit_test(a_trailing_zero_is_not_said),
        cmocka_unit_test(a_clause_that_runs_on_is_a_section),
        cmocka_unit_test(a_point_is_called_by_its_section_too),
        cmocka_unit_test(annexes_of_the_case),
        cmocka_unit_test(no_other_document_has_the_value),
        cmocka_unit_test(a_date_that_is_not_whole),
        cmocka_unit_test(a_part_that_is_not_paired_is_unknown),
        cmocka_unit_test(a_role_may_stand_elsewhere),
        cmocka_unit_test(a_part_that_none_has_is_not_wanted),
        cmocka_unit_test(a_draft_is_one_notice),
        cmocka_unit_test(every_party_signs),
        cmocka_unit_test(no_signature_at_all),
        cmocka_unit_test(a_condition_shows_its_facts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
