/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Events on their way out: each gets its number, and a flood of one rule becomes one line. The
 * first GROUP_FIRST of a rule within GROUP_WINDOW go at once, and so in a scan; what more there is
 * is told as a FINDING_GROUP when the window, or the scan, is over.
 */
#pragma once

#include "finding/event.h"

enum { GROUP_FIRST = 20, GROUP_WINDOW = 10000 /* ms */ };

struct speaker;
typedef void (*event_sink)(void *arg, const struct event *e);
struct speaker *speaker_new(event_sink sink, void *arg);
void speaker_free(struct speaker *s);

void speaker_say(struct speaker *s, const struct event *e, int64_t ticks);

/* Until speaker_end() there are no windows, and groups tell `why`: a first scan, new rules. */
void speaker_begin(struct speaker *s, enum why why);
void speaker_end(struct speaker *s, struct moment now);

/* Tells the groups whose window is over; the milliseconds to the next one, -1 if there is none. */
int speaker_step(struct speaker *s, int64_t ticks, struct moment now);
