/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the world is told of a finding. Each change of state becomes an event in the ledger's
 * outbox, in the transaction of the change itself, unless
 *   a copy of the same document has told it already,
 *   a flood of its rule is held back, to be told as one line (FINDING_GROUP),
 *   or it comes and goes all the time (FINDING_FLAPPING).
 * What is held back lies in the ledger too: a kill loses none of it.
 */
#pragma once

#include "ledger/ledger.h"
#include "outlet/syslog.h"

enum {
    GROUP_FIRST = 20,     /* events of a rule within the window go at once */
    GROUP_WINDOW = 10000, /* ms */
    FLAPPING_CHANGES = 4, /* within FLAPPING_TIME */
    FLAPPING_TIME = 3600  /* s; also how long it must be stable then */
};

/* How a file of the ledger is shown to people: its root's name and its path, redacted. */
typedef struct span (*shown_path)(void *arg, struct arena *a, int64_t file);

struct telling {
    struct ledger *ledger;
    struct event_frame frame;
    uint32_t remind_after; /* seconds; 0: no reminders */
    shown_path shown;
    void *arg;

    enum why scan; /* what is being gone through from end to end: everything is held until its
                      end; WHY_NONE: nothing */
    bool held;     /* something may be held */
    struct arena *arena;
    VEC(struct window) windows;
};

/* One rule's events of one type, since when and how many of them went at once. */
struct window {
    char *rule;
    enum event_type type;
    int64_t began;
    unsigned said;
};

/* An event about the daemon itself, or one that nothing holds back; it gets its seq. */
void telling_say(struct telling *t, const struct event *e);

/* A finding of this file has changed; its row in the ledger tells so already. */
void telling_finding(struct telling *t, int64_t file, const struct event *e, int64_t ticks);

/* Groups whose window, or whose scan, is over; the milliseconds to the next one, -1: none. */
int telling_step(struct telling *t, struct moment now, int64_t ticks);

/* Reminders that are due, and findings that were stable for long enough; at most some of them.
   telling_next() is when the next ones are. */
void telling_due(struct telling *t, struct moment now, int64_t ticks);
instant telling_next(const struct telling *t);

/* The clock is another one: nothing waits longer for it than it would have from now on. */
void telling_clock(struct telling *t, instant now);

/* No window is waited for: what is held is told by the next step, unless a scan goes on. */
void telling_hurry(struct telling *t);

void telling_done(struct telling *t);
