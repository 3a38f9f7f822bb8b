/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/visible.h"
#include "outlet/syslog.h"

#include <ctype.h>

/* What the sentence begins with where neither state nor waiver says more; the same in every
   language, so that it can be searched for. */
// clang-format off
static const char *const first_words[] = {
    [EVENT_FINDING_OPENED]   = "VIOLATION",
    [EVENT_FINDING_CHANGED]  = "CHANGED",
    [EVENT_FINDING_REMINDED] = "REMINDER",
    [EVENT_FINDING_RESOLVED] = "RESOLVED",
    [EVENT_FINDING_FLAPPING] = "FLAPPING",
    [EVENT_FINDING_GROUP]    = "GROUP",
};
// clang-format on

static void add_upper(struct buf *out, const char *word)
{
    for (; *word; word++)
        buf_byte(out, (char)toupper((unsigned char)*word));
}

static void add_first_word(struct buf *out, const struct event *e)
{
    const struct finding *f = e->finding;
    bool tells_state = e->type == EVENT_FINDING_OPENED || e->type == EVENT_FINDING_CHANGED;
    if (tells_state && f->waiver.n > 0)
        buf_text(out, "WAIVED");
    else if (tells_state && f->state != STATE_NONE)
        add_upper(out, state_text(f->state));
    else if (e->type == EVENT_FINDING_OPENED && f->verdict == VERDICT_UNKNOWN)
        buf_text(out, "UNKNOWN");
    else
        buf_text(out, first_words[e->type]);
}

/* The case; where there is none, the place. */
static void add_place(struct buf *out, const struct finding *f)
{
    visible_add(out, f->file);
    if (f->place.line > 0)
        buf_printf(out, ":%u", f->place.line);
    else if (f->place.page > 0)
        buf_printf(out, ":p%u", f->place.page);
}

static void add_subject(struct buf *out, const struct finding *f)
{
    buf_byte(out, ' ');
    if (f->record_case.n > 0)
        visible_add(out, f->record_case);
    else
        add_place(out, f);
}

void event_sentence(const struct event *e, enum language l, struct buf *out)
{
    bool of_finding = e->finding && e->type <= EVENT_FINDING_FLAPPING;
    if (of_finding)
        add_first_word(out, e);
    else
        buf_text(out, event_type_text(e->type));
    buf_printf(out, " %s", severity_text(e->severity));
    if (of_finding) {
        buf_byte(out, ' ');
        visible_add(out, e->finding->rule);
    }
    if (of_finding && e->type != EVENT_FINDING_GROUP)
        add_subject(out, e->finding);
    if (e->why != WHY_NONE)
        buf_printf(out, " (%s)", why_text(e->why));
    buf_text(out, ": ");
    visible_add(out, message_in(&e->message, l));
}
