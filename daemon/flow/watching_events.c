/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the daemon says about itself. */
#include "flow/watching_state.h"

#include "fact/redact.h"
#include "rule/listing.h"

#include <unistd.h>

/* After a commit that failed what it tells of happens once more. */
static bool comes_by_itself(enum event_type type)
{
    return type == EVENT_SCAN_DONE || type == EVENT_EVENTS_LOST;
}

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
    if (!comes_by_itself(type))
        batch_event(&w->batch, &e);
    if (!w->failing)
        telling_say(&w->telling, &e);
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

static const char *root_names(const struct watching *w, struct arena *a)
{
    const char *names = "";
    for (size_t i = 0; i < w->roots.n; i++)
        if (!w->roots.at[i].left)
            names = arena_printf(a, "%s%s%.*s", names, *names ? ", " : "",
                                 SPAN_ARG(redact_path(a, span_of(w->roots.at[i].name))));
    return names;
}

void say_start(struct watching *w, enum ledger_found found, struct span text)
{
    struct arena *a _cleanup_arena_ = arena_new();
    uint32_t rules = rule_count(a, w->settings->rules);
    const char *trial =
        w->setup->source.config_file
            ? ""
            : "; a trial: the ledger lies in memory, a restart says everything again";
    say(w, EVENT_START, SEVERITY_NOTICE, rules, span_of(pack_names(a, w->settings->rules)),
        "duly %s watches %s by %u rules%s", w->setup->version, root_names(w, a), rules, trial);
    if (found == LEDGER_REBUILT)
        say(w, EVENT_WATCH_DEGRADED, SEVERITY_ERROR, 0, NO_SPAN, "%.*s", SPAN_ARG(text));
}

void say_rules(struct watching *w)
{
    struct arena *a _cleanup_arena_ = arena_new();
    uint32_t rules = rule_count(a, w->settings->rules);
    say(w, EVENT_RULES_LOADED, SEVERITY_NOTICE, rules, span_of(pack_names(a, w->settings->rules)),
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
    buf_clear(&w->rejected);
    buf_text(&w->rejected, where);
    say(w, EVENT_RULES_REJECTED, SEVERITY_ERROR, (uint32_t)diags->errors, span_of(where),
        "%zu fault%s in rules or configuration, the last good ones stay in force; %s",
        diags->errors, diags->errors == 1 ? "" : "s", where);
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
        n += ledger_counts(w->ledger)->open[s];
    return n;
}

static size_t to_be_read(const struct watching *w)
{
    return w->work.count;
}

bool watching_busy(const struct watching *w)
{
    return to_be_read(w) > 0 || draining_pending(&w->draining) > 0 ||
           w->through.part != THROUGH_DONE;
}

void watching_status(const struct watching *w, struct buf *out)
{
    size_t documents = ledger_counts(w->ledger)->files, findings = open_count(w);
    buf_printf(out, "%zu document%s, %zu open finding%s", documents, documents == 1 ? "" : "s",
               findings, findings == 1 ? "" : "s");
    if (to_be_read(w) > 0)
        buf_printf(out, ", %zu to be read", to_be_read(w));
    size_t waiting = draining_pending(&w->draining);
    if (waiting > 0 && w->syslog && syslog_stalled_since(w->syslog) > 0)
        buf_printf(out, ", %zu event%s for the system log", waiting,
                   waiting == 1 ? " waits" : "s wait");
    if (w->failing)
        buf_printf(out, ", %s", ledger_fault(w->ledger));
}

void say_scan_done(struct watching *w)
{
    struct buf status _cleanup_buf_ = {0};
    watching_status(w, &status);
    say(w, EVENT_SCAN_DONE, SEVERITY_INFO, (uint32_t)ledger_counts(w->ledger)->files, NO_SPAN, "%s",
        status.at);
}

void say_heartbeat(struct watching *w)
{
    struct buf status _cleanup_buf_ = {0}, detail _cleanup_buf_ = {0};
    const struct ledger_counts *counts = ledger_counts(w->ledger);
    instant next = ledger_next_change(w->ledger);
    char text[MOMENT_TEXT];
    watching_status(w, &status);
    for (int s = SEVERITY_COUNT; s-- > 0;)
        buf_printf(&detail, "%s%zu %s", detail.n ? ", " : "", counts->open[s],
                   severity_text((enum severity)s));
    buf_printf(&detail, "; %zu files watched", watch_counts(w->watch).files);
    if (next != INSTANT_NEVER)
        buf_printf(&detail, "; next change %s", clock_text(clock_moment(next), text));
    say(w, EVENT_HEARTBEAT, SEVERITY_INFO, (uint32_t)open_count(w), buf_peek(&detail), "%s",
        status.at);
}

void say_lost(struct watching *w)
{
    uint64_t lost = ledger_lost(w->ledger);
    if (lost == 0 || w->failing || ledger_unsent(w->ledger) > OUTBOX_MOST / 2)
        return;
    ledger_set_lost(w->ledger, 0);
    say(w, EVENT_EVENTS_LOST, SEVERITY_CRITICAL, (uint32_t)lost, NO_SPAN,
        "%llu events were lost: the system log took none for too long", (unsigned long long)lost);
}
