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
    enum language language;
};

/* The event as the ledger keeps it: one JSON object, short enough for a datagram, texts cut so that
   it stays whole. Without seq (0) it has none. Appended. */
void event_body(const struct event *e, const struct event_frame *f, struct buf *out);

/* The whole datagram of a kept body, and nothing else in out: at most SYSLOG_DATAGRAM bytes, one
   line. at: the event's own time, so that what waited tells when it happened. A body that is none
   (a damaged ledger) goes as visible text. */
struct syslog_form {
    bool journal; /* natively: see outlet/journal.h */
    enum syslog_body body;
    int facility; /* RFC 5424 6.2.1, 3 = daemon */
    int pid;
};
void syslog_datagram(struct span body, enum severity severity, struct moment at,
                     const struct syslog_form *form, struct buf *out);

/* A kept body as a line for a terminal: its sentence, and the place behind it where the sentence
   does not tell it. */
void event_line(struct span body, struct buf *out);

/* The sentence alone, as a person reads it, made visible already (base/visible.h): "OVERDUE error
   interim-report 7.4.2-2019:830: ...". */
void event_sentence(const struct event *e, enum language l, struct buf *out);

/* A socket of our own. It keeps nothing: what is not taken stays with the caller. */
struct syslog;
struct syslog *syslog_new(const char *socket_path);
void syslog_free(struct syslog *s);

enum syslog_result {
    SYSLOG_TAKEN,
    SYSLOG_LATER,  /* the receiver stalls or is away: see syslog_fd() and syslog_wait() */
    SYSLOG_REFUSED /* no receiver ever takes it (EMSGSIZE): go on with the next */
};
enum syslog_result syslog_send(struct syslog *s, struct span datagram, int64_t ticks);

/* The descriptor to watch for room to write, -1 if there is none. */
int syslog_fd(const struct syslog *s);

/* The milliseconds until sending may be tried again whatever the descriptor tells, 0: now.
   Connecting is put off from 100 ms up to 5 s; one that stalls is connected to anew after 5 s. */
int syslog_wait(const struct syslog *s, int64_t ticks);

/* Since when nothing was taken, in ticks; 0 while all is well. */
int64_t syslog_stalled_since(const struct syslog *s);
