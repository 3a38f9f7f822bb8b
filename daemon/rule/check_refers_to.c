/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the text names exists. An annex is in its document if it is listed there or has a heading;
 * it is in the case if a document beside this one has the annex's name in its title or file name.
 */
#include "rule/check.h"

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

/* ---- in the document ---- */

static bool has_section(const struct record *r, struct span number)
{
    for (uint32_t i = 0; i < r->section_count; i++)
        if (span_eq(r->sections[i].number, number))
            return true;
    return false;
}

/* "bilaga 1" in "bilaga 1 budget", not in "bilaga 12". */
static bool has_words(struct span text, struct span words)
{
    for (size_t from = 0; words.n && from + words.n <= text.n;) {
        const char *found = memmem(text.at + from, text.n - from, words.at, words.n);
        if (!found)
            return false;
        size_t start = (size_t)(found - text.at);
        bool within = start > 0 && starts_word(span_cut(text, start - 1, start));
        if (!within && !starts_word(span_cut(text, start + words.n, text.n)))
            return true;
        from = start + 1;
    }
    return false;
}

static const char *const annex_words[] = {"bilaga", "annex", "appendix", "attachment", "schedule"};
enum { ANNEX_WORDS = sizeof annex_words / sizeof *annex_words };

static bool names_annex(struct judging *j, struct span folded, struct span value)
{
    struct span number = probe_normalise(j->arena, value);
    for (size_t i = 0; i < ANNEX_WORDS; i++)
        if (has_words(folded,
                      span_of(arena_printf(j->arena, "%s %.*s", annex_words[i], SPAN_ARG(number)))))
            return true;
    return false;
}

static bool annex_has_heading(struct judging *j, const struct reference_fact *f)
{
    for (uint32_t i = 0; i < j->record->section_count; i++)
        if (names_annex(j, j->record->sections[i].folded, f->value))
            return true;
    return false;
}

/* How the document's own list of annexes calls it. */
static const struct reference_fact *listed_annex(const struct record *r,
                                                 const struct reference_fact *f)
{
    for (uint32_t i = 0; i < r->fact_count; i++) {
        const struct reference_fact *other = &r->facts[i].reference;
        if (r->facts[i].type == FACT_REFERENCE && other->kind == REFERENCE_ANNEX && other->listed &&
            span_eq(other->value, f->value))
            return other;
    }
    return NULL;
}

static bool in_document(struct judging *j, const struct reference_fact *f)
{
    if (f->kind == REFERENCE_SECTION)
        return has_section(j->record, f->value);
    return f->kind == REFERENCE_ANNEX && (listed_annex(j->record, f) || annex_has_heading(j, f));
}

/* ---- in the case ---- */

static struct span file_name(struct span path)
{
    const char *slash = path.n ? memrchr(path.at, '/', path.n) : NULL;
    return slash ? span_cut(path, (size_t)(slash - path.at) + 1, path.n) : path;
}

/* File names write blanks as they can. */
static struct span spoken_name(struct judging *j, struct span path)
{
    struct span name = arena_copy(j->arena, file_name(path));
    char *bytes = ARENA_ARRAY(j->arena, name.n + 1, char);
    for (size_t i = 0; i < name.n; i++)
        bytes[i] = name.at[i] == '_' || name.at[i] == '-' || name.at[i] == '.' ? ' ' : name.at[i];
    return probe_normalise(j->arena, (struct span){bytes, name.n});
}

static bool is_the_named(struct judging *j, const struct filed *other,
                         const struct reference_fact *f, struct span title)
{
    struct span called = other->record->title_folded, file = spoken_name(j, other->path);
    if (f->kind == REFERENCE_AGREEMENT) {
        struct span value = probe_normalise(j->arena, f->value);
        return has_words(called, value) || has_words(file, value);
    }
    return names_annex(j, called, f->value) || names_annex(j, file, f->value) ||
           has_words(called, title) || has_words(file, title);
}

static bool in_case(struct judging *j, const struct reference_fact *f)
{
    const struct reference_fact *listed = listed_annex(j->record, f);
    struct span title = probe_normalise(j->arena, listed ? listed->title : f->title);
    for (size_t i = 0; i < j->file->count; i++)
        if (i != j->index && is_the_named(j, &j->file->records[i], f, title))
            return true;
    return f->kind == REFERENCE_ANNEX && annex_has_heading(j, f);
}

static bool is_found(struct judging *j, const struct reference_fact *f, unsigned in)
{
    if (in == IN_DOCUMENT || f->kind == REFERENCE_SECTION)
        return in_document(j, f);
    return in_case(j, f);
}

/* Why not finding it says nothing. */
static enum reason_code cannot_tell(const struct judging *j, const struct reference_fact *f,
                                    unsigned in)
{
    if (f->kind == REFERENCE_AGREEMENT && in == IN_DOCUMENT)
        return REASON_OTHER_DOCUMENT;
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
        judge_unknown(j, v.why, (struct span){0});
        return;
    }
    if (is_found(j, v.reference, p->in))
        return;
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
