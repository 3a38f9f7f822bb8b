/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The one seam to the world's time. Judging never calls it: whoever starts a pass asks once and
 * hands the moment down, so that a pass sees one instant.
 */
#pragma once

#include "base/civil.h"
#include "base/span.h"

#include <sys/types.h>

/* Seconds since 1970-01-01T00:00:00Z, leap seconds not counted (POSIX.1 4.16). */
typedef int64_t instant;
#define INSTANT_NEVER INT64_MAX

/* An instant together with what the wall clock of the configured zone shows then. */
struct moment {
    instant at;
    civil_day day;
    int minute; /* of the day, 0-1439 */
    int offset; /* seconds east of UTC */
};

/* Tests put a source of their own; NULL restores the system's clock. */
typedef instant (*clock_source)(void *arg);
void clock_set_source(clock_source source, void *arg);

/* The zone for civil dates, a tzdata name ("Europe/Stockholm"); false if tzdata does not know it.
   For everything that is asked from then on. */
bool clock_set_zone(const char *name);

struct moment clock_now(void);
struct moment clock_moment(instant at);

/* The first instant of a civil day in the zone. */
instant clock_day_start(civil_day day);

/* "YYYY-MM-DD" (that day's start) or "YYYY-MM-DDThh:mm[:ss][Z|+hh:mm]". False if it is neither. */
bool clock_parse(const char *text, struct moment *ret);

/* ISO 8601 with offset: "2021-10-16T00:00:00+02:00". */
enum { MOMENT_TEXT = 32 };
char *clock_text(struct moment m, char text[MOMENT_TEXT]); /* returns text */

/* Milliseconds of a clock that never steps, for time limits only. */
int64_t clock_ticks(void);

/* Milliseconds of processor time that a process has used in its life; 0 if there is none. */
int64_t clock_ticks_of(pid_t pid);
