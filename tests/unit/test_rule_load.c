/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Packs from tests/data: what loads, and every faulty one with each fault where it is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "rule/listing.h"
#include "rule/load_files.h"
#include "rule/schema.h"

#include <cjson/cJSON.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

static const char *const rule_folder = "tests/data/rules";
static const char faulty_folder[] = "tests/data/rules-faulty";

struct load {
    struct arena *arena;
    struct diags diags;
    struct rules *rules;
};

static struct load begin(void)
{
    struct load t = {.arena = arena_new()};
    t.diags.arena = t.arena;
    return t;
}

static void end(struct load *t)
{
    rules_free(t->rules);
    arena_free(t->arena);
}
#define _cleanup_load_ __attribute__((cleanup(end)))

static void load_named(struct load *t, const char *pack)
{
    const struct rules_source source = {
        .folders = &rule_folder, .folder_count = 1, .packs = &pack, .pack_count = 1};
    t->rules = rules_load(&source, &t->diags);
}

static struct span slurp(struct arena *a, const char *path)
{
    struct buf b _cleanup_buf_ = {0};
    char block[4096];
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    for (size_t n; (n = fread(block, 1, sizeof block, f)) > 0;)
        buf_add(&b, block, n);
    fclose(f);
    return arena_copy(a, buf_peek(&b));
}

/* Packs in memory; "t" is the one that is loaded. */
static void load_texts(struct load *t, const struct pack_text *texts, size_t n)
{
    static const char *const pack = "t";
    const struct shelf shelf = {.texts = texts, .text_count = n};
    t->rules = rules_load_shelf(&shelf, &pack, 1, &t->diags);
}

static void load_text(struct load *t, const char *yaml)
{
    const struct pack_text texts[] = {{"t", "t.yaml", span_of(yaml)}};
    load_texts(t, texts, 1);
}

/* "line:column id" of all that is more than a note, one a line. */
static const char *faults(const struct load *t)
{
    const char *all = "";
    for (size_t i = 0; i < t->diags.list.n; i++) {
        const struct diag *d = &t->diags.list.at[i];
        if (d->level != DIAG_NOTE)
            all = arena_printf(t->arena, "%s%u:%u %s\n", all, d->line, d->column, d->id);
    }
    return all;
}

static const struct diag *find_fault(const struct load *t, const char *id)
{
    for (size_t i = 0; i < t->diags.list.n; i++)
        if (strcmp(t->diags.list.at[i].id, id) == 0)
            return &t->diags.list.at[i];
    return NULL;
}

static const struct pack *pack_named(const struct load *t, const char *id)
{
    const struct pack *const *packs;
    size_t n = rules_packs(t->rules, &packs);
    for (size_t i = 0; i < n; i++)
        if (span_is(packs[i]->id, id))
            return packs[i];
    return NULL;
}

/* ---- what loads ---- */

static void test_the_agreement_pack_loads(void **state)
{
    struct load t _cleanup_load_ = begin();
    load_named(&t, "se.samverkan");
    assert_string_equal(faults(&t), "");
    assert_non_null(t.rules);
    const struct pack *p = pack_named(&t, "se.samverkan");
    assert_non_null(p);
    assert_non_null(pack_named(&t, "se.common"));
    assert_int_equal(p->kind_count, 4);
    assert_int_equal(p->rule_count, 7);
    assert_int_equal(p->obligation_count, 2);
    assert_int_equal(t.rules->order.n, 8);
    assert_true(span_is(t.rules->order.at[0]->id, "common.date-exists"));
    assert_non_null(find_fault(&t, "obligations.not-judged"));
    (void)state;
}

static void test_facts_of_the_agreement(void **state)
{
    struct load t _cleanup_load_ = begin();
    load_named(&t, "se.samverkan");
    const struct kind *k = &pack_named(&t, "se.samverkan")->kinds[0];
    assert_true(span_is(k->id, "agreement"));
    assert_int_equal(k->fact_count, 10);
    const struct fact_definition *number = kind_fact(k, SPAN("number"));
    assert_int_equal(number->type, VALUE_NUMBER);
    assert_int_not_equal(number->title_probe, NO_PROBE);
    const struct fact_definition *parties = kind_fact(k, SPAN("parties"));
    assert_int_equal(parties->least, 2);
    assert_int_equal(parties->most, 4);
    assert_int_equal(parties->role_count, 2);
    assert_true(span_is(parties->roles[1].folded, "nedan kallad huvudmannen"));
    const struct fact_definition *annexes = kind_fact(k, SPAN("annexes"));
    assert_true(annexes->of_given);
    assert_int_equal(annexes->of, REFERENCE_ANNEX);
    const struct fact_definition *final = kind_fact(k, SPAN("final-due"));
    assert_int_equal(final->in.n, 1);
    assert_true(span_is(final->in.at[0], "slutredovisning"));
    assert_int_equal(final->most, 1);
    (void)state;
}

static void test_duties_of_the_agreement(void **state)
{
    struct load t _cleanup_load_ = begin();
    load_named(&t, "se.samverkan");
    const struct obligation *o = &pack_named(&t, "se.samverkan")->obligations[0];
    assert_true(span_is(o->id, "interim-report"));
    assert_int_equal(o->bearer->op, OP_ROLE);
    assert_true(span_is(o->bearer->role->name, "principal"));
    assert_int_equal(o->due->op, OP_IT);
    assert_int_equal(o->at, -1);
    assert_int_equal(o->fulfilled_by.where->left->op, OP_DOC);
    assert_int_equal(o->received_count, 4);
    assert_int_equal(o->received[3], RECEIVED_FILE_TIME);
    assert_int_equal(o->content.section_count, 2);
    assert_int_equal(o->content.sections[1].n, 3);
    assert_true(span_is(o->content.sections[1].folded[2], "ekonomi"));
    assert_int_equal(o->remind_count, 2);
    assert_int_equal(o->remind[0].count, 30);
    assert_int_equal(o->late.escalate_after.count, 30);
    assert_int_equal(o->late.escalate_severity, SEVERITY_CRITICAL);
    (void)state;
}

static void test_probes_are_indexes_of_the_sealed_table(void **state)
{
    struct load t _cleanup_load_ = begin();
    load_named(&t, "se.samverkan");
    const struct kind *k = &pack_named(&t, "se.samverkan")->kinds[0];
    const struct probe_table *table = rules_probes(t.rules);
    uint32_t probe = kind_fact(k, SPAN("final-due"))->after_probe;
    assert_true(probe < table->list.n);
    assert_true(span_is(table->list.at[probe].text, "senast den"));
    probe = k->match.parts[1].probe;
    assert_true(span_is(table->list.at[probe].text, "nedan kallad huvudmannen"));
    struct digest d = probe_table_digest(table);
    assert_true(digest_eq(&d, &t.rules->probe_digest));
    (void)state;
}

#define PACK "duly: 1\npack: {id: t, version: 1.0.0, title: T}\n"

static void test_a_rule_for_two_kinds_is_two_rules(void **state)
{
    struct load t _cleanup_load_ = begin();
    load_text(&t, PACK "kinds:\n  a: {match: {title: A}}\n  b: {match: {title: B}}\n"
                       "facts:\n  a: {d: {type: date}}\n  b: {d: {type: date}}\n"
                       "rules:\n  r: {for: [b, a], check: {expect: d before now}, "
                       "message: {en: x}}\n");
    assert_string_equal(faults(&t), "");
    assert_int_equal(t.rules->order.n, 2);
    assert_true(span_is(t.rules->order.at[0]->kind->id, "b"));
    assert_true(span_is(t.rules->order.at[1]->kind->id, "a"));
    const struct rule *second = t.rules->order.at[1]; /* there was room for it */
    uintptr_t params = (uintptr_t)t.rules->order.at[0]->params;
    assert_false(params >= (uintptr_t)second && params < (uintptr_t)(second + 1));
    (void)state;
}

static void test_a_fault_of_a_rule_for_two_kinds_is_told_once(void **state)
{
    struct load t _cleanup_load_ = begin();
    load_text(&t, PACK "kinds:\n  a: {match: {title: A}}\n  b: {match: {title: B}}\n"
                       "rules:\n  r: {for: [b, a], check: {expect: zork before now}, "
                       "message: {en: x}}\n");
    assert_string_equal(faults(&t), "7:36 rules.unknown-fact\n");
    assert_null(t.rules);
    (void)state;
}

static void test_a_pack_may_be_spread_over_files(void **state)
{
    struct load t _cleanup_load_ = begin();
    const struct pack_text texts[] = {
        {"t", "t/pack.yaml", SPAN(PACK "kinds:\n  a: {match: {title: A}}\n")},
        {"t", "t/facts.yaml", SPAN("facts:\n  a: {d: {type: date}}\n")},
        {"t", "t/rules.yaml",
         SPAN("rules:\n  r: {for: a, check: {expect: d before nw}, message: {en: x}}\n")},
    };
    load_texts(&t, texts, 3);
    assert_string_equal(faults(&t), "2:40 rules.unknown-fact\n");
    assert_string_equal(find_fault(&t, "rules.unknown-fact")->file, "t/rules.yaml");
    assert_string_equal(find_fault(&t, "rules.unknown-fact")->hint, "did you mean 'now'?");
    (void)state;
}

static void test_a_second_file_cannot_define_the_same_again(void **state)
{
    struct load t _cleanup_load_ = begin();
    const struct pack_text texts[] = {
        {"t", "t/pack.yaml", SPAN(PACK "kinds:\n  a: {match: {title: A}}\n")},
        {"t", "t/more.yaml", SPAN("kinds:\n  a: {match: {title: B}}\n")},
    };
    load_texts(&t, texts, 2);
    assert_string_equal(faults(&t), "2:3 rules.duplicate\n");
    assert_string_equal(t.diags.list.at[0].hint, "the first is at t/pack.yaml:4");
    (void)state;
}

#define COMMON                                                                                     \
    "duly: 1\npack: {id: c, version: 1.4.0, title: C}\nrules:\n"                                   \
    "  c.one: {for: any, severity: error, check: {expect: count(dates) > 0}, message: {en: x}}\n"  \
    "  c.two: {for: any, check: {expect: count(dates) > 0}, message: {en: x}}\n"

static void test_rules_of_a_used_pack_are_adapted(void **state)
{
    struct load t _cleanup_load_ = begin();
    const struct pack_text texts[] = {
        {"t", "t.yaml",
         SPAN(PACK "use:\n  - {pack: c, version: '>=1.2 <2', rules: {c.one: "
                   "{severity: notice}, c.two: off}}\n")},
        {"c", "c.yaml", SPAN(COMMON)},
    };
    load_texts(&t, texts, 2);
    assert_string_equal(faults(&t), "");
    const struct rule_view *views;
    assert_int_equal(rules_list(t.arena, t.rules, &views), 1);
    assert_true(span_is(views[0].id, "c.one"));
    assert_int_equal(views[0].severity, SEVERITY_NOTICE);
    (void)state;
}

static void test_two_packs_cannot_adapt_a_rule_differently(void **state)
{
    struct load t _cleanup_load_ = begin();
    const struct pack_text texts[] = {
        {"t", "t.yaml", SPAN(PACK "use:\n  - {pack: c, rules: {c.one: off}}\n  - {pack: d}\n")},
        {"d", "d.yaml",
         SPAN("duly: 1\npack: {id: d, version: 1.0.0, title: D}\n"
              "use: [{pack: c, rules: {c.one: {severity: info}}}]\n")},
        {"c", "c.yaml", SPAN(COMMON)},
    };
    load_texts(&t, texts, 3);
    assert_string_equal(faults(&t), "3:25 rules.clash\n");
    (void)state;
}

static void test_versions(void **state)
{
    static const struct {
        const char *range;
        bool holds;
    } rows[] = {
        {">=1 <2", true},      {">=1.4", true},    {">1.4", false},  {"1.4.0", true},
        {"=1.4", true},        {"<=1.3.9", false}, {"<1.4.1", true}, {">=1 <1.4", false},
        {"  >=1.4.0  ", true}, {"1", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct load t _cleanup_load_ = begin();
        const char *yaml =
            arena_printf(t.arena, PACK "use: [{pack: c, version: '%s'}]\n", rows[i].range);
        const struct pack_text texts[] = {{"t", "t.yaml", span_of(yaml)},
                                          {"c", "c.yaml", SPAN(COMMON)}};
        load_texts(&t, texts, 2);
        if (rows[i].holds != (t.rules != NULL))
            fail_msg("version 1.4.0 and range '%s'", rows[i].range);
    }
    (void)state;
}

static void test_parameters_stand_for_their_values(void **state)
{
    struct load t _cleanup_load_ = begin();
    load_text(&t, PACK "params:\n  few: {type: number, default: 3, doc: x}\n"
                       "  how: {type: text, default: error, doc: x}\n"
                       "rules:\n  r: {for: any, severity: $how, check: {expect: count(dates) > "
                       "$few}, message: {en: '$how'}}\n");
    assert_string_equal(faults(&t), "");
    const struct rule *r = t.rules->order.at[0];
    assert_int_equal(r->severity, SEVERITY_ERROR);
    assert_true(span_is(r->message_en.parts[0].literal, "$how"));
    (void)state;
}

static void test_messages(void **state)
{
    struct load t _cleanup_load_ = begin();
    load_text(
        &t,
        PACK "rules:\n  r:\n    for: any\n    each: parties\n"
             "    check: {checksum: it.orgnr}\n"
             "    message: {sv: \"{it.orgnr.raw} {{x}} {at.text}\", en: '{at}: {count(dates)}'}\n");
    assert_string_equal(faults(&t), "");
    const struct message_template *sv = &t.rules->order.at[0]->message_sv;
    assert_int_equal(sv->count, 5);
    assert_true(sv->parts[0].raw);
    assert_int_equal(sv->parts[0].value->member->id, MEMBER_PARTY_ORGNR);
    assert_true(span_is(sv->parts[1].literal, " {"));
    assert_true(span_is(sv->parts[2].literal, "x}"));
    assert_true(span_is(sv->parts[3].literal, " "));
    assert_int_equal(sv->parts[4].special, SPECIAL_AT);
    assert_int_equal(sv->parts[4].member->id, MEMBER_PLACE_TEXT);
    assert_int_equal(t.rules->order.at[0]->message_en.parts[2].value->op, OP_COUNT);
    (void)state;
}

static void test_one_language_serves_both(void **state)
{
    struct load t _cleanup_load_ = begin();
    load_text(&t, PACK "rules:\n  r: {for: any, check: {expect: count(dates) > 0}, message: "
                       "{sv: fel}}\n");
    assert_string_equal(faults(&t), "");
    assert_true(span_is(t.rules->order.at[0]->message_en.parts[0].literal, "fel"));
    (void)state;
}

/* ---- digests ---- */

static struct digest digest_with(const char *yaml, struct digest *ret_probes)
{
    struct load t _cleanup_load_ = begin();
    load_text(&t, yaml);
    assert_non_null(t.rules);
    *ret_probes = t.rules->probe_digest;
    return rules_digest(t.rules);
}

static void test_digests_tell_rules_from_probes(void **state)
{
    struct digest p, q, r;
    static const char one[] = PACK "rules:\n  r: {for: any, check: {absent: x}, message: {en: a}}\n"
                                   "  s: {for: any, check: {absent: y}, message: {en: b}}\n";
    static const char reordered[] =
        PACK "rules:\n  s: {for: any, check: {absent: y}, message: {en: b}}\n"
             "  r: {for: any, severity: error, check: {absent: x}, message: {en: a}}\n";
    static const char other[] =
        PACK "rules:\n  r: {for: any, check: {absent: z}, message: {en: a}}\n"
             "  s: {for: any, check: {absent: y}, message: {en: b}}\n";
    struct digest a = digest_with(one, &p), b = digest_with(reordered, &q);
    struct digest c = digest_with(other, &r);
    assert_false(digest_eq(&a, &b));
    assert_true(digest_eq(&p, &q));
    assert_false(digest_eq(&a, &c));
    assert_false(digest_eq(&p, &r));
    (void)state;
}

/* ---- on disk ---- */

static void test_installed_packs_are_found(void **state)
{
    struct load t _cleanup_load_ = begin();
    const char *const *ids;
    assert_int_equal(rules_installed(t.arena, &rule_folder, 1, &ids), 2);
    assert_string_equal(ids[0], "se.common");
    assert_string_equal(ids[1], "se.samverkan");
    (void)state;
}

static void test_a_pack_is_named_by_its_folder_too(void **state)
{
    struct load t _cleanup_load_ = begin();
    load_named(&t, "tests/data/rules/se.common/");
    assert_string_equal(faults(&t), "");
    assert_non_null(t.rules);
    struct load u _cleanup_load_ = begin();
    load_named(&u, "se.comon");
    assert_null(u.rules);
    assert_string_equal(u.diags.list.at[0].id, "rules.unknown-pack");
    assert_string_equal(u.diags.list.at[0].hint, "did you mean 'se.common'?");
    (void)state;
}

static void test_a_pack_that_is_named_twice_is_one(void **state)
{
    static const char *const names[] = {"se.common", "tests/data/rules/../rules/se.common",
                                        "se.samverkan"};
    struct load t _cleanup_load_ = begin();
    const struct rules_source source = {
        .folders = &rule_folder, .folder_count = 1, .packs = names, .pack_count = 3};
    t.rules = rules_load(&source, &t.diags);
    assert_string_equal(faults(&t), "");
    assert_int_equal(t.rules->packs.n, 2);
    (void)state;
}

static void test_packs_of_one_id_in_two_folders_clash(void **state)
{
    static const char *const names[] = {"rules/se.common", "tests/data/rules/se.common"};
    struct load t _cleanup_load_ = begin();
    const struct rules_source source = {
        .folders = &rule_folder, .folder_count = 1, .packs = names, .pack_count = 2};
    t.rules = rules_load(&source, &t.diags);
    assert_null(t.rules);
    assert_non_null(find_fault(&t, "rules.clash"));
    (void)state;
}

/* ---- every faulty pack ---- */

/* The lines "# expect: LINE:COLUMN ID" at its top. */
static const char *expected(struct load *t, struct span yaml)
{
    static const char mark[] = "# expect: ";
    const char *all = "";
    for (const char *line = yaml.at; line && *line == '#';) {
        const char *next = strchr(line, '\n');
        if (strncmp(line, mark, sizeof mark - 1) == 0)
            all = arena_printf(t->arena, "%s%.*s\n", all, (int)(next - line - 10), line + 10);
        line = next ? next + 1 : NULL;
    }
    return all;
}

static bool check_faulty(const char *name)
{
    struct load t _cleanup_load_ = begin();
    struct span yaml = slurp(t.arena, arena_printf(t.arena, "%s/%s", faulty_folder, name));
    struct span common = slurp(t.arena, "tests/data/rules/se.common/pack.yaml");
    const struct pack_text texts[] = {{"t", "t.yaml", yaml}, {"se.common", "c.yaml", common}};
    load_texts(&t, texts, 2);
    const char *wanted = expected(&t, yaml), *got = faults(&t);
    bool same = wanted[0] && strcmp(wanted, got) == 0;
    if (!same)
        print_error("%s: wanted\n%sgot\n%s", name, wanted, got);
    for (size_t i = 0; i < t.diags.list.n; i++)
        same = same && t.diags.list.at[i].text[0] && t.diags.list.at[i].hint;
    return same;
}

static void test_faulty_packs(void **state)
{
    size_t n = 0, wrong = 0;
    DIR *dir = opendir(faulty_folder);
    assert_non_null(dir);
    for (struct dirent *e; (e = readdir(dir));)
        if (e->d_name[0] != '.') {
            wrong += !check_faulty(e->d_name);
            n++;
        }
    closedir(dir);
    assert_true(n >= 150);
    assert_int_equal(wrong, 0);
    (void)state;
}

/* ---- the schema ---- */

static bool reference_holds(const cJSON *definitions, const char *reference)
{
    static const char prefix[] = "#/$defs/";
    return strncmp(reference, prefix, sizeof prefix - 1) == 0 &&
           cJSON_GetObjectItemCaseSensitive(definitions, reference + sizeof prefix - 1);
}

static size_t count_references(const cJSON *definitions, const cJSON *at)
{
    size_t n = 0;
    for (const cJSON *child = at->child; child; child = child->next) {
        if (child->string && strcmp(child->string, "$ref") == 0) {
            assert_true(reference_holds(definitions, child->valuestring));
            n++;
        }
        n += count_references(definitions, child);
    }
    return n;
}

static void test_the_schema_is_whole(void **state)
{
    struct buf b _cleanup_buf_ = {0};
    rules_schema(&b);
    cJSON *schema = cJSON_ParseWithLength(b.at, b.n);
    assert_non_null(schema);
    const cJSON *definitions = cJSON_GetObjectItemCaseSensitive(schema, "$defs");
    assert_true(count_references(definitions, schema) > 40);
    const cJSON *rule = cJSON_GetObjectItemCaseSensitive(definitions, "rule");
    assert_non_null(cJSON_GetObjectItemCaseSensitive(
        cJSON_GetObjectItemCaseSensitive(rule, "properties"), "inhibited-by"));
    cJSON_Delete(schema);
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_agreement_pack_loads),
        cmocka_unit_test(test_facts_of_the_agreement),
        cmocka_unit_test(test_duties_of_the_agreement),
        cmocka_unit_test(test_probes_are_indexes_of_the_sealed_table),
        cmocka_unit_test(test_a_rule_for_two_kinds_is_two_rules),
        cmocka_unit_test(test_a_fault_of_a_rule_for_two_kinds_is_told_once),
        cmocka_unit_test(test_a_pack_may_be_spread_over_files),
        cmocka_unit_test(test_a_second_file_cannot_define_the_same_again),
        cmocka_unit_test(test_rules_of_a_used_pack_are_adapted),
        cmocka_unit_test(test_two_packs_cannot_adapt_a_rule_differently),
        cmocka_unit_test(test_versions),
        cmocka_unit_test(test_parameters_stand_for_their_values),
        cmocka_unit_test(test_messages),
        cmocka_unit_test(test_one_language_serves_both),
        cmocka_unit_test(test_digests_tell_rules_from_probes),
        cmocka_unit_test(test_installed_packs_are_found),
        cmocka_unit_test(test_a_pack_is_named_by_its_folder_too),
        cmocka_unit_test(test_a_pack_that_is_named_twice_is_one),
        cmocka_unit_test(test_packs_of_one_id_in_two_folders_clash),
        cmocka_unit_test(test_faulty_packs),
        cmocka_unit_test(test_the_schema_is_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
