/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/visible.h"
#include "outlet/explain.h"

static void add_place(struct buf *out, struct place at)
{
    if (at.line)
        buf_printf(out, " at %u:%u", at.line, at.column);
}

static void add_quoted(struct buf *out, struct span s)
{
    buf_text(out, " \"");
    visible_add(out, s);
    buf_byte(out, '"');
}

static void add_evidence(struct buf *out, const struct explained_evidence *e)
{
    buf_printf(out, "    %-8s%*s%s", answer_given_text(e->holds), (int)(2 * e->depth), "", e->what);
    if (e->text.n) /* the rule author's own words, as they stand in the file */
        buf_printf(out, " %.*s", SPAN_ARG(e->text));
    if (e->holds == ANSWER_YES && e->found.n) {
        buf_text(out, ": found");
        add_quoted(out, e->found);
        add_place(out, e->place);
    }
    buf_byte(out, '\n');
}

static void add_kinds(struct buf *out, const struct explanation *x)
{
    const struct classified *c = &x->classified;
    if (c->kind)
        buf_printf(out, "It is of kind %.*s.\n", SPAN_ARG(kind_id(c->kind)));
    else if (c->matching > 1)
        buf_printf(out, "It is of %u kinds at once, so of none that counts.\n", c->matching);
    else
        buf_text(out, "It is of no kind.\n");
    if (c->key.n) {
        buf_text(out, "  key  ");
        visible_add(out, c->key);
        buf_text(out, "\n  case ");
        visible_add(out, c->record_case);
        buf_byte(out, '\n');
    }
    for (size_t i = 0; i < x->kind_count; i++) {
        const struct explained_kind *k = &x->kinds[i];
        buf_printf(out, "  %.*s (%.*s): %s\n", SPAN_ARG(k->id), SPAN_ARG(k->pack),
                   answer_given_text(k->holds));
        for (uint32_t j = 0; j < k->evidence_count; j++)
            add_evidence(out, &k->evidence[j]);
    }
}

static void add_value(struct buf *out, const struct explained_value *v)
{
    buf_text(out, "    ");
    visible_add(out, v->value);
    add_place(out, v->place);
    if (v->raw.n && !span_eq(v->raw, v->value)) {
        buf_text(out, ", written");
        add_quoted(out, v->raw);
    }
    buf_printf(out, "%s%s\n", v->repaired ? ", mended" : "", v->repeated ? ", again" : "");
}

static void add_facts(struct buf *out, const struct explanation *x)
{
    if (x->fact_count)
        buf_text(out, "\nFacts\n");
    for (size_t i = 0; i < x->fact_count; i++) {
        const struct explained_fact *f = &x->facts[i];
        buf_printf(out, "  %.*s: %s", SPAN_ARG(f->name), f->type);
        if (f->how.n)
            buf_printf(out, ", %.*s", SPAN_ARG(f->how));
        if (f->why.n) {
            buf_text(out, "; not as wanted: ");
            visible_add(out, f->why);
        }
        buf_byte(out, '\n');
        for (uint32_t j = 0; j < f->value_count; j++)
            add_value(out, &f->values[j]);
    }
}

static void add_rule(struct buf *out, const struct explained_rule *r)
{
    buf_printf(out, "  %-34.*s %s", SPAN_ARG(r->id), verdict_text(r->verdict));
    if (r->verdict == VERDICT_FAIL)
        buf_printf(out, ", %u of %s", r->findings, severity_text(r->severity));
    if (r->why.n) {
        buf_text(out, ": ");
        visible_add(out, r->why);
    }
    buf_byte(out, '\n');
}

static void add_rule_whole(struct buf *out, const struct explained_rule *r)
{
    buf_printf(out, "    check %s, %u judged, written in ", r->check, r->subjects);
    visible_add(out, span_of(r->file));
    buf_printf(out, ":%u\n", r->line);
    if (r->doc.n) {
        buf_text(out, "    ");
        visible_add(out, r->doc);
        buf_byte(out, '\n');
    }
    if (r->ref.n) {
        buf_text(out, "    demanded by ");
        visible_add(out, r->ref);
        buf_byte(out, '\n');
    }
}

static void add_rules(struct buf *out, const struct explain_view *v)
{
    const struct explanation *x = v->explanation;
    buf_text(out, "\nRules\n");
    for (size_t i = 0; i < x->rule_count; i++) {
        if (v->rule.n && !span_eq(v->rule, x->rules[i].id))
            continue;
        add_rule(out, &x->rules[i]);
        if (v->rule.n)
            add_rule_whole(out, &x->rules[i]);
    }
}

static void add_findings(struct buf *out, const struct explain_view *v)
{
    const struct explanation *x = v->explanation;
    for (size_t i = 0; i < x->finding_count; i++) {
        const struct finding *f = &x->findings[i];
        if (v->rule.n && !span_eq(v->rule, f->rule))
            continue;
        buf_printf(out, "    %s", severity_text(f->severity));
        add_place(out, f->place);
        buf_text(out, ": ");
        visible_add(out, message_in(&f->message, v->language));
        buf_byte(out, '\n');
    }
}

void explain_text(const struct explain_view *v, struct buf *out)
{
    const struct explanation *x = v->explanation;
    char text[MOMENT_TEXT];
    visible_add(out, v->file);
    if (v->at_given)
        buf_printf(out, ", as of %s", clock_text(v->at, text));
    buf_byte(out, '\n');
    if (x->unread != READ_OK) {
        buf_printf(out, "It could not be read (%s", unread_text(x->unread));
        if (x->detail.n) {
            buf_text(out, ": ");
            visible_add(out, x->detail);
        }
        buf_text(out, "), so every rule is unknown.\n");
        return;
    }
    if (!v->rule.n) {
        add_kinds(out, x);
        add_facts(out, x);
    }
    add_rules(out, v);
    if (v->rule.n)
        add_findings(out, v);
    if (x->next_change != INSTANT_NEVER)
        buf_printf(out, "\nTime alone changes it at %s.\n",
                   clock_text(clock_moment(x->next_change), text));
}
