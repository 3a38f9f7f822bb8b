/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * systemd's "Native Journal Protocol", in the form that any value fits: name, line feed, length in
 * 8 bytes of little-endian order, value, line feed.
 */
#include "outlet/journal.h"

#include "outlet/event_kept.h"
#include "outlet/json.h"

#include <ctype.h>
#include <endian.h>
#include <stdio.h>

enum { FIELD_NAME = 64 }; /* a longer name is none to the journal */

// clang-format off
static const char *const ids[] = {
    [EVENT_FINDING_OPENED]   = "83fc51e527684e52b0256e364c19f7da",
    [EVENT_FINDING_CHANGED]  = "3ac77c4920f0469c9c8baf005b5c9f31",
    [EVENT_FINDING_REMINDED] = "d9b0a34ce179483d94645b54e479d333",
    [EVENT_FINDING_RESOLVED] = "7ee73d42ea7f4602a24243b469a29b4c",
    [EVENT_FINDING_GROUP]    = "d1aa3c685ec54dbd80cfebdd592598e3",
    [EVENT_FINDING_FLAPPING] = "3df2ad3b7a824ea6b3c43a99d0b87040",
    [EVENT_RULES_LOADED]     = "c7125e2bad844e889c88aeede8414d7d",
    [EVENT_RULES_REJECTED]   = "67afe5a47ede4fe7888014932aebc694",
    [EVENT_WATCH_DEGRADED]   = "b2f024aec52e429a984037d84c5ad0d6",
    [EVENT_WATCH_RESTORED]   = "ff6d01c505c844ce9a02e6eaa130dab4",
    [EVENT_CLOCK_JUMP]       = "04d8aad6c40340ea84189d57a84495f5",
    [EVENT_START]            = "4fcf6913484149049be7b87e5386446c",
    [EVENT_STOP]             = "38f2906bc64f414c995bdd12bbcec28e",
    [EVENT_SCAN_DONE]        = "d38d25dcec7f4f59bd7ce56a773d1ead",
    [EVENT_EVENTS_LOST]      = "3162bcfc239a447383cf9eb40d14d75f",
    [EVENT_HEARTBEAT]        = "236da5fac4cf470cb6e99099a2336da1",
};
// clang-format on
_Static_assert(sizeof ids / sizeof *ids == EVENT_TYPES, "an event has no id");

const char *journal_id(enum event_type t)
{
    return (unsigned)t < EVENT_TYPES ? ids[t] : "";
}

static void add_field(struct buf *out, const char *name, struct span value)
{
    const uint64_t length = htole64(value.n);
    if (value.n == 0)
        return;
    buf_text(out, name);
    buf_byte(out, '\n');
    buf_add(out, &length, sizeof length);
    buf_span(out, value);
    buf_byte(out, '\n');
}

static void add_text(struct buf *out, const char *name, const char *value)
{
    add_field(out, name, span_of(value));
}

static void add_number(struct buf *out, const char *name, int64_t value)
{
    char text[24];
    snprintf(text, sizeof text, "%lld", (long long)value);
    add_text(out, name, text);
}

/* False: the journal knows no such names. */
static bool field_name(const char *key, char name[static FIELD_NAME])
{
    size_t n = (size_t)snprintf(name, FIELD_NAME, "DULY_%s", key);
    for (char *c = name; *c; c++) {
        if (!isascii(*c) || (!isalnum((unsigned char)*c) && *c != '_'))
            return false;
        *c = (char)toupper((unsigned char)*c);
    }
    return n < FIELD_NAME;
}

static void add_body_fields(struct buf *out, const cJSON *json)
{
    const cJSON *item;
    cJSON_ArrayForEach(item, json)
    {
        char name[FIELD_NAME];
        if (!field_name(item->string, name))
            continue;
        if (cJSON_IsString(item))
            add_text(out, name, item->valuestring);
        else if (cJSON_IsNumber(item))
            add_number(out, name, (int64_t)item->valuedouble);
    }
}

static void add_message(struct buf *out, const cJSON *json, struct span body, enum syslog_body form)
{
    struct buf message _cleanup_buf_ = {0};
    if (form == SYSLOG_TEXT || !json)
        event_kept_sentence(json, body, &message);
    else
        buf_printf(&message, "%s%.*s", form == SYSLOG_CEE ? "@cee: " : "", SPAN_ARG(body));
    add_field(out, "MESSAGE", buf_peek(&message));
}

void journal_datagram(struct span body, enum event_type type, enum severity severity,
                      struct moment at, const struct syslog_form *form, struct buf *out)
{
    cJSON *json _cleanup_json_ = event_kept(body);
    char time[MOMENT_TEXT];
    buf_clear(out);
    add_message(out, json, body, form->body);
    add_text(out, "MESSAGE_ID", journal_id(type));
    add_number(out, "PRIORITY", severity_syslog(severity));
    add_number(out, "SYSLOG_FACILITY", form->facility);
    add_text(out, "SYSLOG_IDENTIFIER", "duly");
    add_number(out, "SYSLOG_PID", form->pid);
    add_text(out, "DULY_AT", clock_text(at, time)); /* what waited came later than it happened */
    if (json)
        add_body_fields(out, json);
}

void event_datagram(struct span body, enum event_type type, enum severity severity,
                    struct moment at, const struct syslog_form *form, struct buf *out)
{
    if (form->journal)
        journal_datagram(body, type, severity, at, form, out);
    else
        syslog_datagram(body, severity, at, form, out);
}
