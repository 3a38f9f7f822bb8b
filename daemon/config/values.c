/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config/reading.h"

#include "base/buf.h"

#include <sys/un.h>

struct diag *config_error(const struct config_reading *r, const struct yaml_node *at,
                          const char *id, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *text = arena_vprintf(r->diags->arena, format, args);
    va_end(args);
    return diag_add(r->diags, DIAG_ERROR, id, r->file, at->line, at->column, "%s", text);
}

bool config_bind(const struct config_reading *r, const struct yaml_node *map,
                 const struct schema_row *rows, size_t count, void *target)
{
    return schema_bind(r->arena, map, rows, count, target, r->file, r->diags);
}

/* ---- paths ---- */

/* Adds the parts of a path, each behind a '/'. False if one of them leads upwards: what such a path
   means depends on links that another may change. */
static bool add_parts(struct buf *b, struct span path)
{
    for (size_t at = 0; at < path.n;) {
        const char *slash = memchr(path.at + at, '/', path.n - at);
        size_t end = slash ? (size_t)(slash - path.at) : path.n;
        struct span part = span_cut(path, at, end);
        if (span_is(part, ".."))
            return false;
        if (part.n > 0 && !span_is(part, ".")) {
            buf_byte(b, '/');
            buf_span(b, part);
        }
        at = end + 1;
    }
    return true;
}

bool config_path(const struct config_reading *r, const struct yaml_node *node, const char **ret)
{
    struct buf b _cleanup_buf_ = {0};
    struct span text = node->text;
    if (node->kind != YAML_SCALAR || text.n == 0)
        return false;
    if (text.at[0] != '/' && strcmp(r->folder, "/") != 0)
        buf_text(&b, r->folder);
    if (text.at[0] == '~' && (text.n == 1 || text.at[1] == '/'))
        text = span_cut(text, 1, text.n);
    if (!add_parts(&b, text)) {
        config_error(r, node, "config.bad-path", "'%.*s' leads upwards", SPAN_ARG(text))->hint =
            "write the path that is meant, without '..'";
        return false;
    }
    *ret = b.n > 0 ? arena_copy(r->arena, buf_peek(&b)).at : "/";
    return true;
}

bool config_socket_path(const struct config_reading *r, const struct yaml_node *node,
                        const char *name, const char **ret)
{
    const char *path = NULL;
    if (!config_path(r, node, &path))
        return false;
    size_t room = sizeof((struct sockaddr_un *)0)->sun_path - 1 - strlen(name);
    if (strlen(path) > room) {
        config_error(r, node, "config.long-path", "the path is too long for a socket")->hint =
            arena_printf(r->diags->arena, "at most %zu bytes", room);
        return false;
    }
    *ret = path;
    return true;
}

bool config_texts(const struct config_reading *r, const struct yaml_node *list,
                  bool (*check)(const struct config_reading *r, const struct yaml_node *item),
                  const char *const **ret, size_t *ret_count)
{
    bool good = true;
    uint32_t n = yaml_count(list);
    const char **texts = ARENA_ARRAY(r->arena, n, const char *);
    for (uint32_t i = 0; i < n; i++) {
        const struct yaml_node *item = yaml_item(list, i);
        if (item->kind != YAML_SCALAR || item->text.n == 0)
            return false;
        good = check(r, item) && good;
        texts[i] = arena_copy(r->arena, item->text).at;
    }
    if (!good)
        return false;
    *ret = texts;
    *ret_count = n;
    return true;
}
