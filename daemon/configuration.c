/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"
#include "flow/settings.h"

#include <unistd.h>

const char *config_file(const struct options *o)
{
    if (o->config)
        return o->config;
    return access(CONFIG_FILE, F_OK) == 0 ? CONFIG_FILE : NULL;
}

bool config_for_asking(const struct options *o, struct config *ret, struct diags *ret_faults)
{
    const char *file = config_file(o);
    *ret = config_default(o->arena);
    *ret_faults = (struct diags){.arena = o->arena};
    if (file && !o->config && access(file, R_OK) < 0) {
        complain("%s may not be read: the usual folders are looked in", file);
        return true;
    }
    if (!file || config_load(o->arena, file, ret, ret_faults) || access(file, R_OK) == 0)
        return true;
    print_diags(ret_faults, false);
    return false;
}

enum language language_in_force(const struct options *o, const struct config *c)
{
    return o->language_given ? o->language : settings_language(c, o->language);
}
