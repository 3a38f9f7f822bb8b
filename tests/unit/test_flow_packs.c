/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "flow/choosing.h"
#include "flow/packs.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct loading {
    char folder[32];
    struct arena *arena;
    struct diags diags;
    struct config config;
    struct rules *rules;
};

static const char *beneath(struct loading *l, const char *name)
{
    return arena_printf(l->arena, "%s/%s", l->folder, name);
}

static void write_pack(struct loading *l, const char *id, const char *rest)
{
    FILE *f;
    mkdir(beneath(l, arena_printf(l->arena, "rules/%s", id)), 0700);
    f = fopen(beneath(l, arena_printf(l->arena, "rules/%s/pack.yaml", id)), "w");
    assert_non_null(f);
    fprintf(f,
            "duly: 1\npack: {id: %s, version: 1.0.0, title: T}\n%s"
            "kinds:\n  k%s: {match: {title: T}}\n"
            "rules:\n  r%s: {for: k%s, check: {expect: count(dates) > 0}, message: m}\n",
            id, rest, id, id, id);
    fclose(f);
}

static struct loading begin(const char *config)
{
    struct loading l = {.folder = "/tmp/packs-XXXXXX", .arena = arena_new()};
    l.diags.arena = l.arena;
    assert_non_null(mkdtemp(l.folder));
    mkdir(beneath(&l, "rules"), 0700);
    mkdir(beneath(&l, "a"), 0700);
    mkdir(beneath(&l, "ab"), 0700);
    mkdir(beneath(&l, "b"), 0700);
    write_pack(&l, "one", "");
    write_pack(&l, "two", "");
    write_pack(&l, "off", "use: [{pack: one, rules: {rone: off}}]\n");
    write_pack(&l, "loud", "use: [{pack: one, rules: {rone: {severity: critical}}}]\n");
    assert_true(
        config_read(l.arena, beneath(&l, "duly.yaml"), span_of(config), &l.config, &l.diags));
    return l;
}

static void end(struct loading *l)
{
    char command[64];
    snprintf(command, sizeof command, "rm -rf %s", l->folder);
    assert_int_equal(system(command), 0);
    rules_free(l->rules);
    arena_free(l->arena);
}
#define _cleanup_loading_ __attribute__((cleanup(end)))

/* "LINE:COLUMN ID hint" of each fault. */
static const char *faults(struct loading *l)
{
    const char *all = "";
    for (size_t i = 0; i < l->diags.list.n; i++) {
        const struct diag *d = &l->diags.list.at[i];
        all = arena_printf(l->arena, "%s%u:%u %s %s\n", all, d->line, d->column, d->id, d->hint);
    }
    return all;
}

static const char *loaded(struct loading *l)
{
    const struct pack *const *packs;
    const char *all = "";
    l->rules = packs_load_for(l->arena, &l->config, &l->diags);
    size_t n = l->rules ? rules_packs(l->rules, &packs) : 0;
    for (size_t i = 0; i < n; i++)
        all = arena_printf(l->arena, "%s%s%.*s", all, i ? ", " : "", SPAN_ARG(pack_id(packs[i])));
    return all;
}

static void test_what_the_roots_name_is_loaded(void **state)
{
    struct loading l _cleanup_loading_ =
        begin("roots: [{path: ~/a, packs: [one]}, {path: ~/b, packs: [one, two]}]\nrules: rules\n");
    assert_string_equal(loaded(&l), "one, two");
    assert_string_equal(faults(&l), "");
    (void)state;
}

static void test_a_root_without_packs_wants_all(void **state)
{
    struct loading l _cleanup_loading_ =
        begin("roots: [{path: ~/a, packs: [one]}, ~/b]\nrules: rules\n");
    write_pack(&l, "loud", "");
    assert_string_equal(loaded(&l), "loud, off, one, two");
    (void)state;
}

static void test_a_missing_pack_is_told_at_its_root(void **state)
{
    struct loading l _cleanup_loading_ =
        begin("roots:\n- {path: ~/a, packs: [one, tow]}\n- {path: ~/b, packs: [nothing-like-it]}\n"
              "rules: rules\n");
    assert_string_equal(loaded(&l), "");
    assert_string_equal(faults(&l),
                        "2:3 packs.missing did you mean 'two'?\n"
                        "3:3 packs.missing a pack is a folder with a pack.yaml in one of the "
                        "folders under 'rules'\n");
    assert_string_equal(l.diags.list.at[0].file, beneath(&l, "duly.yaml"));
    (void)state;
}

static void test_a_pack_beside_the_program_is_not_meant(void **state)
{
    struct loading l _cleanup_loading_ =
        begin("roots: [{path: ~/a, packs: [one]}]\nrules: elsewhere\n");
    char *here = getcwd(NULL, 0);
    assert_int_equal(chdir(beneath(&l, "rules")), 0);
    assert_string_equal(loaded(&l), "");
    assert_int_equal(chdir(here), 0);
    free(here);
    assert_string_equal(l.diags.list.at[0].id, "packs.no-folder");
    assert_int_equal(l.diags.list.at[0].level, DIAG_WARNING);
    assert_string_equal(l.diags.list.at[1].id, "packs.missing");
    (void)state;
}

static void test_packs_that_adapt_a_rule_in_two_ways(void **state)
{
    struct loading apart _cleanup_loading_ =
        begin("roots: [{path: ~/a, packs: [off]}, {path: ~/b, packs: [loud]}]\nrules: rules\n");
    assert_string_equal(loaded(&apart), "loud, off, one");
    struct loading together _cleanup_loading_ =
        begin("roots:\n- {path: ~/a, packs: [two]}\n- {path: ~/b, packs: [off, loud]}\n"
              "rules: rules\n");
    assert_string_equal(loaded(&together), "");
    assert_string_equal(faults(&together),
                        "3:3 packs.clash duly rules lint with these packs names the rule\n");
    (void)state;
}

/* ---- which packs speak about a file ---- */

static bool speaks(const struct choosing *c, const char *path, const char *id)
{
    const struct pack *const *packs;
    size_t n = rules_packs(c->rules, &packs);
    for (size_t i = 0; i < n; i++)
        if (span_is(pack_id(packs[i]), id))
            return pack_in_force(choosing_of(c, path), packs[i], NULL);
    fail();
    return false;
}

static void test_a_file_is_judged_by_the_packs_of_its_root(void **state)
{
    struct loading l _cleanup_loading_ =
        begin("roots: [{path: ~/a, packs: [one]}, {path: ~/b, packs: [two]}]\nrules: rules\n");
    struct choosing c;
    write_pack(&l, "loud", "");
    assert_true(choosing_load(l.arena, &l.config, NULL, 0, &l.diags, &c));
    l.rules = c.rules;
    assert_true(speaks(&c, beneath(&l, "a/x.txt"), "one"));
    assert_false(speaks(&c, beneath(&l, "a/x.txt"), "two"));
    assert_true(speaks(&c, beneath(&l, "b/not/there/x.txt"), "two"));
    assert_false(speaks(&c, beneath(&l, "b/not/there/x.txt"), "one"));
    assert_true(speaks(&c, beneath(&l, "a"), "one"));
    assert_ptr_equal(choosing_of(&c, beneath(&l, "ab/x.txt")), c.elsewhere);
    assert_ptr_equal(choosing_of(&c, "-"), c.elsewhere);
    assert_false(speaks(&c, "-", "one")); /* of no kind */
    (void)state;
}

/* Whatever way the file is named. */
static void test_names_of_a_file(void **state)
{
    struct loading l _cleanup_loading_ =
        begin("roots: [{path: ~/a, packs: [one]}]\nrules: rules\n");
    FILE *f = fopen(beneath(&l, "a/x.txt"), "w");
    assert_non_null(f);
    fclose(f);
    assert_int_equal(symlink("a", beneath(&l, "link")), 0);
    assert_true(config_covers(&l.config, beneath(&l, "a/x.txt")));
    assert_true(config_covers(&l.config, beneath(&l, "link/x.txt")));
    assert_true(config_covers(&l.config, beneath(&l, "ab/../a/x.txt")));
    assert_false(config_covers(&l.config, beneath(&l, "ab/x.txt")));
    char *here = getcwd(NULL, 0);
    assert_int_equal(chdir(beneath(&l, "a")), 0);
    assert_true(config_covers(&l.config, "x.txt"));
    assert_int_equal(chdir(here), 0);
    free(here);
    assert_false(config_covers(&l.config, "x.txt"));
    (void)state;
}

static void test_packs_that_are_named_win(void **state)
{
    struct loading l _cleanup_loading_ =
        begin("roots: [{path: ~/a, packs: [one]}]\nrules: rules\n");
    struct choosing c;
    const char *named = beneath(&l, "rules/two");
    assert_true(choosing_load(l.arena, &l.config, &named, 1, &l.diags, &c));
    l.rules = c.rules;
    assert_null(choosing_of(&c, beneath(&l, "a/x.txt")));
    assert_true(speaks(&c, beneath(&l, "a/x.txt"), "two"));
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_the_roots_name_is_loaded),
        cmocka_unit_test(test_a_root_without_packs_wants_all),
        cmocka_unit_test(test_a_missing_pack_is_told_at_its_root),
        cmocka_unit_test(test_a_pack_beside_the_program_is_not_meant),
        cmocka_unit_test(test_packs_that_adapt_a_rule_in_two_ways),
        cmocka_unit_test(test_a_file_is_judged_by_the_packs_of_its_root),
        cmocka_unit_test(test_names_of_a_file),
        cmocka_unit_test(test_packs_that_are_named_win),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
