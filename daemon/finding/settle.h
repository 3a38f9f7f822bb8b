/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "finding/finding.h"

/* The fingerprint of the second, third ... of findings that share one. */
uint64_t fingerprint_ordinal(uint64_t fingerprint, uint32_t ordinal);
