/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The journal's own socket, for hosts where the journal is where people look: fields that
 * journalctl matches (DULY_RULE=...) and the explanations of systemd/duly.catalog. MESSAGE is what
 * syslog gets, because forwarding from the journal to a syslog daemon passes on nothing else.
 */
#pragma once

#include "outlet/syslog.h"

/* By which the catalog knows an event's type: 32 hexadecimal digits, the same for ever. "" for a
   number that is no type. */
const char *journal_id(enum event_type t);

/* The whole datagram of a kept body, and nothing else in out; as syslog_datagram(). Each text and
   number of the body is a field: "rule" is DULY_RULE. */
void journal_datagram(struct span body, enum event_type type, enum severity severity,
                      struct moment at, const struct syslog_form *form, struct buf *out);

/* The one or the other, by the form. */
void event_datagram(struct span body, enum event_type type, enum severity severity,
                    struct moment at, const struct syslog_form *form, struct buf *out);
