/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"
#include "deliver.h"
#include "flow/packs.h"
#include "flow/testing.h"
#include "outlet/tests.h"

struct gathering {
    const struct options *options;
    struct diags diags;
    VEC(struct test_line) lines;
    VEC(struct suite_coverage) coverage;
};

static void write_report(const struct options *o, const struct output *to, void *arg,
                         struct buf *out)
{
    (void)o;
    if (to->format == OUTPUT_JUNIT)
        tests_junit(arg, out);
    else
        tests_text(arg, out);
}

static void gather(struct gathering *g, const struct tested_pack *tested)
{
    struct arena *a = g->options->arena;
    for (size_t i = 0; i < tested->count; i++)
        *VEC_ADD(a, &g->lines) = (struct test_line){
            .pack = tested->pack,
            .name = tested->cases[i].suite_case->name,
            .file = tested->cases[i].suite_case->file,
            .line = tested->cases[i].suite_case->line,
            .result = &tested->cases[i].result,
        };
    for (size_t i = 0; i < tested->coverage_count; i++)
        *VEC_ADD(a, &g->coverage) = tested->coverage[i];
}

static bool test_all(struct gathering *g, const struct rules *rules)
{
    const struct options *o = g->options;
    const struct pack *const *packs;
    size_t count = rules_packs(rules, &packs);
    for (size_t i = 0; i < count; i++) {
        struct tested_pack tested;
        const char *error;
        bool good =
            test_pack(o->arena, rules, packs[i], o->jobs, o->now, &g->diags, &tested, &error);
        if (error)
            complain("nothing was read: %s", error);
        if (!good)
            return false;
        gather(g, &tested);
    }
    return true;
}

static enum status tell(struct gathering *g)
{
    const struct options *o = g->options;
    struct test_report report = {
        .cases = g->lines.at,
        .count = g->lines.n,
        .coverage = g->coverage.at,
        .coverage_count = g->coverage.n,
        .require_tests = o->require_tests,
        .quiet = o->quiet,
    };
    if (!deliver(o, write_report, &report))
        return STATUS_TROUBLE;
    if (tests_failed(&report) || (o->require_tests && tests_uncovered(&report)))
        return STATUS_FINDINGS;
    return STATUS_CLEAN;
}

enum status cmd_test(const struct options *o)
{
    struct gathering g = {.options = o, .diags = {.arena = o->arena}};
    VEC(const char *) named = {0};
    for (size_t i = 0; i < o->rules.n; i++)
        *VEC_ADD(o->arena, &named) = o->rules.at[i];
    for (int i = 0; i < o->argument_count; i++)
        *VEC_ADD(o->arena, &named) = o->arguments[i];
    struct rules *rules = packs_load(o->arena, named.at, named.n, &g.diags);
    bool tested = rules && test_all(&g, rules);
    print_diags(&g.diags, false);
    enum status status = tested ? tell(&g) : STATUS_TROUBLE;
    rules_free(rules);
    return status;
}
