/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What libyaml objects to, said in the words of whoever writes the file. */
#pragma once

#include "base/diag.h"

#include <yaml.h>

/* After yaml_parser_parse() failed over these bytes. */
void yaml_syntax_error(const yaml_parser_t *parser, const char *file, struct span bytes,
                       struct diags *diags);

/* True if the bytes are UTF-8 without control characters, else the first fault is diagnosed. */
bool yaml_text_check(const char *file, struct span bytes, struct diags *diags);
