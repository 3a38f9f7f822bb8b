/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ledger/sightings.h"

#include "base/names.h"
#include "ledger/records.h"

static const char *const seen_by_names[] = {[SEEN_BY_SCAN] = "scan", [SEEN_BY_WATCH] = "watch"};
NAMES(seen_by, seen_by_names, enum seen_by)

void ledger_sight(struct ledger *l, const struct sighting *s)
{
    int64_t content = content_make(l, &s->content);
    struct query q _cleanup_query_ = query(l, STATEMENT_SIGHT);
    put_number(&q, content);
    put_number(&q, s->at);
    put_word(&q, seen_by_text(s->by));
    put_bytes(&q, s->path);
    query_write(&q);
}

void sighting_get(struct query *q, struct arena *a, struct sighting *ret)
{
    ret->content = get_digest(q);
    ret->at = get_number(q);
    if (!seen_by_parse(get_bytes(q), &ret->by))
        ret->by = SEEN_BY_SCAN;
    ret->path = get_copy(q, a);
}

bool ledger_sighting(struct ledger *l, struct arena *a, const struct digest *content,
                     struct sighting *ret)
{
    int64_t number = content_find(l, content);
    struct query q _cleanup_query_ = query(l, STATEMENT_SIGHTING);
    put_number(&q, number);
    bool found = query_row(&q);
    if (found)
        sighting_get(&q, a, ret);
    return found;
}
