/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the checks of the doctor share: one function each, a row in doctor.c. */
#pragma once

#include "config/config.h"
#include "flow/doctor.h"

#include <sys/types.h>

/* Whom the daemon runs as: the one that is running, else the service's user if there is one, else
   who asks. */
struct service {
    const char *name;
    uid_t user;
    gid_t group;
    const gid_t *groups;
    size_t group_count;
    pid_t daemon;   /* that answers at the control socket; 0: none */
    bool exists;    /* there is such a user at all */
    bool ours;      /* we are this user, or can look as it */
    bool reads_all; /* CAP_DAC_READ_SEARCH: permissions do not bind it */
};

struct visit {
    struct arena *arena;
    const struct doctor_setup *setup;
    struct health_report *report;
    struct config config; /* as far as it can be read */
    bool faulty;          /* and that is not all of it */
    struct service service;
    const char *check; /* the row that looks just now */
    size_t folders_watched;
};

/* The line can be given a remedy; good until the next one is added. */
struct health_line *visit_add(struct visit *v, enum health h, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* As an argument for a shell, whatever bytes it holds. */
const char *visit_quoted(struct visit *v, const char *word);

/* Finds out whom the daemon runs as. */
void visit_service(struct visit *v);

/*
 * Runs look in a process of its own, as the service's user where we may become that. What it writes
 * to *shared (of that size) is there afterwards. False if it did not come to its end.
 */
bool visit_as_service(const struct visit *v, void (*look)(const struct visit *v, void *shared),
                      void *shared, size_t size);

void look_at_configuration(struct visit *v); /* fills v->config: first of all */
void look_at_service(struct visit *v);
void look_at_packs(struct visit *v);
void look_at_zone(struct visit *v);
void look_at_roots(struct visit *v); /* fills v->folders_watched */
void look_at_watches(struct visit *v);
void look_at_state(struct visit *v);
void look_at_ledger(struct visit *v);
void look_at_run(struct visit *v);
void look_at_syslog(struct visit *v);
void look_at_jail(struct visit *v);
void look_at_kernel(struct visit *v);
