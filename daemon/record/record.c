/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "record/record.h"
#include "base/bisect.h"
#include "base/names.h"

#include <assert.h>

const char *unread_text(enum unread why)
{
    static const char *const names[] = {
        [READ_OK] = "read",       [UNREAD_BINARY] = "binary",     [UNREAD_ENCODING] = "encoding",
        [UNREAD_LIMIT] = "limit", [UNREAD_CRASHED] = "crashed",   [UNREAD_TIME] = "time",
        [UNREAD_OPEN] = "open",   [UNREAD_CHANGING] = "changing", [UNREAD_FORMAT] = "format",
    };
    static_assert(sizeof names / sizeof *names == UNREAD_COUNT, "a word for each");
    return names_text(names, UNREAD_COUNT, (unsigned)why);
}

struct record record_unread(enum unread why, struct span detail, enum format format)
{
    return (struct record){.unread = why,
                           .detail = detail,
                           .format = format,
                           .title_quote = NO_QUOTE,
                           .limit = LIMIT_COUNT};
}

/* The first hit of this probe or of a later one. */
static uint32_t hits_from(const struct record *r, uint32_t probe)
{
    return FIRST_NOT(i, r->hit_count, r->hits[i].probe < probe);
}

const struct hit *record_hits(const struct record *r, uint32_t probe, uint32_t *ret_count)
{
    uint32_t first = hits_from(r, probe), next = first;
    while (next < r->hit_count && r->hits[next].probe == probe)
        next++;
    *ret_count = next - first;
    return r->hits + first;
}

static int overrun_order(const void *key, const void *element)
{
    const uint32_t *probe = key;
    const struct overrun *o = element;
    return (*probe > o->probe) - (*probe < o->probe);
}

const struct overrun *record_overran(const struct record *r, uint32_t probe)
{
    if (!r->overrun_count)
        return NULL;
    return bsearch(&probe, r->overruns, r->overrun_count, sizeof *r->overruns, overrun_order);
}
