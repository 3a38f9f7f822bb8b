/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config/reading.h"

#include "base/limits.h"

#include <libgen.h>
#include <stdlib.h>
#include <unistd.h>

enum { DAY = 86400, CONFIG_VERSION = 1, FACILITY_DAEMON = 3 };

/* ---- what holds without a file ---- */

/* systemd.exec(5): several folders are parted by colons. */
static const char *given_folder(struct arena *a, const char *variable, const char *otherwise)
{
    const char *value = getenv(variable);
    if (!value || value[0] != '/')
        return otherwise;
    return arena_copy(a, (struct span){value, strcspn(value, ":")}).at;
}

struct config config_default(struct arena *a)
{
    return (struct config){
        .waivers = "/etc/duly/waivers.d",
        .zone = "Europe/Stockholm",
        .state = given_folder(a, "STATE_DIRECTORY", "/var/lib/duly"),
        .run = given_folder(a, "RUNTIME_DIRECTORY", "/run/duly"),
        .syslog = {.socket = "/dev/log", .facility = FACILITY_DAEMON, .body = BODY_CEE},
        .reminders = {.undated = 7 * DAY},
        .retention = 400 * DAY,
        .limits = {.file_size = LIMIT_FILE_BYTES, .cpu_seconds = 10},
    };
}

/* ---- rows ---- */

struct top_keys {
    const struct yaml_node *duly, *roots, *syslog, *reminders, *reports, *privacy, *limits;
    struct span waivers, zone, state, run;
    struct span_list rules;
    int language;
    uint32_t retention;
};
static const char *const languages[] = {"sv", "en", NULL};

// clang-format off
#define NODE(member) .type = SCHEMA_NODE, .offset = SCHEMA_MEMBER(struct top_keys, member, const struct yaml_node *)
#define TEXT(member) .type = SCHEMA_TEXT, .offset = SCHEMA_MEMBER(struct top_keys, member, struct span)
static const struct schema_row rows[] = {
    {.key = "duly",      NODE(duly),      .help = "version of the configuration: 1"},
    {.key = "roots",     NODE(roots),     .help = "the folders to watch"},
    {.key = "rules",     .type = SCHEMA_TEXTS, .offset = SCHEMA_MEMBER(struct top_keys, rules, struct span_list), .help = "folders where packs are looked for"},
    {.key = "waivers",   TEXT(waivers),   .help = "the folder of waivers"},
    {.key = "zone",      TEXT(zone),      .help = "whose days count: a name of tzdata"},
    {.key = "language",  .type = SCHEMA_WORD, .offset = SCHEMA_MEMBER(struct top_keys, language, int), .words = languages, .help = "of events: sv or en"},
    {.key = "state",     TEXT(state),     .help = "the folder of the ledger"},
    {.key = "run",       TEXT(run),       .help = "the folder of the control socket"},
    {.key = "syslog",    NODE(syslog),    .help = "how events are sent"},
    {.key = "reminders", NODE(reminders), .help = "what is said again"},
    {.key = "reports",   NODE(reports),   .help = "pages and calendars"},
    {.key = "privacy",   NODE(privacy),   .help = "what is told of persons"},
    {.key = "retention", .type = SCHEMA_DURATION, .offset = SCHEMA_MEMBER(struct top_keys, retention, uint32_t), .least = DAY, .most = 36500u * DAY, .help = "how long what was read of removed files is kept"},
    {.key = "limits",    NODE(limits),    .help = "what a document may be"},
};
#undef NODE
#undef TEXT
// clang-format on

/* ---- reading ---- */

static void read_version(const struct config_reading *r, const struct yaml_node *node)
{
    if (node->kind == YAML_SCALAR && span_is(node->text, "1"))
        return;
    char *end = NULL;
    const char *text = node->kind == YAML_SCALAR ? arena_copy(r->arena, node->text).at : "";
    bool newer = *text >= '0' && *text <= '9' && strtoul(text, &end, 10) > CONFIG_VERSION && !*end;
    if (newer)
        config_error(r, node, "config.newer", "this configuration is written for a newer duly")
            ->hint = "install a newer duly, or write it for version 1";
    else
        config_error(r, node, "config.bad-version", "'duly' is the version of the configuration")
            ->hint = "duly: 1";
}

static void read_zone(const struct config_reading *r, const struct yaml_node *node,
                      const char **ret)
{
    const char *name = arena_copy(r->arena, node->text).at;
    if (config_zone_is_known(name))
        *ret = name;
    else
        config_error(r, node, "config.unknown-zone", "no time zone is called '%.*s'",
                     SPAN_ARG(node->text))
            ->hint = "a name of tzdata: Europe/Stockholm, Europe/Helsinki, UTC";
}

static void read_rule_folders(const struct config_reading *r, const struct yaml_node *list,
                              struct config *ret)
{
    uint32_t n = yaml_count(list);
    const char **folders = ARENA_ARRAY(r->arena, n, const char *);
    bool good = true;
    for (uint32_t i = 0; i < n; i++)
        good = config_path(r, yaml_item(list, i), &folders[i]) && good;
    if (!good)
        return;
    ret->rules = folders;
    ret->rules_count = n;
}

static void read_values(const struct config_reading *r, const struct yaml_node *map,
                        const struct top_keys *keys, struct config *ret)
{
    if (keys->duly)
        read_version(r, keys->duly);
    if (keys->rules.n > 0)
        read_rule_folders(r, yaml_get(map, "rules"), ret);
    if (keys->waivers.n > 0)
        config_path(r, yaml_get(map, "waivers"), &ret->waivers);
    if (keys->zone.n > 0)
        read_zone(r, yaml_get(map, "zone"), &ret->zone);
    if (keys->language >= 0)
        ret->language = languages[keys->language];
    if (keys->state.n > 0)
        config_path(r, yaml_get(map, "state"), &ret->state);
    if (keys->run.n > 0)
        config_socket_path(r, yaml_get(map, "run"), "/control", &ret->run);
    ret->retention = keys->retention;
}

static void read_sections(const struct config_reading *r, const struct top_keys *keys,
                          struct config *ret)
{
    if (keys->roots)
        config_read_roots(r, keys->roots, ret);
    if (keys->syslog)
        config_read_syslog(r, keys->syslog, ret);
    if (keys->reminders)
        config_read_reminders(r, keys->reminders, ret);
    if (keys->limits)
        config_read_limits(r, keys->limits, ret);
    if (keys->reports)
        config_read_reports(r, keys->reports);
    if (keys->privacy)
        config_read_privacy(r, keys->privacy);
}

/* Where a relative file name begins. */
static const char *absolute(struct arena *a, const char *path)
{
    if (path[0] == '/')
        return path;
    char *here = getcwd(NULL, 0);
    const char *whole = arena_printf(a, "%s/%s", here ? here : "", path);
    free(here);
    return whole;
}

bool config_read(struct arena *a, const char *file, struct span bytes, struct config *ret,
                 struct diags *diags)
{
    struct config_reading r = {.arena = a, .file = arena_strdup(a, file), .diags = diags};
    size_t errors = diags->errors;
    *ret = config_default(a);
    ret->file = r.file;
    ret->bytes = bytes;
    r.folder = dirname(arena_strdup(a, absolute(a, file)));
    const struct yaml_node *root = yaml_parse(a, r.file, bytes, diags);
    struct top_keys keys = {.language = -1, .retention = ret->retention};
    if (!root)
        return false;
    config_bind(&r, root, rows, sizeof rows / sizeof *rows, &keys);
    if (root->kind == YAML_MAP) {
        read_values(&r, root, &keys, ret);
        read_sections(&r, &keys, ret);
    }
    return diags->errors == errors;
}
