/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One rule set and one probe table serve folders that are judged by different packs. */
#include "rule/model.h"

#include "base/buf.h"

/* ---- what is in force ---- */

bool choice_holds(const struct pack_choice *c, const struct pack *p)
{
    return !c || c->by_kind || c->holds[p->number];
}

static bool uses(const struct pack *user, const struct pack *used)
{
    for (uint32_t i = 0; i < user->use_count; i++)
        if (user->uses[i] == used || uses(user->uses[i], used))
            return true;
    return false;
}

bool pack_in_force(const struct pack_choice *c, const struct pack *p, const struct kind *k)
{
    if (!c || !c->by_kind)
        return choice_holds(c, p);
    return span_is(p->id, "general") || (k && (k->pack == p || uses(k->pack, p)));
}

static const struct adapted *adapted_by(const struct pack_choice *c, const struct rule *r)
{
    for (uint32_t i = 0; i < r->adapted_count; i++)
        if (choice_holds(c, r->adapted[i].by))
            return &r->adapted[i];
    return NULL;
}

bool rule_is_off(const struct pack_choice *c, const struct rule *r)
{
    const struct adapted *a = adapted_by(c, r);
    return a && a->off;
}

enum severity rule_severity(const struct pack_choice *c, const struct rule *r)
{
    const struct adapted *a = adapted_by(c, r);
    return a && !a->off ? a->severity : r->severity;
}

/* ---- choosing ---- */

static void hold(bool *holds, const struct pack *p)
{
    if (holds[p->number])
        return;
    holds[p->number] = true;
    for (uint32_t i = 0; i < p->use_count; i++)
        hold(holds, p->uses[i]);
}

static bool hold_id(bool *holds, const struct rules *r, const char *id)
{
    for (size_t i = 0; i < r->packs.n; i++)
        if (span_is(r->packs.at[i]->id, id)) {
            hold(holds, r->packs.at[i]);
            return true;
        }
    return false;
}

static bool adapted_in_two_ways(const struct pack_choice *c, const struct rule *r)
{
    const struct adapted *first = adapted_by(c, r);
    for (uint32_t i = 0; i < r->adapted_count; i++) {
        const struct adapted *a = &r->adapted[i];
        if (choice_holds(c, a->by) &&
            (a->off != first->off || (!a->off && a->severity != first->severity)))
            return true;
    }
    return false;
}

static struct digest digest_of_choice(const struct rules *r, const struct pack_choice *c)
{
    struct buf text _cleanup_buf_ = {0};
    buf_text(&text, c->by_kind ? "by kind" : "packs");
    for (size_t i = 0; i < r->packs.n; i++)
        if (!c->by_kind && c->holds[i])
            buf_printf(&text, "\n%.*s", SPAN_ARG(r->packs.at[i]->id));
    return digest_of(buf_peek(&text));
}

const struct pack_choice *rules_choice(struct arena *a, const struct rules *r,
                                       const char *const *ids, size_t n)
{
    struct pack_choice *c = ARENA_NEW(a, struct pack_choice);
    bool *holds = ARENA_ARRAY(a, r->packs.n, bool);
    for (size_t i = 0; i < n; i++)
        if (!hold_id(holds, r, ids[i]))
            return NULL;
    *c = (struct pack_choice){.by_kind = n == 0, .holds = holds};
    for (size_t i = 0; i < r->order.n; i++)
        if (adapted_in_two_ways(c, r->order.at[i]))
            return NULL;
    c->digest = digest_of_choice(r, c);
    return c;
}

struct digest pack_choice_digest(const struct pack_choice *c)
{
    return c ? c->digest : digest_of(SPAN("all"));
}
