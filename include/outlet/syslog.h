/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The system log, written by duly itself: one event, one datagram, never blocking. syslog(3) blocks
 * when the receiver stalls and loses silently when it is away; a classic header (RFC 3164) is what
 * rsyslog, syslog-ng and journald all read on /dev/log.
 */
#pragma once

#include "base/buf.h"
#include "finding/event.h"

enum syslog_body { SYSLOG_CEE, SYSLOG_JSON, SYSLOG_TEXT };

/* RFC 3164 4.1 allows 1024; every receiver on /dev/log takes 2048, and relays cut at 8192. */
enum { SYSLOG_DATAGRAM = 2048 };

struct event_frame {   /* what is the same for all events of a run */
    const char *run;   /* four hex digits, new at each start */
    const char *rules; /* revision of the rule set: "r41c9" */
    enum syslog_body body;
    int facility; /* RFC 5424 6.2.1, 3 = daemon */
    int pid;
    enum language language;
};

/* The whole datagram: at most SYSLOG_DATAGRAM bytes, one line, texts shortened so that the JSON
   stays whole. */
void syslog_datagram(const struct event *e, const struct event_frame *f, struct buf *out);

/* The sentence alone, as a person reads it, made visible already (base/visible.h): "OVERDUE error
   interim-report 7.4.2-2019:830: ...". */
void event_sentence(const struct event *e, enum language l, struct buf *out);

/* The same for a terminal, where no field tells the place: it follows in brackets. */
void event_line(const struct event *e, enum language l, struct buf *out);

/* A socket of our own with a queue in memory, in order; nothing waits for the receiver. */
struct syslog;
struct syslog *syslog_new(const char *socket_path, size_t queue_most);
void syslog_free(struct syslog *s);
void syslog_send(struct syslog *s, struct span datagram); /* copied */

/* The descriptor to watch for room to write, -1 if there is none; and the milliseconds until
   syslog_step() must be called (reconnecting), -1 if nothing waits. */
int syslog_fd(const struct syslog *s);
int syslog_step(struct syslog *s, int64_t ticks);
size_t syslog_pending(const struct syslog *s);
uint64_t syslog_lost(const struct syslog *s);
