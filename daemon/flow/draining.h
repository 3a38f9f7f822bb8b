/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the ledger's outbox to the system log and to a terminal, in order. Nothing waits for the
   system log: what it does not take stays in the ledger, and is marked there once it was taken. */
#pragma once

#include "ledger/ledger.h"
#include "outlet/syslog.h"

struct draining {
    struct ledger *ledger;
    struct syslog *syslog; /* NULL: there is none */
    struct syslog_form form;
    void (*show)(void *arg, const char *line); /* or NULL */
    void *arg;

    uint64_t sent, shown; /* seq */
    int64_t tokens;       /* thousandths of an event */
    int64_t tokens_at, marked_at;
    bool full; /* the receiver took nothing more */
};

/* Begins behind what was sent before. */
void draining_begin(struct draining *d, int64_t ticks);

/* Sends what is committed; the milliseconds until it has to be called again, -1: only a descriptor
   (syslog_fd()) or a new event calls for it. */
int draining_step(struct draining *d, int64_t ticks);

/* Everything after `since` is sent once more. */
void draining_again(struct draining *d, uint64_t since);

size_t draining_pending(const struct draining *d);
