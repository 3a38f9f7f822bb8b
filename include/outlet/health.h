/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a look at the installation found: for a person, and for programs. */
#pragma once

#include "base/arena.h"
#include "base/buf.h"

enum health { HEALTH_OK, HEALTH_WARNING, HEALTH_FAULT };
enum { HEALTHS = HEALTH_FAULT + 1 };

const char *health_text(enum health h); /* "ok", "warning", "fault" */

struct health_line {
    enum health health;
    const char *check;  /* what was looked at: "syslog" */
    const char *found;  /* one sentence; made visible by the outlet */
    const char *remedy; /* what to do, a command or a sentence in each line; NULL: nothing */
};

struct health_report {
    const char *version;
    const char *user; /* as whom was looked */
    VEC(struct health_line) lines;
};

size_t health_count(const struct health_report *r, enum health h);
void health_report_text(const struct health_report *r, struct buf *out);
void health_report_json(const struct health_report *r, struct buf *out);
