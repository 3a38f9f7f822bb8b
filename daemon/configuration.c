/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"
#include "config/config.h"

#include <unistd.h>

const char *config_file(const struct options *o)
{
    if (o->config)
        return o->config;
    return access(CONFIG_FILE, F_OK) == 0 ? CONFIG_FILE : NULL;
}

bool config_in_force(const struct options *o, struct config *ret)
{
    const char *file = config_file(o);
    if (file && !o->config && access(file, R_OK) < 0) {
        complain("%s may not be read: the usual folders are looked in", file);
        file = NULL;
    }
    struct diags diags = {.arena = o->arena};
    *ret = config_default(o->arena);
    bool good = !file || config_load(o->arena, file, ret, &diags);
    print_diags(&diags, false);
    return good;
}

enum language language_in_force(const struct options *o, const struct config *c)
{
    if (o->language_given || !c->language)
        return o->language;
    return strcmp(c->language, "sv") == 0 ? LANGUAGE_SWEDISH : LANGUAGE_ENGLISH;
}
