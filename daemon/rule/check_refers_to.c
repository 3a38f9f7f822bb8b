/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the text names exists. An annex is in its document if it is listed there or has a heading;
 * it is in the case if a document beside this one has the annex's name in its title or file name.
 */
#include "rule/check.h"
#include "rule/names_index.h"

enum holder { IN_DOCUMENT, IN_CASE, IN_ARCHIVE };
static const char *const holder_words[] = {"document", "case", "archive"};

struct refers_to {
    const struct yaml_node *node, *in_node;
    const struct expression *reference;
    unsigned in; /* enum holder */
};

// clang-format off
static const struct schema_row rows[] = {
    {.key = "refers-to", .type = SCHEMA_NODE, .offset = offsetof(struct refers_to, node), .required = true,
     .help = "a reference to an annex, a section or an agreement"},
    {.key = "in",        .type = SCHEMA_NODE, .offset = offsetof(struct refers_to, in_node),
     .help = "where it must be: document (if it is not given), case or archive"},
};
// clang-format on
static const char *const keys[] = {"in"};

static const void *load(struct loader *l, struct rule *r, const struct yaml_node *check)
{
    struct refers_to *p = ARENA_NEW(l->arena, struct refers_to);
    if (!check_bind(l, check, rows, sizeof rows / sizeof *rows, p))
        return NULL;
    p->reference = load_expression(l, p->node, VALUE_REFERENCE, check_it(r));
    bool ok = !p->in_node || load_word(l, p->in_node, holder_words, 3, "a place to look", &p->in);
    return p->reference && ok ? p : NULL;
}

/* ---- looking for it ---- */

static bool in_document(const struct name_index *x, const struct reference_fact *f,
                        struct span value)
{
    if (f->kind == REFERENCE_SECTION)
        return names_have(&x->sections, f->value);
    return f->kind == REFERENCE_ANNEX && (names_listed(x, value) || names_have(&x->annexes, value));
}

static bool is_the_named(const struct neighbour *n, const struct reference_fact *f,
                         struct span value, struct span title)
{
    if (f->kind == REFERENCE_AGREEMENT)
        return has_words(n->title, value) || has_words(n->file, value);
    return names_have(&n->annexes, value) || has_words(n->title, title) ||
           has_words(n->file, title);
}

/* By its number, or by the title that the list of annexes gives it. */
static bool in_case(struct judging *j, const struct name_index *x, const struct reference_fact *f,
                    struct span value)
{
    const struct listed_annex *listed = names_listed(x, value);
    struct span title = listed ? listed->title : probe_normalise(j->arena, f->title);
    for (size_t i = 0; i < x->neighbour_count; i++)
        if (is_the_named(&x->neighbours[i], f, value, title))
            return true;
    return f->kind == REFERENCE_ANNEX && names_have(&x->annexes, value);
}

static bool is_found(struct judging *j, const struct reference_fact *f, unsigned in)
{
    const struct name_index *x = names_of(j);
    struct span value = probe_normalise(j->arena, f->value);
    if (in == IN_DOCUMENT || f->kind == REFERENCE_SECTION)
        return in_document(x, f, value);
    return in_case(j, x, f, value);
}

/* Why not finding it says nothing. */
static enum reason_code cannot_tell(struct judging *j, const struct reference_fact *f, unsigned in)
{
    if (f->kind == REFERENCE_SECTION && !names_of(j)->numbered)
        return REASON_NO_NUMBERS;
    if (f->kind == REFERENCE_AGREEMENT && in == IN_DOCUMENT)
        return REASON_OTHER_DOCUMENT;
    if (f->kind == REFERENCE_ANNEX && in == IN_DOCUMENT && !names_of(j)->lists_annexes)
        return REASON_NO_ANNEX_LIST;
    if (in == IN_DOCUMENT || f->kind == REFERENCE_SECTION)
        return REASON_NONE;
    if (!j->file->loaded)
        return REASON_CASE;
    return in == IN_ARCHIVE ? REASON_ARCHIVE : REASON_NONE;
}

static void judge_reference(struct judging *j, const struct rule *r, const struct subject *s)
{
    const struct refers_to *p = r->params;
    struct scope scope = check_scope(s);
    struct value v = evaluate(j, p->reference, &scope);
    if (v.type == VALUE_NOTHING) {
        judge_unknown(j, v.why, NO_SPAN);
        return;
    }
    if (is_found(j, v.reference, p->in))
        return;
    if (j->record->limit != LIMIT_COUNT) { /* it may stand in what was left unread */
        struct span limit = span_of(limit_text((enum limit)j->record->limit));
        judge_unknown(j, (struct reason){.code = REASON_LIMIT, .what = limit}, NO_SPAN);
        return;
    }
    enum reason_code open = cannot_tell(j, v.reference, p->in);
    struct span name = value_print(j->arena, &v, LANGUAGE_ENGLISH);
    judge_report(j, &(struct check_result){
                        .verdict = open ? VERDICT_NOT_APPLICABLE : VERDICT_FAIL,
                        .why = {.code = open},
                        .missing = {.en = name, .sv = value_print(j->arena, &v, LANGUAGE_SWEDISH)},
                        .where = &v.where,
                        .anchor = name});
}

const struct check_type check_refers_to = {
    .name = "refers-to",
    .help = "the annex, section or agreement that the text names exists",
    .keys = keys,
    .key_count = sizeof keys / sizeof *keys,
    .load = load,
    .judge = judge_reference,
    .specials = SPECIAL_BIT(AT) | SPECIAL_BIT(MISSING),
};
