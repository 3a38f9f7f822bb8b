/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "outlet/health.h"
#include "base/names.h"
#include "base/visible.h"
#include "outlet/json.h"

const char *health_text(enum health h)
{
    static const char *const names[] = {
        [HEALTH_OK] = "ok", [HEALTH_WARNING] = "warning", [HEALTH_FAULT] = "fault"};
    return names_text(names, HEALTHS, (unsigned)h);
}

size_t health_count(const struct health_report *r, enum health h)
{
    size_t n = 0;
    for (size_t i = 0; i < r->lines.n; i++)
        n += r->lines.at[i].health == h;
    return n;
}

/* The next line of what a remedy has left; false behind the last. */
static bool next_line(const char **at, struct span *ret)
{
    if (!*at || !**at)
        return false;
    *ret = (struct span){*at, strcspn(*at, "\n")};
    *at += ret->n + ((*at)[ret->n] == '\n');
    return true;
}

/* A remedy is copied into a shell: there a backslash must stay single. */
static void add_remedy(struct span line, struct buf *out)
{
    if (visible_is(line))
        buf_span(out, line);
    else
        visible_add(out, line);
}

/* ---- text ---- */

static void add_line(const struct health_line *l, struct buf *out)
{
    struct span line;
    buf_printf(out, "%-8s %-13s ", health_text(l->health), l->check);
    visible_add(out, span_of(l->found));
    buf_byte(out, '\n');
    for (const char *at = l->remedy; next_line(&at, &line);) {
        buf_text(out, "             ");
        add_remedy(line, out);
        buf_byte(out, '\n');
    }
}

void health_report_text(const struct health_report *r, struct buf *out)
{
    size_t faults = health_count(r, HEALTH_FAULT), warnings = health_count(r, HEALTH_WARNING);
    for (size_t i = 0; i < r->lines.n; i++)
        add_line(&r->lines.at[i], out);
    buf_printf(out, "%zu fault%s, %zu warning%s; looked as user ", faults, faults == 1 ? "" : "s",
               warnings, warnings == 1 ? "" : "s");
    visible_add(out, span_of(r->user));
    buf_byte(out, '\n');
}

/* ---- JSON ---- */

static void add_object(cJSON *array, const struct health_line *l)
{
    struct span line;
    cJSON *object = cJSON_CreateObject();
    cJSON_AddItemToArray(array, object);
    cJSON_AddStringToObject(object, "check", l->check);
    cJSON_AddStringToObject(object, "health", health_text(l->health));
    json_text(object, "found", span_of(l->found));
    cJSON *remedy = cJSON_AddArrayToObject(object, "remedy");
    for (const char *at = l->remedy; next_line(&at, &line);) {
        struct buf text _cleanup_buf_ = {0};
        add_remedy(line, &text);
        buf_grow(&text, 0);
        cJSON_AddItemToArray(remedy, cJSON_CreateString(text.at));
    }
}

void health_report_json(const struct health_report *r, struct buf *out)
{
    cJSON *json _cleanup_json_ = cJSON_CreateObject();
    cJSON_AddNumberToObject(json, "duly", 1);
    cJSON_AddStringToObject(json, "command", "doctor");
    cJSON_AddStringToObject(json, "version", r->version);
    json_text(json, "user", span_of(r->user));
    cJSON *checks = cJSON_AddArrayToObject(json, "checks");
    for (size_t i = 0; i < r->lines.n; i++)
        add_object(checks, &r->lines.at[i]);
    cJSON *summary = cJSON_AddObjectToObject(json, "summary");
    for (unsigned h = HEALTH_OK; h < HEALTHS; h++)
        cJSON_AddNumberToObject(summary, health_text((enum health)h),
                                (double)health_count(r, (enum health)h));
    json_print(json, out);
}
