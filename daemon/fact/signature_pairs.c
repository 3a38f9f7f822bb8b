/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lines come as a stream of dates, parties, names and lines to sign on. A unit is a stretch in
 * which no kind comes again after another kind has begun: "date party name" or, where two columns
 * have been flattened, "date date party party name name". A unit with one of each kind is one
 * block. One with as many of one kind as of another is paired by order, the i-th with the i-th.
 * What fits neither way stays unpaired: a block without a name says less than one with a wrong
 * name.
 */
#include "fact/signature_pairs.h"
#include "fact/signature_labels.h"

/* What stands close to a name. */
struct name_detail {
    const struct sign_line *role, *substitute;
    bool role_shared; /* the role is that of the substitute */
};

struct unit {
    size_t count[KINDS];
    size_t first[KINDS]; /* where the items of a kind begin in pairs.items[kind] */
    const struct sign_line *lone_role;
    size_t lone_roles;
    uint16_t column;
    bool names_by_order; /* they stood behind several units */
};

struct pairs {
    struct arena *arena;
    VEC(const struct sign_line *) items[KINDS];
    VEC(struct name_detail) details; /* of items[KIND_NAME] */
    VEC(struct unit) units;
};

/* Units. */

static struct unit *unit_begin(struct pairs *p, uint16_t column)
{
    struct unit *u = VEC_ADD(p->arena, &p->units);
    for (int k = 0; k < KINDS; k++)
        u->first[k] = p->items[k].n;
    u->column = column;
    return u;
}

static void unit_add(struct pairs *p, struct unit *u, enum sign_kind k, const struct sign_line *l)
{
    *VEC_ADD(p->arena, &p->items[k]) = l;
    u->count[k]++;
    if (k == KIND_NAME)
        *VEC_ADD(p->arena, &p->details) = (struct name_detail){0};
}

struct walk {
    struct pairs *pairs;
    struct unit *unit;
    enum sign_kind last;
    const struct sign_line *before; /* the line just above, while it belongs to a name */
    bool skipping;                  /* behind a reviewer's line */
};

static struct name_detail *last_detail(struct walk *w)
{
    return &w->pairs->details.at[w->pairs->details.n - 1];
}

/* A second name close below a printed one: a stamp in capitals, or "e.u. Bo Ek". */
static bool stands_in(struct walk *w, const struct sign_line *l)
{
    if (w->last != KIND_NAME || !w->before || !sign_close_by(w->before, l) || l->labels ||
        !sign_has(w->before, PART_NAME))
        return false;
    bool stamp = (l->flags & SIGN_CAPS) && !(w->before->flags & SIGN_CAPS);
    if (!stamp && !(l->flags & SIGN_SUBSTITUTE))
        return false;
    last_detail(w)->substitute = l;
    w->before = l;
    return true;
}

static void add_role(struct walk *w, const struct sign_line *l)
{
    bool asked = (l->labels & ASKS_ROLE) && w->unit && w->unit->count[KIND_NAME] == 1;
    if (w->last == KIND_NAME && (asked || (w->before && sign_close_by(w->before, l)))) {
        struct name_detail *detail = last_detail(w);
        if (!detail->role)
            detail->role = l;
        if (detail->substitute)
            detail->role_shared = true;
        else if (l->flags & SIGN_SUBSTITUTE)
            detail->substitute = w->pairs->items[KIND_NAME].at[w->pairs->items[KIND_NAME].n - 1];
        w->before = l;
        return;
    }
    w->before = NULL;
    if (w->unit) {
        w->unit->lone_role = l;
        w->unit->lone_roles++;
    }
}

/* A party's second line ("Avdelningen för analys") is no second party. */
static bool continues_party(const struct walk *w, const struct sign_line *l, const void *above)
{
    return w->last == KIND_PARTY && above == l - 1 && sign_close_by(l - 1, l) &&
           !(l->flags & SIGN_FOR) && w->unit->count[KIND_DATE] <= 1 &&
           w->unit->count[KIND_PARTY] == 1 && w->unit->count[KIND_NAME] <= 1;
}

static void add_item(struct walk *w, enum sign_kind k, const struct sign_line *l)
{
    bool again = w->unit && w->unit->count[k] && (w->last != k || (l->labels & ASKS_SIGNED));
    if (!w->unit || again || (l->labels & ASKS_MINUTES) || w->unit->column != l->column)
        w->unit = unit_begin(w->pairs, l->column);
    unit_add(w->pairs, w->unit, k, l);
    w->last = k;
    w->before = k == KIND_NAME ? l : NULL;
}

/* A role above its name: "Generaldirektör" / "Annika Berg". */
static bool role_of_next(const struct sign_line *l, const struct sign_line *next)
{
    return sign_close_by(l, next) && sign_kind_of(next) == KIND_NAME &&
           !sign_has(next, PART_ROLE) && sign_has(next, PART_NAME);
}

static void walk_line(struct walk *w, const struct sign_line *lines, size_t i, size_t n)
{
    const struct sign_line *l = &lines[i];
    enum sign_kind k = sign_kind_of(l);
    if (l->flags & SIGN_REVIEWER) {
        w->skipping = true;
        w->unit = NULL;
        w->before = NULL;
    }
    if (k == KIND_DATE || k == KIND_PARTY)
        w->skipping = false;
    if (k == KIND_OTHER || w->skipping) {
        w->before = NULL;
        return;
    }
    if (k == KIND_ROLE && !w->before && i + 1 < n && role_of_next(l, l + 1))
        return;
    if (k == KIND_ROLE) {
        add_role(w, l);
        return;
    }
    if (k == KIND_NAME && stands_in(w, l))
        return;
    if (k == KIND_PARTY && w->unit && i > 0 && continues_party(w, l, l - 1))
        return;
    bool role_above = k == KIND_NAME && i > 0 && !w->before && sign_kind_of(l - 1) == KIND_ROLE &&
                      role_of_next(l - 1, l);
    add_item(w, k, l);
    if (role_above)
        last_detail(w)->role = l - 1;
}

/* Blocks. */

static const struct sign_line *item(const struct pairs *p, const struct unit *u, enum sign_kind k,
                                    size_t i)
{
    return p->items[k].at[u->first[k] + i];
}

static void block_take(struct sign_block *b, const struct sign_line *l, enum pairing how)
{
    if (!b->first || l->at.start < b->first->at.start)
        b->first = l;
    b->labels |= l->labels;
    b->blank |= l->blank;
    b->fill |= (l->flags & SIGN_FILL) != 0;
    b->behalf |= (l->flags & SIGN_FOR) != 0;
    for (int part = 0; part < SIGN_PARTS; part++) {
        if (b->line[part] || !sign_has(l, (enum sign_part)part))
            continue;
        b->line[part] = l;
        b->how[part] = how;
    }
}

/* The line that a block begins with needs no pairing; a place is paired with its date, a role with
   its name. */
static void lines_are_pairs(struct sign_block *b)
{
    for (int part = 0; part < SIGN_PARTS; part++) {
        int owner = part == PART_PLACE ? PART_DATE : part == PART_ROLE ? PART_NAME : part;
        bool beside = owner != part && b->line[owner] == b->line[part];
        if (part == PART_DATE && b->line[part] && (b->line[part]->flags & SIGN_DATE_BELOW))
            continue;
        if (b->line[part] && (beside || b->line[part] == b->first))
            b->how[part] = PAIRED_LINE;
    }
}

static void take_detail(struct sign_block *b, const struct name_detail *d)
{
    b->substitute = d->substitute;
    if (!b->substitute && b->line[PART_NAME] && (b->line[PART_NAME]->flags & SIGN_SUBSTITUTE))
        b->substitute = b->line[PART_NAME];
    if (!d->role || d->role_shared || b->line[PART_ROLE])
        return;
    b->line[PART_ROLE] = d->role;
    b->how[PART_ROLE] = PAIRED_BLOCK;
}

/* As many blocks as there are parties, if there are several; else as names, dates, or lines. */
static size_t unit_blocks(const struct unit *u)
{
    if (u->count[KIND_PARTY] > 1)
        return u->count[KIND_PARTY];
    size_t most =
        u->count[KIND_NAME] > u->count[KIND_DATE] ? u->count[KIND_NAME] : u->count[KIND_DATE];
    if (most)
        return most;
    return u->count[KIND_PARTY] ? 1 : u->count[KIND_SIGN];
}

/* One date or party for all that follow it is theirs in common; a name is nobody else's. */
static bool is_shared(const struct unit *u, enum sign_kind k)
{
    return u->count[k] == 1 && k != KIND_NAME;
}

static void unit_to_blocks(const struct pairs *p, const struct unit *u, struct sign_blocks *ret)
{
    size_t blocks = unit_blocks(u);
    enum pairing how = blocks > 1 ? PAIRED_ORDER : PAIRED_BLOCK;
    for (size_t i = 0; i < blocks; i++) {
        struct sign_block *b = VEC_ADD(p->arena, &ret->list);
        for (int k = 0; k < KINDS; k++) {
            if (u->count[k] == blocks)
                block_take(b, item(p, u, (enum sign_kind)k, i), how);
            else if (is_shared(u, (enum sign_kind)k))
                block_take(b, item(p, u, (enum sign_kind)k, 0), PAIRED_BLOCK);
        }
        if (u->names_by_order && b->line[PART_NAME])
            b->how[PART_NAME] = PAIRED_ORDER;
        if (u->count[KIND_NAME] == blocks)
            take_detail(b, &p->details.at[u->first[KIND_NAME] + i]);
        if (!b->first) {
            ret->list.n--;
            continue;
        }
        lines_are_pairs(b);
        if (b->how[PART_ROLE] == PAIRED_ORDER) /* whose it is would be a guess */
            b->line[PART_ROLE] = NULL;
    }
}

/* A lone role behind each name, in every unit alike, is a clear shape; else it is anybody's. */
static void lone_roles(struct pairs *p)
{
    for (size_t i = 0; i < p->units.n; i++) {
        const struct unit *u = &p->units.at[i];
        if (u->lone_roles != 1 || u->count[KIND_NAME] != 1 || u->count[KIND_PARTY] > 1)
            return;
    }
    for (size_t i = 0; i < p->units.n; i++) {
        struct unit *u = &p->units.at[i];
        struct name_detail *d = &p->details.at[u->first[KIND_NAME]];
        if (!d->role && !d->substitute &&
            u->lone_role->at.start > item(p, u, KIND_NAME, 0)->at.start)
            d->role = u->lone_role;
    }
}

/*
 * "date party date party name name": the names that belong to several units stand in the last one.
 * As many as units: by order. Otherwise they are nobody's.
 */
static void trailing_names(struct pairs *p)
{
    size_t without = 0;
    for (size_t i = 0; i < p->units.n; i++) {
        struct unit *u = &p->units.at[i];
        if (!u->count[KIND_NAME]) {
            without++;
            continue;
        }
        if (without && u->count[KIND_NAME] > 1 && u->count[KIND_PARTY] <= 1) {
            size_t names = u->count[KIND_NAME];
            for (size_t j = 0; j <= without; j++) {
                struct unit *owner = &p->units.at[i - without + j];
                owner->first[KIND_NAME] = u->first[KIND_NAME] + (owner == u ? 0 : j);
                owner->count[KIND_NAME] = names == without + 1;
                owner->names_by_order = true;
            }
            if (names == without + 1)
                u->first[KIND_NAME] += without;
        }
        without = 0;
    }
}

/* Columns below a line of place and date that stands over all of them. */
static void shared_date(struct pairs *p)
{
    for (size_t i = 0; i + 1 < p->units.n; i++) {
        struct unit *above = &p->units.at[i];
        if (above->column || above->count[KIND_DATE] != 1 || above->count[KIND_PARTY] ||
            above->count[KIND_NAME] || p->units.at[i + 1].column != 1)
            continue;
        size_t date = above->first[KIND_DATE];
        above->count[KIND_DATE] = 0;
        for (size_t j = i + 1; j < p->units.n && p->units.at[j].column; j++) {
            if (p->units.at[j].count[KIND_DATE])
                continue;
            p->units.at[j].first[KIND_DATE] = date;
            p->units.at[j].count[KIND_DATE] = 1;
        }
    }
}

void sign_pair(struct sign_line *lines, size_t n, struct arena *a, struct sign_blocks *ret)
{
    struct pairs p = {.arena = a};
    struct walk w = {.pairs = &p, .last = KIND_OTHER};
    sign_labels_settle(lines, n);
    for (size_t i = 0; i < n; i++)
        walk_line(&w, lines, i, n);
    lone_roles(&p);
    shared_date(&p);
    trailing_names(&p);
    for (size_t i = 0; i < p.units.n; i++)
        unit_to_blocks(&p, &p.units.at[i], ret);
}
