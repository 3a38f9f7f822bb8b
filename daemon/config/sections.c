/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The mappings of the configuration that hold more than one value. */
#include "config/reading.h"

#include "base/limits.h"

#define JOURNAL_SOCKET "/run/systemd/journal/socket" /* systemd-journald.service(8) */

enum { DAY = 86400 };

#define ROWS(of) (of##_rows), sizeof(of##_rows) / sizeof *(of##_rows)

/* ---- syslog ---- */

struct syslog_keys {
    struct span socket;
    int facility, body, journal;
};

/* RFC 5424 6.2.1 from 1 on: 0 is the kernel's own. */
static const char *const facilities[] = {
    "user",   "mail",     "daemon", "auth",   "syslog", "lpr",    "news",   "uucp",
    "cron",   "authpriv", "ftp",    "ntp",    "audit",  "alert",  "clock",  "local0",
    "local1", "local2",   "local3", "local4", "local5", "local6", "local7", NULL};
enum { FACILITY_FIRST = 1 };

static const char *const switches[] = {"off", "on", NULL};
static const char *const bodies[] = {
    [BODY_CEE] = "cee", [BODY_JSON] = "json", [BODY_TEXT] = "text", NULL};

// clang-format off
static const struct schema_row syslog_rows[] = {
    {.key = "socket",   .type = SCHEMA_TEXT, .offset = SCHEMA_MEMBER(struct syslog_keys, socket, struct span), .help = "where the system log listens"},
    {.key = "journal",  .type = SCHEMA_WORD, .offset = SCHEMA_MEMBER(struct syslog_keys, journal, int), .words = switches, .help = "on: to the journal, with fields"},
    {.key = "facility", .type = SCHEMA_WORD, .offset = SCHEMA_MEMBER(struct syslog_keys, facility, int), .words = facilities, .help = "a facility of RFC 5424"},
    {.key = "body",     .type = SCHEMA_WORD, .offset = SCHEMA_MEMBER(struct syslog_keys, body, int), .words = bodies, .help = "cee, json or text"},
};
// clang-format on

void config_read_syslog(const struct config_reading *r, const struct yaml_node *map,
                        struct config *ret)
{
    struct syslog_keys keys = {.facility = ret->syslog.facility - FACILITY_FIRST,
                               .body = (int)ret->syslog.body};
    config_bind(r, map, ROWS(syslog), &keys);
    ret->syslog.facility = keys.facility + FACILITY_FIRST;
    ret->syslog.body = (enum config_body)keys.body;
    ret->syslog.journal = keys.journal;
    if (keys.journal)
        ret->syslog.socket = JOURNAL_SOCKET;
    if (keys.socket.n > 0)
        config_socket_path(r, yaml_get(map, "socket"), "", &ret->syslog.socket);
}

/* ---- reminders ---- */

struct reminders_keys {
    const struct yaml_node *undated;
};
// clang-format off
static const struct schema_row reminders_rows[] = {
    {.key = "undated", .type = SCHEMA_NODE, .offset = SCHEMA_MEMBER(struct reminders_keys, undated, const struct yaml_node *), .help = "time between two reminders of a finding without a due date, or off"},
};
static const struct schema_row undated_time = {.key = "undated", .type = SCHEMA_DURATION, .least = 3600, .most = 3650 * DAY, .help = "a time: 7d; or off"};
// clang-format on

void config_read_reminders(const struct config_reading *r, const struct yaml_node *map,
                           struct config *ret)
{
    struct reminders_keys keys = {0};
    config_bind(r, map, ROWS(reminders), &keys);
    if (!keys.undated)
        return;
    if (keys.undated->kind == YAML_SCALAR && span_is(keys.undated->text, "off"))
        ret->reminders.undated = 0;
    else
        schema_bind_value(r->arena, keys.undated, &undated_time, &ret->reminders.undated, r->file,
                          r->diags);
}

/* ---- limits ---- */

struct limits_keys {
    uint32_t file_size, cpu;
};
// clang-format off
static const struct schema_row limits_rows[] = {
    {.key = "file-size",        .type = SCHEMA_SIZE,     .offset = SCHEMA_MEMBER(struct limits_keys, file_size, uint32_t), .least = 1024, .most = LIMIT_FILE_BYTES, .help = "a larger file is not read"},
    {.key = "cpu-per-document", .type = SCHEMA_DURATION, .offset = SCHEMA_MEMBER(struct limits_keys, cpu, uint32_t),       .least = 1, .most = LIMIT_READER_CPU_S, .help = "time that a reader computes over one document"},
};
// clang-format on

void config_read_limits(const struct config_reading *r, const struct yaml_node *map,
                        struct config *ret)
{
    struct limits_keys keys = {ret->limits.file_size, ret->limits.cpu_seconds};
    config_bind(r, map, ROWS(limits), &keys);
    ret->limits.file_size = keys.file_size;
    ret->limits.cpu_seconds = keys.cpu;
}

/* ---- what a later version will use ---- */

static void not_available(const struct config_reading *r, const struct yaml_node *at,
                          const char *what)
{
    diag_add(r->diags, DIAG_WARNING, "config.not-available", r->file, at->line, at->column,
             "%s has no effect in this version", what)
        ->hint = "leave it out, or wait for a version that has it";
}

struct reports_keys {
    struct span path;
    struct span_list formats;
};
static const char *const report_formats[] = {"html", "ical", "prom", "json", NULL};
// clang-format off
static const struct schema_row reports_rows[] = {
    {.key = "path",    .type = SCHEMA_TEXT,  .offset = SCHEMA_MEMBER(struct reports_keys, path, struct span), .help = "the folder of reports"},
    {.key = "formats", .type = SCHEMA_TEXTS, .offset = SCHEMA_MEMBER(struct reports_keys, formats, struct span_list), .help = "html, ical, prom, json"},
};
static const struct schema_row report_format = {.key = "formats", .type = SCHEMA_WORD, .words = report_formats, .help = "html, ical, prom, json"};
// clang-format on

void config_read_reports(const struct config_reading *r, const struct yaml_node *map)
{
    struct reports_keys keys = {0};
    const char *path;
    int word;
    config_bind(r, map, ROWS(reports), &keys);
    if (keys.path.n > 0)
        config_path(r, yaml_get(map, "path"), &path);
    for (uint32_t i = 0; i < keys.formats.n; i++)
        schema_bind_value(r->arena, yaml_item(yaml_get(map, "formats"), i), &report_format, &word,
                          r->file, r->diags);
    not_available(r, map, "'reports'");
}

enum { NAMES_KEEP, NAMES_MASK };
struct privacy_keys {
    int names, personal_numbers;
};
static const char *const names_words[] = {[NAMES_KEEP] = "keep", [NAMES_MASK] = "mask", NULL};
static const char *const never[] = {"never", NULL};
// clang-format off
static const struct schema_row privacy_rows[] = {
    {.key = "names",            .type = SCHEMA_WORD, .offset = SCHEMA_MEMBER(struct privacy_keys, names, int),            .words = names_words, .help = "keep or mask"},
    {.key = "personal-numbers", .type = SCHEMA_WORD, .offset = SCHEMA_MEMBER(struct privacy_keys, personal_numbers, int), .words = never,       .help = "never: they are neither kept nor told"},
};
// clang-format on

void config_read_privacy(const struct config_reading *r, const struct yaml_node *map)
{
    struct privacy_keys keys = {0};
    config_bind(r, map, ROWS(privacy), &keys);
    if (keys.names != NAMES_KEEP)
        not_available(r, yaml_get(map, "names"), "'names: mask'");
}
