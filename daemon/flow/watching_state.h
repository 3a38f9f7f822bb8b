/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The running daemon, and what its parts ask of each other. */
#pragma once

#include "flow/archive.h"
#include "flow/reading.h"
#include "flow/speaking.h"
#include "flow/watching.h"
#include "outlet/syslog.h"
#include "rule/judge.h"
#include "watch/watch.h"

struct watched_root {
    char *name; /* as the user named it, without a final '/' */
    int fd; /* O_PATH, open during a step only, so that nothing keeps a share mounted; else -1 */
    bool gone;
};

struct watching {
    const struct watching_setup *setup;
    struct rules *rules;
    struct digest probes; /* of the rules' table */
    uint32_t probe_count;
    char run[5];
    char revision[8];

    struct watch *watch;
    struct reading *reading;
    struct speaker *speaker;
    struct syslog *syslog;
    struct archive archive;
    struct watched_root *roots;
    size_t open_findings[SEVERITY_COUNT];

    enum why scan; /* what is being gone through from end to end; WHY_NONE: nothing */
    bool refused;  /* readers refuse to read, and it was said */
    bool stopping;
    uint64_t lost_said;

    struct moment now; /* of this step */
    int64_t ticks;
    int64_t clock_lead; /* of the wall clock before the ticks, in seconds; 0: not known yet */
    int64_t watch_due, speaker_due, syslog_due; /* in ticks; INT64_MAX: only a descriptor */
    int64_t heartbeat_at, stop_at;
};

/* watching_events.c */
void say(struct watching *w, enum event_type type, enum severity severity, uint32_t count,
         struct span detail, const char *format, ...) __attribute__((format(printf, 6, 7)));
void say_start(struct watching *w);
void say_rules(struct watching *w);
void say_rejected(struct watching *w, struct diags *diags);
void say_trouble(struct watching *w, enum trouble_type t, const char *path, const char *text);
void say_scan_done(struct watching *w);
void say_heartbeat(struct watching *w);
void say_lost(struct watching *w);
void send_event(void *arg, const struct event *e); /* to syslog and terminal */

/* watching_documents.c */
void heard_change(void *arg, const struct change *c);
void heard_trouble(void *arg, enum trouble_type t, const char *path, const char *text);
void heard_answer(void *arg, struct read_file *file);
void submit_waiting(struct watching *w);
void judge_due(struct watching *w);
void judge_everything(struct watching *w, enum why why);
void notice_clock(struct watching *w);
void root_fds_closed(struct watching *w);
