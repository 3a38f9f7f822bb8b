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
    if (whole != (diags.list.n == 0) || !ledger_commit(l))
        abort();
    return whole;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ledger *l = in_memory(), *again = in_memory();
    struct buf before _cleanup_buf_ = {0}, after _cleanup_buf_ = {0}, twice _cleanup_buf_ = {0};
    exported(l, &before);
    bool whole = taken(l, (struct span){(const char *)data, size});
    exported(l, &after);
    if (!whole && !span_eq(buf_peek(&before), buf_peek(&after)))
        abort();
    if (!taken(again, buf_peek(&after)))
        abort();
    exported(again, &twice);
    if (whole && !span_eq(buf_peek(&after), buf_peek(&twice)))
        abort();
    ledger_close(l);
    ledger_close(again);
    return 0;
}
