/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fact/signature_labels.h"

enum sign_kind sign_kind_of(const struct sign_line *l)
{
    if (l->flags & (SIGN_REVIEWER | SIGN_CLOSING | SIGN_LONG))
        return KIND_OTHER;
    if (sign_has(l, PART_NAME))
        return KIND_NAME;
    if (sign_has(l, PART_PARTY))
        return KIND_PARTY;
    if (sign_has(l, PART_DATE) || (l->blank & ASKS_DATE))
        return KIND_DATE;
    if (sign_has(l, PART_PLACE) || (l->blank & ASKS_PLACE))
        return KIND_DATE;
    if (l->blank & ASKS_SIGN)
        return KIND_SIGN;
    if (l->blank & (ASKS_SIGNED | ASKS_MINUTES))
        return KIND_SIGN;
    if (l->blank & ASKS_NAME)
        return KIND_NAME;
    if (sign_has(l, PART_ROLE))
        return KIND_ROLE;
    return KIND_OTHER;
}

static bool label_fits(uint16_t labels, const struct sign_line *value)
{
    if (value->labels)
        return false;
    return ((labels & (ASKS_DATE | ASKS_PLACE)) && sign_has(value, PART_DATE)) ||
           ((labels & (ASKS_NAME | ASKS_SIGNED | ASKS_MINUTES)) && sign_has(value, PART_NAME)) ||
           ((labels & ASKS_ROLE) && sign_has(value, PART_ROLE)) ||
           ((labels & ASKS_PARTY) && sign_has(value, PART_PARTY));
}

static bool is_pen_line(const struct sign_line *l)
{
    return l->blank == ASKS_SIGN && !l->labels && !sign_has(l, PART_NAME) &&
           !sign_has(l, PART_PARTY);
}

bool sign_close_by(const struct sign_line *above, const struct sign_line *below)
{
    return below->gap == 0 && above->column == below->column;
}

static void label_drop(struct sign_line *label)
{
    *label = (struct sign_line){
        .at = label->at, .row = label->row, .gap = label->gap, .column = label->column};
}

static bool label_above(struct sign_line *value, struct sign_line *label)
{
    if (!sign_close_by(value, label))
        return false;
    if (is_pen_line(value)) {
        value->labels = value->blank = label->labels;
        label_drop(label);
        return true;
    }
    if (!label_fits(label->labels, value))
        return false;
    value->labels = label->labels;
    label_drop(label);
    return true;
}

static bool label_below(struct sign_line *label, struct sign_line *value)
{
    if (sign_close_by(label, value) && is_pen_line(value))
        value->blank = label->labels;
    else if (label->column != value->column || value->gap > 1 || !label_fits(label->labels, value))
        return false;
    value->labels = label->labels;
    value->at.start = value->at.start < label->at.start ? value->at.start : label->at.start;
    label_drop(label);
    return true;
}

/* "Ort: Malmö" and "Datum: 2024-05-03" on lines of their own are one place and date. */
static bool place_joins(struct sign_line *a, struct sign_line *b)
{
    bool place = sign_has(a, PART_PLACE) && !sign_has(a, PART_DATE) && !(a->blank & ASKS_DATE);
    bool date = (sign_has(b, PART_DATE) || (b->blank & ASKS_DATE)) && !sign_has(b, PART_PLACE);
    bool only = sign_kind_of(a) == KIND_DATE && sign_kind_of(b) == KIND_DATE;
    bool asked = a->blank == ASKS_PLACE && b->blank == ASKS_DATE;
    if (!only || b->gap > 1 || a->column != b->column || !((place && date) || asked))
        return false;
    a->part[PART_DATE] = b->part[PART_DATE];
    a->signed_on = b->signed_on;
    a->flags |= b->flags | SIGN_DATE_BELOW;
    a->blank |= b->blank;
    a->labels |= b->labels;
    label_drop(b);
    return true;
}

void sign_labels_settle(struct sign_line *lines, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct sign_line *l = &lines[i];
        if (!sign_is_bare_label(l))
            continue;
        if (!(i > 0 && label_above(l - 1, l)) && i + 1 < n)
            label_below(l, l + 1);
    }
    for (size_t i = 0; i + 1 < n; i++)
        place_joins(&lines[i], &lines[i + 1]);
}
