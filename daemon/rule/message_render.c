/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/utf8.h"
#include "rule/check.h"

#include <inttypes.h>

enum { QUOTED_MOST = 120 }; /* bytes of one value in a sentence */

/* One line, and no longer than a sentence bears. */
static void add_text(struct buf *b, struct span text)
{
    struct span shown = utf8_prefix(span_trim(text), QUOTED_MOST);
    bool blank = false;
    for (size_t i = 0; i < shown.n; i++) {
        char c = shown.at[i];
        bool is_blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
        if (!is_blank || !blank)
            buf_byte(b, is_blank ? ' ' : c);
        blank = is_blank;
    }
    if (shown.n < span_trim(text).n)
        buf_text(b, "…");
}

static void add_place(struct buf *b, const struct value *at, enum language l)
{
    bool swedish = l == LANGUAGE_SWEDISH;
    struct place p = at->where.place;
    if (p.page)
        buf_printf(b, "%s %" PRIu32, swedish ? "sida" : "page", p.page);
    if (p.line)
        buf_printf(b, "%s%s %" PRIu32, p.page ? ", " : "", swedish ? "rad" : "line", p.line);
    if (!p.page && !p.line)
        buf_text(b, swedish ? "dokumentet" : "the document");
}

static void add_value(struct buf *b, struct judging *j, const struct value *v, bool raw,
                      enum language l)
{
    bool as_written = raw && v->type != VALUE_NOTHING && v->where.text.n > 0;
    add_text(b, as_written ? v->where.text : value_print(j->arena, v, l));
}

/* {activities}: as many as a sentence bears, and how many more. */
static void add_collection(struct buf *b, struct judging *j, const struct expression *e,
                           enum language l)
{
    const struct selection *s = evaluate_collection(j, e);
    uint32_t n = s ? s->count : 0;
    struct span *texts = ARENA_ARRAY(j->arena, n + 1, struct span);
    for (uint32_t i = 0; i < n; i++)
        texts[i] = value_print(j->arena, &s->values[i], l);
    struct message list = check_list(j->arena, texts, n);
    buf_span(b, message_in(&list, l));
}

static void add_special(struct buf *b, struct judging *j, const struct check_result *r,
                        const struct message_part *p, enum language l)
{
    struct value at = {.type = VALUE_PLACE, .where = *r->where};
    switch (p->special) {
    case SPECIAL_AT:
        if (!p->member) {
            add_place(b, &at, l);
            break;
        }
        at = evaluate_member(j, &at, p->member->id);
        add_value(b, j, &at, false, l);
        break;
    case SPECIAL_MISSING:
        buf_span(b, message_in(&r->missing, l));
        break;
    case SPECIAL_VALUES:
        buf_span(b, message_in(&r->values, l));
        break;
    case SPECIAL_COUNT:
        buf_printf(b, "%" PRIu64, r->count);
        break;
    case SPECIAL_NONE: /* the two others are said by obligations only */
    case SPECIAL_DUE:
    case SPECIAL_DAYS:
        break;
    }
}

static struct span render(struct judging *j, const struct check_result *r,
                          const struct message_template *t, enum language l)
{
    struct buf b _cleanup_buf_ = {0};
    struct scope scope = {j->subject.it, NULL};
    for (uint32_t i = 0; i < t->count; i++) {
        const struct message_part *p = &t->parts[i];
        if (p->value && p->value->op == OP_EACH) {
            add_collection(&b, j, p->value, l);
        } else if (p->value) {
            struct value v = evaluate(j, p->value, &scope);
            add_value(&b, j, &v, p->raw, l);
        } else if (p->special != SPECIAL_NONE) {
            add_special(&b, j, r, p, l);
        } else {
            buf_span(&b, p->literal);
        }
    }
    return t->count ? arena_copy(j->arena, buf_peek(&b)) : NO_SPAN;
}

struct message message_render(struct judging *j, const struct check_result *r)
{
    struct message m = {.en = render(j, r, &j->rule->message_en, LANGUAGE_ENGLISH),
                        .sv = render(j, r, &j->rule->message_sv, LANGUAGE_SWEDISH)};
    if (m.en.n == 0)
        m.en = m.sv.n ? m.sv : j->rule->id;
    return m;
}
