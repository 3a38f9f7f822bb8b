/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "asking.h"
#include "deliver.h"
#include "outlet/status.h"

struct answered {
    struct span json;
    bool (*text)(struct span json, enum language l, struct buf *out);
    enum language language;
    bool misread;
};

static void write_answer(const struct options *o, const struct output *to, void *arg,
                         struct buf *out)
{
    struct answered *a = arg;
    (void)o;
    if (to->format == OUTPUT_JSON)
        buf_span(out, a->json);
    else
        a->misread = !a->text(a->json, a->language, out) || a->misread;
}

/* "dump" behind "sync": the view then holds at least what had happened before. */
static enum asked ask(const struct options *o, const struct config *c, struct reply *ret)
{
    enum asked asked =
        o->sync ? ask_daemon(c, "sync", ASK_FOR_EVER, ret) : ask_daemon(c, "status", ASK_MS, ret);
    if (asked != ASKED_ANSWERED || !o->dump)
        return asked;
    reply_done(ret);
    return ask_daemon(c, "dump", ASK_FOR_EVER, ret);
}

enum status cmd_status(const struct options *o)
{
    struct config config;
    struct diags faults;
    struct reply reply _cleanup_reply_ = {0};
    if (o->argument_count) {
        complain("status takes no argument");
        return STATUS_TROUBLE;
    }
    if (!config_for_asking(o, &config, &faults))
        return STATUS_TROUBLE;
    enum asked asked = ask(o, &config, &reply);
    if (asked == ASKED_NOBODY)
        complain_of_nobody(&config, &faults);
    if (asked != ASKED_ANSWERED)
        return STATUS_TROUBLE;
    struct answered answered = {
        .json = buf_peek(&reply.text),
        .text = o->dump ? dump_text : status_text,
        .language = language_in_force(o, &config),
    };
    if (!deliver(o, write_answer, &answered))
        return STATUS_TROUBLE;
    if (answered.misread)
        complain_of_answer(&config);
    return answered.misread ? STATUS_TROUBLE : STATUS_CLEAN;
}
