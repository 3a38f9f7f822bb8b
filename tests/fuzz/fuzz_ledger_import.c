/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever a copy says, it is taken whole or not at all; what was taken is exported, and taken
   again changes nothing. */
#include "ledger/ledger.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void add_line(void *arg, struct span line)
{
    buf_span(arg, line);
}

static struct ledger *in_memory(void)
{
    struct buf text _cleanup_buf_ = {0};
    enum ledger_found found;
    struct ledger *l = ledger_open(NULL, (struct moment){0}, &found, &text);
    if (!l)
        abort();
    return l;
}

static void exported(struct ledger *l, struct buf *b)
{
    ledger_export(l, add_line, b);
}

static bool taken(struct ledger *l, struct span lines)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct diags diags = {.arena = a};
    bool whole = ledger_import(l, "copy", lines, &diags);
    if (whole != (diags.list.n == 0))
        abort();
    return whole;
}

/* A file of no root is refused, and takes everything with it. */
static void forget(struct ledger *l)
{
    ledger_file_put(l, &(struct ledger_file){.root = 99, .path = SPAN("a")});
    if (ledger_commit(l))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct ledger *l; /* making one takes longer than all else */
    struct buf empty _cleanup_buf_ = {0}, once _cleanup_buf_ = {0}, twice _cleanup_buf_ = {0};
    l = l ? l : in_memory();
    exported(l, &empty);
    bool whole = taken(l, (struct span){(const char *)data, size});
    exported(l, &once);
    if (!whole && !span_eq(buf_peek(&empty), buf_peek(&once)))
        abort();
    forget(l);
    if (!taken(l, buf_peek(&once)))
        abort();
    exported(l, &twice);
    if (!span_eq(buf_peek(&once), buf_peek(&twice)))
        abort();
    forget(l);
    return 0;
}
