/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where output goes: standard output, files written whole or not at all, or a pipe or device. */
#pragma once

#include "base/buf.h"
#include "command.h"

typedef void (*output_writer)(const struct options *o, const struct output *to, void *arg,
                              struct buf *out);

/* Every --format of the options by the writer; false after a failure was said. */
bool deliver(const struct options *o, output_writer write, void *arg);

/* By --color, NO_COLOR, TERM and whether it is a terminal; never in a file. */
bool deliver_color(const struct options *o, const struct output *to);
