/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ledger/reserve.h"

#include "ledger/replace.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const char file_name[] = "seq";

bool reserve_read(struct ledger *l)
{
    struct arena *a _cleanup_arena_ = arena_new();
    FILE *f = l->state ? fopen(arena_printf(a, "%s/%s", l->state, file_name), "re") : NULL;
    if (!f)
        return false;
    bool whole = fscanf(f, "%20" SCNu64, &l->reserved) == 1 && l->reserved < INT64_MAX;
    fclose(f);
    if (!whole)
        l->reserved = 0;
    return whole;
}

static int write_file(struct ledger *l, uint64_t seq)
{
    struct replacement r _cleanup_replacement_ = {0};
    struct buf text _cleanup_buf_ = {0};
    buf_printf(&text, "%" PRIu64 "\n", seq);
    return replacement_begin(&r, l->state, file_name) ?: replacement_add(&r, buf_peek(&text))
               ?: replacement_end(&r);
}

bool reserve_seq(struct ledger *l, uint64_t seq)
{
    if (!l->state || seq <= l->reserved)
        return true;
    int error = write_file(l, seq + RESERVE_AHEAD - 1);
    if (error < 0)
        store_fail(l, "cannot write to %s/%s: %s", l->state, file_name, strerror(-error));
    else
        l->reserved = seq + RESERVE_AHEAD - 1;
    return error == 0;
}

static void set_last(struct ledger *l, uint64_t seq)
{
    struct query begun _cleanup_query_ = query(l, STATEMENT_SEQ_BEGIN);
    struct query raised _cleanup_query_ = query(l, STATEMENT_SEQ_RAISE);
    put_unsigned(&raised, seq);
    if (query_write(&begun) && query_write(&raised))
        l->counts.last_seq = seq;
}

void reserve_raise(struct ledger *l, uint64_t seq)
{
    if (seq <= l->counts.last_seq || !store_begin(l) || !reserve_seq(l, seq))
        return;
    bool waiting = l->unsent > 0;
    set_last(l, seq);
    if (!waiting)
        ledger_set_sent(l, seq);
}

bool reserve_is_ahead(const struct ledger *l)
{
    return l->reserved > l->counts.last_seq + RESERVE_AHEAD;
}

void reserve_settle(struct ledger *l)
{
    struct query last _cleanup_query_ = query(l, STATEMENT_LAST_SEQ);
    uint64_t given = (uint64_t)query_number(&last);
    if (given > 0 && given < l->reserved)
        write_file(l, given);
}
