/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the commands share that ask the running daemon. */
#pragma once

#include "command.h"
#include "config/config.h"
#include "outlet/json.h"

/* The answer as it came, and taken apart. */
struct reply {
    struct buf text;
    cJSON *json; /* an object */
};

enum asked {
    ASKED_ANSWERED,
    ASKED_NOBODY, /* no daemon runs; nothing was said yet */
    ASKED_FAILED  /* said already: no permission, no answer in time, a refusal */
};

enum { ASK_MS = 10000, ASK_FOR_EVER = -1 };

enum asked ask_daemon(const struct config *c, const char *question, int timeout_ms,
                      struct reply *ret);
void complain_of_nobody(const struct config *c, struct diags *faults); /* of c, told first */
void complain_of_answer(const struct config *c);                       /* it is not understood */

static inline void reply_done(struct reply *r)
{
    cJSON_Delete(r->json);
    buf_done(&r->text);
}
#define _cleanup_reply_ __attribute__((cleanup(reply_done)))
