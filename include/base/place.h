/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where something stands: in the file as its author sees it, and in the text as duly reads it. */
#pragma once

#include <stdint.h>

/* In the original file. All count from 1; 0 means that the format has no such thing. */
struct place {
    uint32_t line;
    uint32_t column; /* in characters (a base and its combining marks are one), not bytes */
    uint32_t page;
};

/* Bytes [start, end) of a document's normalised text. */
struct range {
    uint32_t start, end;
};
