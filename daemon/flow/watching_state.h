/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The running daemon, and what its parts ask of each other. */
#pragma once

#include "flow/batch.h"
#include "flow/control.h"
#include "flow/draining.h"
#include "flow/reading.h"
#include "flow/telling.h"
#include "flow/watching.h"
#include "flow/work.h"
#include "watch/watch.h"

/* One per watch_add_root(), with its index; those that left the configuration stay, unused. */
struct watched_root {
    const char *name;       /* as the user named it, without a final '/' */
    const char *watched_as; /* all that the watch was told of it, as one text */
    int64_t number;         /* in the ledger */
    size_t settings;        /* index of the root in the settings */
    struct digest judged_by;
    int fd; /* O_PATH, open during a step only, so that nothing keeps a share mounted; else -1 */
    bool gone;
    bool left; /* the configuration */
};

/* One that asked to be told when everything seen so far is judged. */
struct barrier {
    struct control_question *question;
    uint64_t watch; /* 0: passed */
    int64_t turn;
    uint64_t lasting; /* the commit that makes it so; 0: it is not judged yet */
};

/* What is gone through in steps when rules or roots are other ones: what is to be forgotten, what
   was judged by other rules, root by root, and what was read with other probes. */
struct going_through {
    enum { THROUGH_LEFT, THROUGH_STALE, THROUGH_UNFIT, THROUGH_DONE } part;
    size_t root; /* index, of STALE */
    int64_t after;
    bool every; /* STALE: those too that were judged by the same rules */
};

struct watching {
    const struct watching_setup *setup;
    struct settings *settings;
    struct digest probes; /* of the rules' table */
    uint32_t probe_count;
    char run[5];
    char revision[8];
    instant started;

    struct ledger *ledger;
    struct watch *watch;
    struct reading *reading;
    struct syslog *syslog;   /* NULL in a trial */
    struct control *control; /* NULL: no run-time folder */
    struct telling telling;
    struct draining draining;
    struct work work;
    struct batch batch;

    struct arena *arena; /* of roots and barriers */
    VEC(struct watched_root) roots;
    VEC(struct barrier) barriers;
    struct going_through through;
    struct buf rejected; /* why the rules on disk are not in force; empty: they are */

    uint64_t scan_barrier; /* of the watch; 0: none: a scan is over only behind it */
    bool announce;         /* the end of the first comparison with the disk */
    bool refused;          /* readers refuse to read, and it was said */
    bool stopping;
    bool failing; /* the ledger takes nothing, and it was said */
    bool stalled; /* the system log takes nothing, and it was said */
    void (*on_reload)(void *arg, bool begins);
    void *on_reload_arg;

    struct moment now; /* of this step */
    int64_t ticks;
    int64_t clock_lead;  /* of the wall clock before the ticks, in seconds; 0: not known yet */
    int64_t dirty_since; /* 0: not */
    int64_t commit_took; /* ms, the last one */
    uint64_t commits;    /* so far */
    int64_t watch_due, telling_due, draining_due, commit_due, retry_at; /* in ticks; INT64_MAX: only
                                                                           a descriptor */
    int64_t heartbeat_at, stop_at;
    instant upkeep_at;
    bool pruning;
    int64_t longest_step;
};

static inline enum why scan_of(const struct watching *w)
{
    return w->telling.scan;
}

/* watching_roots.c */
void roots_begin(struct watching *w);
bool roots_change(struct watching *w); /* the settings are other ones */
int watched_root_fd(struct watching *w, int root);
void watched_root_fds_close(struct watching *w);
int watched_root_of(const struct watching *w, int64_t number); /* index; -1: it is not watched */
bool forget_left_roots(struct watching *w);

/* watching_rules.c */
void use_settings(struct watching *w, struct settings *s);
void keep_settings(struct watching *w);
void go_through(struct watching *w, enum why why, bool every);
void go_on_through(struct watching *w);

/* watching_documents.c */
void heard_change(void *arg, const struct change *c);
void heard_trouble(void *arg, enum trouble_type t, const char *path, const char *text);
void heard_answer(void *arg, struct read_file *file);
bool known_record(void *arg, struct arena *a, const struct digest *content, enum format hint,
                  struct span *ret_packed);
void submit_waiting(struct watching *w);
bool document_is_wanted(const char *path, enum format *ret_hint);

/* watching_judging.c */
void judge_file(struct watching *w, struct ledger_file *f, struct span packed,
                const struct record_key *key, enum why why);
bool judge_again(struct watching *w, int64_t file, enum why why);
void judge_due(struct watching *w);
void forget_file(struct watching *w, const struct ledger_file *f, enum why why);
struct span shown_of(void *arg, struct arena *a, int64_t file);

/* watching_commit.c */
void commit_step(struct watching *w);

/* watching_events.c */
void say(struct watching *w, enum event_type type, enum severity severity, uint32_t count,
         struct span detail, const char *format, ...) __attribute__((format(printf, 6, 7)));
void say_start(struct watching *w, enum ledger_found found, struct span text);
void say_rules(struct watching *w);
void say_rejected(struct watching *w, struct diags *diags);
void say_trouble(struct watching *w, enum trouble_type t, const char *path, const char *text);
void say_scan_done(struct watching *w);
void say_heartbeat(struct watching *w);
void say_lost(struct watching *w);

/* watching_clock.c */
void notice_clock(struct watching *w);
void notice_clock_at_start(struct watching *w);

/* watching_control.c */
bool control_begin(struct watching *w, struct buf *reterr);
void barriers_step(struct watching *w);

/* watching_view.c */
void answer_status(struct watching *w, struct control_question *q, bool synced);
void view_dump(struct watching *w, struct buf *out);

/* watching_upkeep.c */
void upkeep_begin(struct watching *w);
void upkeep_put_off(struct watching *w); /* to the next night, as the clock has it now */
void upkeep_step(struct watching *w);
