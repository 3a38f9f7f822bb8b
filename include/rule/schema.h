/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rule language as a JSON Schema (2020-12), for editors: made from the rows that load packs. */
#pragma once

#include "base/buf.h"

void rules_schema(struct buf *out);
