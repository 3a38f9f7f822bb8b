/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rule/check.h"

const struct check_type *const check_types[] = {
    &check_absent,   &check_checksum, &check_consistent, &check_expect,
    &check_filled,   &check_mentions, &check_numbering,  &check_refers_to,
    &check_sections, &check_signed,   &check_unique,
};
const size_t check_type_count = sizeof check_types / sizeof *check_types;

enum value_type check_it(const struct rule *r)
{
    return r->each_fact      ? r->each_fact->type
           : r->each_builtin ? r->each_builtin->type
                             : VALUE_NOTHING;
}

bool check_bind(struct loader *l, const struct yaml_node *check, const struct schema_row *rows,
                size_t count, void *target)
{
    return schema_bind(l->arena, check, rows, count, target, l->file, l->diags);
}

static bool read_count(struct span text, uint32_t *ret)
{
    uint64_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        if (text.at[i] < '0' || text.at[i] > '9' || n > UINT32_MAX)
            return false;
        n = n * 10 + (uint64_t)(text.at[i] - '0');
    }
    *ret = (uint32_t)n;
    return text.n > 0 && n < UINT32_MAX;
}

bool check_bounds(struct loader *l, const struct yaml_node *node, struct bounds *ret)
{
    struct span text = node->text;
    const char *dots =
        node->kind == YAML_SCALAR && text.n ? memmem(text.at, text.n, "..", 2) : NULL;
    size_t before = dots ? (size_t)(dots - text.at) : text.n;
    struct span most = span_cut(text, before + 2, text.n);
    *ret = (struct bounds){0, UINT32_MAX};
    bool ok = node->kind == YAML_SCALAR && read_count(span_cut(text, 0, before), &ret->least) &&
              (most.n == 0 || read_count(most, &ret->most)) && ret->least <= ret->most;
    if (!ok)
        load_error(l, node, "rules.bad-bounds", "a count is wanted here")->hint =
            "20 (at least), 20..200 or 20..";
    return ok;
}

bool check_region(struct judging *j, const struct section_name *in, struct region *ret)
{
    *ret = (struct region){.all = true};
    if (in->n == 0)
        return true;
    *ret = region_of_sections(j->arena, j->record, in->folded, in->n);
    if (ret->n == 0)
        judge_unknown(j, (struct reason){.code = REASON_NO_SECTION, .what = in->text}, in->text);
    return ret->n > 0;
}

struct span check_join(struct arena *a, const struct span *texts, size_t count)
{
    struct buf b _cleanup_buf_ = {0};
    for (size_t i = 0; i < count; i++) {
        buf_text(&b, i ? ", " : "");
        buf_span(&b, texts[i]);
    }
    return arena_copy(a, buf_peek(&b));
}

struct message check_list(struct arena *a, const struct span *texts, size_t count)
{
    enum { SHOWN = 8 };
    if (count <= SHOWN)
        return check_said(check_join(a, texts, count));
    struct span first = check_join(a, texts, SHOWN);
    return (struct message){
        .en = span_of(arena_printf(a, "%.*s and %zu more", SPAN_ARG(first), count - SHOWN)),
        .sv = span_of(arena_printf(a, "%.*s och %zu till", SPAN_ARG(first), count - SHOWN))};
}
