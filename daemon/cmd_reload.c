/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "asking.h"
#include "base/visible.h"

enum { RELOAD_MS = 300000 }; /* packs of thousands of rules load in a second */

/* As it was before the daemon made it visible, since printing does that once more. NULL if it is
   not there. */
static const char *text_of(struct arena *a, const cJSON *object, const char *key)
{
    struct buf raw _cleanup_buf_ = {0};
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItem(object, key));
    if (!text || !*text)
        return NULL;
    return visible_undo(&raw, span_of(text)) ? arena_copy(a, buf_peek(&raw)).at : text;
}

static uint32_t number_of(const cJSON *object, const char *key)
{
    double n = cJSON_GetNumberValue(cJSON_GetObjectItem(object, key));
    return n > 0 && n < UINT32_MAX ? (uint32_t)n : 0;
}

static enum diag_level level_of(const cJSON *object)
{
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItem(object, "level"));
    for (enum diag_level l = DIAG_NOTE; text && l < DIAG_ERROR; l++)
        if (strcmp(text, diag_level_text(l)) == 0)
            return l;
    return DIAG_ERROR;
}

static void print_diagnostics(const struct options *o, const cJSON *json)
{
    struct diags diags = {.arena = o->arena};
    const cJSON *each;
    cJSON_ArrayForEach(each, cJSON_GetObjectItem(json, "diagnostics"))
    {
        const char *id = text_of(o->arena, each, "id"), *file = text_of(o->arena, each, "file");
        const char *text = text_of(o->arena, each, "text");
        diag_add(&diags, level_of(each), id ? id : "reload", file ? file : "",
                 number_of(each, "line"), number_of(each, "column"), "%s", text ? text : "")
            ->hint = text_of(o->arena, each, "hint");
    }
    print_diags(&diags, false);
}

enum status cmd_reload(const struct options *o)
{
    struct config config;
    struct diags faults;
    struct reply reply _cleanup_reply_ = {0};
    if (!config_for_asking(o, &config, &faults))
        return STATUS_TROUBLE;
    enum asked asked = ask_daemon(&config, "reload", RELOAD_MS, &reply);
    if (asked == ASKED_NOBODY)
        complain_of_nobody(&config, &faults);
    if (asked != ASKED_ANSWERED)
        return STATUS_TROUBLE;
    print_diagnostics(o, reply.json);
    if (cJSON_IsTrue(cJSON_GetObjectItem(reply.json, "taken")))
        return STATUS_CLEAN;
    complain("refused: the last good configuration and rules stay in force");
    return STATUS_FINDINGS;
}
