/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/utf8.h"
#include "outlet/event_body.h"
#include "outlet/event_kept.h"
#include "outlet/json.h"
#include "outlet/syslog.h"

#define COOKIE "@cee: "

_Static_assert(EVENT_BODY_MOST + sizeof("<191>Oct 16 09:05:07 duly[2147483647]: " COOKIE) - 1 <=
                   SYSLOG_DATAGRAM,
               "the longest body does not fit behind the longest header");

/* RFC 3164 4.1.2 without a hostname: on a local socket the receiver knows it. The day is padded
   with a blank, months are English. */
static void add_header(struct buf *out, enum severity severity, struct moment at,
                       const struct syslog_form *form)
{
    static const char months[12][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    struct civil day = civil_from_day(at.day);
    int64_t second = (at.at + at.offset) % 60;
    buf_printf(out, "<%d>%s %2d %02d:%02d:%02d duly[%d]: ",
               form->facility * 8 + severity_syslog(severity), months[day.month - 1], day.day,
               at.minute / 60, at.minute % 60, (int)(second < 0 ? second + 60 : second), form->pid);
}

static void add_sentence(struct buf *out, const cJSON *json, struct span body)
{
    event_kept_sentence(json, body, out);
    out->n = utf8_prefix(buf_peek(out), SYSLOG_DATAGRAM).n;
    out->at[out->n] = '\0';
}

void syslog_datagram(struct span body, enum severity severity, struct moment at,
                     const struct syslog_form *form, struct buf *out)
{
    cJSON *json _cleanup_json_ = event_kept(body);
    buf_clear(out);
    add_header(out, severity, at, form);
    if (form->body == SYSLOG_TEXT || !json) {
        add_sentence(out, json, body);
        return;
    }
    if (form->body == SYSLOG_CEE)
        buf_text(out, COOKIE);
    buf_span(out, body);
}
