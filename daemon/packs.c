/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which packs a command works by that does without a configuration as well. */
#include "flow/packs.h"
#include "command.h"

#include <unistd.h>

/* A person who may not read it judges by the installed packs, and is told so. */
static const char *default_file(void)
{
    if (access(CONFIG_FILE, F_OK) != 0)
        return NULL;
    if (access(CONFIG_FILE, R_OK) == 0)
        return CONFIG_FILE;
    complain("%s may not be read: judged by the installed packs", CONFIG_FILE);
    return NULL;
}

static bool covers_any(const struct config *c, const struct document_list *list)
{
    for (size_t i = 0; i < list->files.n; i++)
        if (config_covers(c, list->files.at[i].path))
            return true;
    return false;
}

/* The wall clock of the configuration, as in the daemon, unless the person has set another. */
static struct moment now_in_zone(const struct options *o, const struct config *c)
{
    struct moment now = o->now;
    if (o->zone_given)
        return now;
    clock_set_zone(c->zone);
    if (o->at_given)
        clock_parse(o->at, &now);
    else
        now = clock_moment(now.at);
    return now;
}

static bool nothing_judged(struct diags *diags)
{
    print_diags(diags, false);
    complain("no document was judged: the faults above must be mended first");
    return false;
}

bool packs_for(const struct options *o, const struct document_list *list, struct choosing *ret,
               struct moment *ret_now)
{
    struct diags diags = {.arena = o->arena};
    struct config config;
    const char *file = o->config ? o->config : o->rules.n == 0 ? default_file() : NULL;
    *ret_now = o->now;
    if (file && !config_load(o->arena, file, &config, &diags))
        return nothing_judged(&diags);
    bool counts = file && (o->config || covers_any(&config, list));
    if (!counts) /* nor do its warnings */
        diags.list.n = 0;
    if (!choosing_load(o->arena, counts ? &config : NULL, o->rules.at, o->rules.n, &diags, ret))
        return nothing_judged(&diags);
    print_diags(&diags, false);
    if (counts)
        *ret_now = now_in_zone(o, &config);
    return true;
}

struct rules *packs_named(const struct options *o, const char *const *named, size_t count,
                          bool with_notes)
{
    struct diags diags = {.arena = o->arena};
    struct config config;
    struct rules *rules = NULL;
    if (!o->config || count > 0)
        rules = packs_load(o->arena, named, count, &diags);
    else if (config_load(o->arena, o->config, &config, &diags))
        rules = packs_load_for(o->arena, &config, &diags);
    print_diags(&diags, with_notes);
    return rules;
}
