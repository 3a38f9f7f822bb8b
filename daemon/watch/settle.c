/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A half-saved document must not be judged, and a saved one should be judged soon.
 *
 *   closed or renamed    settle_close of quiet. A file rewritten without pause is looked at every
 *                        SETTLE_MOST all the same: each time it was whole when it was closed.
 *   created or written   settle_open of quiet, and then two equal looks STABLE_GAP apart: a copy
 *                        over a slow line pauses, and a write through mmap makes no event. However
 *                        long it takes: what somebody is writing is no document yet.
 *   missing              delete_grace: Excel deletes, then renames the new version into place; for
 *                        a second there is no document, and that is no deletion.
 */
#include "watch/settle.h"

enum { STABLE_GAP = 250, SETTLE_MOST = 30000 };

struct settle settle_begin(enum touch t, int64_t ticks, const struct watch_timing *timing)
{
    struct settle s = {.state = TOUCH_CLOSED, .first = ticks};
    settle_touch(&s, t == TOUCH_METADATA ? TOUCH_CLOSED : t, ticks, timing);
    return s;
}

void settle_touch(struct settle *s, enum touch t, int64_t ticks, const struct watch_timing *timing)
{
    if (t == TOUCH_METADATA)
        t = s->state;
    s->state = t;
    s->looked = false;
    switch (t) {
    case TOUCH_OPEN:
        s->due = ticks + timing->settle_open;
        break;
    case TOUCH_CLOSED:
    case TOUCH_METADATA:
        s->due = ticks + timing->settle_close;
        if (s->due > s->first + SETTLE_MOST)
            s->due = s->first + SETTLE_MOST > ticks ? s->first + SETTLE_MOST : ticks;
        break;
    case TOUCH_MISSING:
        s->due = ticks + timing->delete_grace;
        break;
    }
}

enum settled settle_look(struct settle *s, const struct identity *now, int64_t ticks,
                         const struct watch_timing *timing)
{
    if (!now) {
        if (s->state == TOUCH_MISSING && ticks >= s->due)
            return SETTLED_GONE;
        if (s->state != TOUCH_MISSING)
            settle_touch(s, TOUCH_MISSING, ticks, timing);
        return SETTLED_NOT_YET;
    }
    if (s->state == TOUCH_CLOSED || (s->looked && identity_eq(&s->seen, now)))
        return SETTLED_THERE;
    s->due = ticks + (s->looked ? timing->settle_open : STABLE_GAP);
    s->state = TOUCH_OPEN;
    s->looked = true;
    s->seen = *now;
    return SETTLED_NOT_YET;
}
