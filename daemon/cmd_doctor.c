/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"
#include "deliver.h"
#include "flow/doctor.h"
#include "version.h"

static void write_report(const struct options *o, const struct output *to, void *arg,
                         struct buf *out)
{
    const struct health_report *r = arg;
    (void)o;
    if (to->format == OUTPUT_JSON)
        health_report_json(r, out);
    else
        health_report_text(r, out);
}

enum status cmd_doctor(const struct options *o)
{
    struct health_report report;
    const struct doctor_setup setup = {.config_file = config_file(o), .version = DULY_VERSION};
    if (o->argument_count) {
        complain("doctor takes no argument");
        return STATUS_TROUBLE;
    }
    doctor_look(o->arena, &setup, &report);
    if (!deliver(o, write_report, &report))
        return STATUS_TROUBLE;
    return health_count(&report, HEALTH_FAULT) ? STATUS_FINDINGS : STATUS_CLEAN;
}
