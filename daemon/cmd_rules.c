/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"
#include "deliver.h"
#include "outlet/rules.h"
#include "rule/schema.h"

#include <stdio.h>

/* What the verbs write. */
struct rules_answer {
    const struct rule_view *rules;
    size_t count;
};

static void write_list(const struct options *o, const struct output *to, void *arg, struct buf *out)
{
    const struct rules_answer *a = arg;
    (void)o;
    if (to->format == OUTPUT_JSON)
        rules_json(a->rules, a->count, out);
    else
        rules_text(a->rules, a->count, out);
}

static void write_rules(const struct options *o, const struct output *to, void *arg,
                        struct buf *out)
{
    const struct rules_answer *a = arg;
    if (to->format == OUTPUT_JSON)
        write_list(o, to, arg, out);
    else
        for (size_t i = 0; i < a->count; i++)
            rule_text(&a->rules[i], out);
}

static void write_schema(const struct options *o, const struct output *to, void *arg,
                         struct buf *out)
{
    (void)o;
    (void)to;
    (void)arg;
    rules_schema(out);
}

/* Packs named behind the verb count like --rules. */
static struct rules *load_named(const struct options *o, bool with_notes)
{
    VEC(const char *) named = {0};
    for (size_t i = 0; i < o->rules.n; i++)
        *VEC_ADD(o->arena, &named) = o->rules.at[i];
    for (int i = 1; i < o->argument_count; i++)
        *VEC_ADD(o->arena, &named) = o->arguments[i];
    return packs_named(o, named.at, named.n, with_notes);
}

static enum status lint(const struct options *o)
{
    struct rules *rules = load_named(o, true);
    const struct rule_view *views;
    const struct pack *const *packs;
    if (!rules)
        return STATUS_TROUBLE;
    size_t pack_count = rules_packs(rules, &packs), count = rules_list(o->arena, rules, &views);
    if (!o->quiet)
        printf("%zu pack%s, %zu rule%s, no fault\n", pack_count, pack_count == 1 ? "" : "s", count,
               count == 1 ? "" : "s");
    rules_free(rules);
    return STATUS_CLEAN;
}

static enum status list(const struct options *o)
{
    struct rules_answer answer;
    struct rules *rules = load_named(o, false);
    if (!rules)
        return STATUS_TROUBLE;
    answer.count = rules_list(o->arena, rules, &answer.rules);
    bool good = deliver(o, write_list, &answer);
    rules_free(rules);
    return good ? STATUS_CLEAN : STATUS_TROUBLE;
}

/* Rules by id, out of the packs that --rules names or that are installed. */
static enum status show(const struct options *o)
{
    const struct rule_view *views;
    VEC(struct rule_view) found = {0};
    struct rules *rules = packs_named(o, o->rules.at, o->rules.n, false);
    if (!rules)
        return STATUS_TROUBLE;
    size_t count = rules_list(o->arena, rules, &views);
    enum status status = STATUS_CLEAN;
    for (int i = 1; i < o->argument_count; i++) {
        size_t before = found.n;
        for (size_t j = 0; j < count; j++)
            if (span_is(views[j].id, o->arguments[i]))
                *VEC_ADD(o->arena, &found) = views[j];
        if (found.n == before) {
            complain_of_rule(o->arena, rules, span_of(o->arguments[i]));
            status = STATUS_TROUBLE;
        }
    }
    struct rules_answer answer = {found.at, found.n};
    if (!deliver(o, write_rules, &answer))
        status = STATUS_TROUBLE;
    rules_free(rules);
    return status;
}

static enum status schema(const struct options *o)
{
    return deliver(o, write_schema, NULL) ? STATUS_CLEAN : STATUS_TROUBLE;
}

enum status cmd_rules(const struct options *o)
{
    static const struct {
        const char *name;
        enum status (*run)(const struct options *o);
    } verbs[] = {{"lint", lint}, {"list", list}, {"show", show}, {"schema", schema}};
    const char *verb = o->argument_count ? o->arguments[0] : "";
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (strcmp(verbs[i].name, verb) == 0)
            return verbs[i].run(o);
    complain("rules wants lint, list, show or schema; duly rules --help tells more");
    return STATUS_TROUBLE;
}
