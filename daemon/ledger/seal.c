/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ledger/seal.h"

#include "base/identity.h"
#include "ledger/damage.h"
#include "ledger/replace.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

static const char file_name[] = "sealed";

/* False while there is a journal: then what is in the file is not all. */
static bool identity_text(const struct ledger *l, struct buf *out)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct identity i;
    if (access(arena_printf(a, "%s-wal", l->name), F_OK) == 0 || damage_is_marked(l) ||
        identity_at(AT_FDCWD, l->name, &i) < 0)
        return false;
    buf_printf(out, "%" PRIu64 " %" PRIu64 " %" PRId64 " %" PRId64 "\n", i.inode, i.size,
               i.mtime_ns, i.ctime_ns);
    return true;
}

void seal_put(const struct ledger *l)
{
    struct replacement r _cleanup_replacement_ = {0};
    struct buf text _cleanup_buf_ = {0};
    if (identity_text(l, &text) && replacement_begin(&r, l->state, file_name) == 0 &&
        replacement_add(&r, buf_peek(&text)) == 0)
        replacement_end(&r);
}

bool seal_break(const struct ledger *l)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct buf text _cleanup_buf_ = {0};
    const char *path = arena_printf(a, "%s/%s", l->state, file_name);
    char sealed[128] = "";
    FILE *f = fopen(path, "re");
    if (!f)
        return false;
    bool same = fgets(sealed, sizeof sealed, f) && identity_text(l, &text) &&
                span_is(buf_peek(&text), sealed);
    fclose(f);
    return unlink(path) == 0 && same;
}
