/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Faults of rules and options, as a person and an editor read them. */
#include "base/visible.h"
#include "command.h"
#include "rule/listing.h"

#include <stdio.h>

static void print_diag(const struct diag *d)
{
    struct buf line _cleanup_buf_ = {0};
    visible_add(&line, span_of(d->file));
    if (d->line)
        buf_printf(&line, ":%u:%u", d->line, d->column);
    if (line.n)
        buf_text(&line, ": ");
    buf_printf(&line, "%s: ", diag_level_text(d->level));
    visible_add(&line, span_of(d->text));
    buf_printf(&line, " [%s]\n", d->id);
    if (d->hint) {
        buf_text(&line, "    ");
        visible_add(&line, span_of(d->hint));
        buf_byte(&line, '\n');
    }
    fputs(line.at, stderr);
}

void print_diags(struct diags *d, bool with_notes)
{
    diags_sort(d);
    for (size_t i = 0; i < d->list.n; i++)
        if (with_notes || d->list.at[i].level != DIAG_NOTE)
            print_diag(&d->list.at[i]);
}

void complain_of_rule(struct arena *a, const struct rules *rules, struct span id)
{
    const struct rule_view *views;
    size_t count = rules_list(a, rules, &views);
    const char **ids = ARENA_ARRAY(a, count, const char *);
    for (size_t i = 0; i < count; i++)
        ids[i] = arena_copy(a, views[i].id).at;
    const char *near = suggest(id, ids, count);
    if (near)
        complain("no such rule: %.*s; did you mean %s?", SPAN_ARG(id), near);
    else
        complain("no such rule: %.*s; duly rules list names them", SPAN_ARG(id));
}
