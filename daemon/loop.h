/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The event loop: waits, and lets the one who does the work take a step. */
#pragma once

#include "base/clock.h"

#include <poll.h>

struct loop_work {
    size_t (*fds)(const void *arg); /* at most so many */
    size_t (*poll)(const void *arg, struct pollfd *fds, int *ret_timeout_ms);
    instant (*next)(const void *arg); /* of the wall clock; INSTANT_NEVER */
    void (*step)(void *arg);
    void (*reload)(void *arg); /* SIGHUP */
    void (*stop)(void *arg);   /* SIGTERM, SIGINT: then until it has stopped */
    bool (*stopped)(const void *arg);
    void *arg;
};

/* False if there is no loop to be had. */
bool loop_run(const struct loop_work *work);
