/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A configuration is read or refused; what is taken holds what the header promises. */
#include "base/limits.h"
#include "config/config.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool holds)
{
    if (!holds)
        abort();
}

static void check_root(const struct config_root *r)
{
    size_t n = strlen(r->path);
    demand(r->path[0] == '/' && (n == 1 || r->path[n - 1] != '/'));
    demand(r->poll <= POLL_ALWAYS && r->poll_seconds > 0 && r->line > 0);
    for (size_t i = 0; i < r->pack_count; i++)
        demand(r->packs[i][0] != '\0' && r->packs[i][0] != '.' && !strchr(r->packs[i], '/'));
}

static void check_apart(const struct config *c)
{
    for (size_t i = 0; i < c->root_count && i < 50; i++)
        for (size_t k = 0; k < c->root_count && k < 50; k++) {
            const char *in = c->roots[i].path, *out = c->roots[k].path;
            size_t n = strlen(out) == 1 ? 0 : strlen(out);
            demand(i == k || strncmp(in, out, n) != 0 || (in[n] != '/' && in[n] != '\0'));
        }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new();
    struct diags diags = {.arena = a};
    struct config c;
    bool good =
        config_read(a, "/etc/duly/duly.yaml", (struct span){(const char *)data, size}, &c, &diags);
    demand(good == (diags.errors == 0));
    demand(c.state[0] == '/' && c.run[0] == '/' && c.waivers[0] == '/' &&
           c.syslog.socket[0] == '/');
    demand(c.syslog.facility > 0 && c.syslog.facility < 24 && c.syslog.body <= BODY_TEXT);
    demand(c.limits.file_size > 0 && c.limits.file_size <= LIMIT_FILE_BYTES);
    for (size_t i = 0; i < c.root_count; i++)
        check_root(&c.roots[i]);
    check_apart(&c);
    arena_free(a);
    return 0;
}
