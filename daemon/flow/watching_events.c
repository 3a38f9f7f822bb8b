/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the daemon says about itself. */
#include "flow/watching_state.h"

#include "fact/redact.h"
#include "rule/listing.h"

#include <unistd.h>

enum { QUEUE_TOLD = 50000 }; /* below so many waiting ones there is room to tell of lost ones */

void say(struct watching *w, enum event_type type, enum severity severity, uint32_t count,
         struct span detail, const char *format, ...)
{
    struct arena *scratch _cleanup_arena_ = arena_new();
    va_list args;
    va_start(args, format);
    const char *text = arena_vprintf(scratch, format, args);
    va_end(args);
    struct event e = {
        .type = type,
        .severity = severity,
        .at = w->now,
        .message = {.en = span_of(text)},
        .count = count,
        .detail = detail,
    };
    speaker_say(w->speaker, &e, w->ticks);
}

static const char *pack_names(struct arena *a, const struct rules *rules)
{
    const struct pack *const *packs;
    size_t n = rules_packs(rules, &packs);
    const char *names = "";
    for (size_t i = 0; i < n; i++)
        names = arena_printf(a, "%s%s%.*s %.*s", names, i ? ", " : "", SPAN_ARG(pack_id(packs[i])),
                             SPAN_ARG(pack_version(packs[i])));
    return names;
}

static uint32_t rule_count(struct arena *a, const struct rules *rules)
{
    const struct rule_view *views;
    return (uint32_t)rules_list(a, rules, &views);
}

void say_start(struct watching *w)
{
    struct arena *a _cleanup_arena_ = arena_new();
    const char *roots = "";
    for (size_t i = 0; i < w->setup->folder_count; i++)
        roots = arena_printf(a, "%s%s%.*s", roots, i ? ", " : "",
                             SPAN_ARG(redact_path(a, span_of(w->roots[i].name))));
    uint32_t rules = rule_count(a, w->rules);
    say(w, EVENT_START, SEVERITY_NOTICE, rules, span_of(pack_names(a, w->rules)),
        "duly %s watches %s by %u rules; findings are kept in memory: a restart says them again",
        w->setup->version, roots, rules);
}

void say_rules(struct watching *w)
{
    struct arena *a _cleanup_arena_ = arena_new();
    uint32_t rules = rule_count(a, w->rules);
    say(w, EVENT_RULES_LOADED, SEVERITY_NOTICE, rules, span_of(pack_names(a, w->rules)),
        "%u rules are in force", rules);
}

void say_rejected(struct watching *w, struct diags *diags)
{
    const struct diag *first = NULL;
    struct arena *a _cleanup_arena_ = arena_new();
    diags_sort(diags);
    for (size_t i = 0; i < diags->list.n && !first; i++)
        if (diags->list.at[i].level == DIAG_ERROR)
            first = &diags->list.at[i];
    const char *where = first ? arena_printf(a, "%s:%u:%u: %s", first->file, first->line,
                                             first->column, first->text)
                              : "";
    say(w, EVENT_RULES_REJECTED, SEVERITY_ERROR, (uint32_t)diags->errors, span_of(where),
        "the rules have %zu faults, the last good ones stay in force; %s", diags->errors, where);
}

void say_trouble(struct watching *w, enum trouble_type t, const char *path, const char *text)
{
    struct arena *a _cleanup_arena_ = arena_new();
    struct span where = redact_path(a, span_of(path));
    bool over = t == TROUBLE_ROOT_BACK || t == TROUBLE_OVERFLOW_OVER || t == TROUBLE_WATCHES_BACK;
    say(w, over ? EVENT_WATCH_RESTORED : EVENT_WATCH_DEGRADED,
        over ? SEVERITY_NOTICE : SEVERITY_WARNING, 0, where, "%.*s%s%s", SPAN_ARG(where),
        where.n > 0 ? ": " : "", text);
}

static size_t open_count(const struct watching *w)
{
    size_t n = 0;
    for (int s = 0; s < SEVERITY_COUNT; s++)
        n += w->open_findings[s];
    return n;
}

bool watching_busy(const struct watching *w)
{
    return w->archive.queue.n > 0 || reading_pending(w->reading) > 0 ||
           syslog_pending(w->syslog) > 0;
}

void watching_status(const struct watching *w, struct buf *out)
{
    size_t documents = w->archive.count, findings = open_count(w);
    buf_printf(out, "%zu document%s, %zu open finding%s", documents, documents == 1 ? "" : "s",
               findings, findings == 1 ? "" : "s");
    if (w->archive.queue.n > 0 || reading_pending(w->reading) > 0)
        buf_printf(out, ", %zu to be read", w->archive.queue.n + reading_pending(w->reading));
    if (syslog_pending(w->syslog) > 0)
        buf_printf(out, ", %zu events wait for the system log", syslog_pending(w->syslog));
}

void say_scan_done(struct watching *w)
{
    struct buf status _cleanup_buf_ = {0};
    watching_status(w, &status);
    say(w, EVENT_SCAN_DONE, SEVERITY_INFO, (uint32_t)w->archive.count, NO_SPAN, "%s", status.at);
}

void say_heartbeat(struct watching *w)
{
    struct buf status _cleanup_buf_ = {0}, severities _cleanup_buf_ = {0};
    watching_status(w, &status);
    for (int s = SEVERITY_COUNT; s-- > 0;)
        buf_printf(&severities, "%s%zu %s", severities.n ? ", " : "", w->open_findings[s],
                   severity_text((enum severity)s));
    say(w, EVENT_HEARTBEAT, SEVERITY_INFO, (uint32_t)open_count(w), buf_peek(&severities), "%s",
        status.at);
}

void say_lost(struct watching *w)
{
    uint64_t lost = syslog_lost(w->syslog) - w->lost_said;
    if (lost == 0 || syslog_pending(w->syslog) > QUEUE_TOLD)
        return;
    w->lost_said += lost;
    say(w, EVENT_EVENTS_LOST, SEVERITY_CRITICAL, (uint32_t)lost, NO_SPAN,
        "%llu events were lost: the system log took none for too long", (unsigned long long)lost);
}

void send_event(void *arg, const struct event *e)
{
    struct watching *w = arg;
    const struct event_frame frame = {
        .run = w->run,
        .rules = w->revision,
        .facility = 3,
        .pid = (int)getpid(),
        .language = w->setup->language,
    };
    struct buf b _cleanup_buf_ = {0};
    syslog_datagram(e, &frame, &b);
    syslog_send(w->syslog, buf_peek(&b));
    if (!w->setup->show)
        return;
    buf_clear(&b);
    event_line(e, w->setup->language, &b);
    w->setup->show(w->setup->arg, b.at);
}
