/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config/config.h"

#include "base/limits.h"
#include "base/read.h"

#include <errno.h>

bool config_load(struct arena *a, const char *file, struct config *ret, struct diags *diags)
{
    struct buf bytes _cleanup_buf_ = {0};
    const char *why = read_regular(file, LIMIT_YAML_BYTES, &bytes);
    if (!why)
        return config_read(a, file, arena_copy(a, buf_peek(&bytes)), ret, diags);
    bool missing = access(file, F_OK) != 0 && errno == ENOENT;
    *ret = config_default(a);
    diag_add(diags, DIAG_ERROR, missing ? "config.missing" : "config.unreadable",
             arena_strdup(diags->arena, file), 0, 0, "the configuration cannot be read: %s", why)
        ->hint = missing ? "write it, or name another with --config"
                         : "see that it is a file that this user may read";
    return false;
}
