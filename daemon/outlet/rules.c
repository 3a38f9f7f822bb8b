/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "outlet/rules.h"
#include "base/visible.h"
#include "outlet/json.h"

static struct span kind_of(const struct rule_view *r)
{
    return r->kind.n ? r->kind : SPAN("any");
}

void rules_text(const struct rule_view *rules, size_t count, struct buf *out)
{
    struct span pack = {0};
    for (size_t i = 0; i < count; i++) {
        const struct rule_view *r = &rules[i];
        if (!span_eq(r->pack, pack))
            buf_printf(out, "%s%.*s\n", i ? "\n" : "", SPAN_ARG(r->pack));
        pack = r->pack;
        buf_printf(out, "  %-34.*s %-8s %-14.*s %s\n", SPAN_ARG(r->id), severity_text(r->severity),
                   SPAN_ARG(kind_of(r)), r->check);
    }
}

void rules_json(const struct rule_view *rules, size_t count, struct buf *out)
{
    cJSON *json _cleanup_json_ = cJSON_CreateObject();
    cJSON_AddNumberToObject(json, "duly", 1);
    cJSON_AddStringToObject(json, "command", "rules");
    cJSON *array = cJSON_AddArrayToObject(json, "rules");
    for (size_t i = 0; i < count; i++) {
        const struct rule_view *r = &rules[i];
        cJSON *object = cJSON_CreateObject();
        cJSON_AddItemToArray(array, object);
        json_text(object, "pack", r->pack);
        json_text(object, "rule", r->id);
        json_text(object, "kind", kind_of(r));
        cJSON_AddStringToObject(object, "check", r->check);
        cJSON_AddStringToObject(object, "severity", severity_text(r->severity));
        json_text_or_null(object, "doc", r->doc);
        json_text_or_null(object, "ref", r->ref);
        json_text(object, "file", span_of(r->file));
        cJSON_AddNumberToObject(object, "line", r->line);
    }
    json_print(json, out);
}

static void add_row(struct buf *out, const char *name, struct span text)
{
    if (!text.n)
        return;
    buf_printf(out, "  %-9s ", name);
    visible_add(out, text);
    buf_byte(out, '\n');
}

void rule_text(const struct rule_view *r, struct buf *out)
{
    buf_printf(out, "%.*s (%.*s)\n", SPAN_ARG(r->id), SPAN_ARG(r->pack));
    add_row(out, "for", kind_of(r));
    add_row(out, "severity", span_of(severity_text(r->severity)));
    add_row(out, "check", span_of(r->check));
    add_row(out, "", span_of(r->check_help));
    add_row(out, "about", r->doc);
    add_row(out, "demanded", r->ref);
    buf_text(out, "  written   ");
    visible_add(out, span_of(r->file));
    buf_printf(out, ":%u\n", r->line);
}
