/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"
#include "deliver.h"
#include "flow/checking.h"
#include "outlet/explain.h"
#include "rule/listing.h"

struct asking {
    const struct options *options;
    struct choosing by;
    const struct pack_choice *choice; /* for the file */
    struct moment now;
    struct span rule; /* empty: all */
    enum status status;
};

static void write_explanation(const struct options *o, const struct output *to, void *arg,
                              struct buf *out)
{
    const struct explain_view *view = arg;
    (void)o;
    if (to->format == OUTPUT_JSON)
        explain_json(view, out);
    else
        explain_text(view, out);
}

static bool knows_rule(const struct explanation *x, struct span rule)
{
    for (size_t i = 0; i < x->rule_count; i++)
        if (span_eq(x->rules[i].id, rule))
            return true;
    return rule.n == 0;
}

/* A rule that is not in force here may be one of another folder's packs. */
static void complain_here(struct arena *a, const struct asking *asking)
{
    const struct rule_view *views;
    size_t count = rules_list(a, asking->by.rules, &views);
    for (size_t i = 0; i < count; i++)
        if (span_eq(views[i].id, asking->rule)) {
            complain("rule %.*s is of pack %.*s, which does not judge this file",
                     SPAN_ARG(asking->rule), SPAN_ARG(views[i].pack));
            return;
        }
    complain_of_rule(a, asking->by.rules, asking->rule);
}

static void show(void *arg, struct read_file *file)
{
    struct asking *asking = arg;
    const struct options *o = asking->options;
    struct arena *arena _cleanup_arena_ = file->answer.arena;
    struct filed filed = file_record(file, &file->answer.probes);
    struct explanation explanation;
    const struct case_file alone = {.records = &filed, .count = 1, .choice = asking->choice};
    explain(arena, asking->by.rules, &alone, 0, NULL, asking->now, &explanation);
    if (!knows_rule(&explanation, asking->rule)) {
        complain_here(arena, asking);
        asking->status = STATUS_TROUBLE;
        return;
    }
    struct explain_view view = {
        .file = file->path,
        .explanation = &explanation,
        .rule = asking->rule,
        .language = o->language,
        .at = asking->now,
        .at_given = o->at_given,
    };
    if (!deliver(o, write_explanation, &view))
        asking->status = STATUS_TROUBLE;
    else if (file->answer.record.unread != READ_OK)
        asking->status = STATUS_INCOMPLETE;
}

enum status cmd_explain(const struct options *o)
{
    struct document_list list = {.arena = o->arena};
    struct asking asking = {.options = o, .status = STATUS_CLEAN};
    const char *error;
    if (o->argument_count < 1 || o->argument_count > 2) {
        complain("explain wants a file, and maybe a rule; duly explain --help tells more");
        return STATUS_TROUBLE;
    }
    documents_find(o->arguments, 1, &list);
    if (list.nothing || list.files.n != 1) {
        complain("%s: not one file", o->arguments[0]);
        return STATUS_TROUBLE;
    }
    if (!packs_for(o, &list, &asking.by, &asking.now))
        return STATUS_TROUBLE;
    asking.choice = choosing_of(&asking.by, list.files.at[0].path);
    if (o->argument_count == 2)
        asking.rule = span_of(o->arguments[1]);
    if (!read_one(o->arena, asking.by.rules, &list.files.at[0], show, &asking, &error)) {
        complain("nothing was read: %s", error);
        asking.status = STATUS_TROUBLE;
    }
    rules_free(asking.by.rules);
    return asking.status;
}
