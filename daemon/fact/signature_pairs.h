/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines of a signature part put together into blocks, one for each who signs. */
#pragma once

#include "fact/signature_lines.h"

struct sign_block {
    const struct sign_line *first;            /* the one that stands first of all its lines */
    const struct sign_line *line[SIGN_PARTS]; /* NULL: the block has no such part */
    enum pairing how[SIGN_PARTS];
    const struct sign_line *substitute; /* with a name; may be the signer's own line */
    uint16_t labels;                    /* of all its lines */
    uint16_t blank;                     /* what is still to be filled in */
    bool fill;                          /* holds lines for a pen */
    bool behalf;                        /* its party is named with "För" */
};

struct sign_blocks {
    VEC(struct sign_block) list;
};

/* lines are changed: labels are joined with what they ask for. */
void sign_pair(struct sign_line *lines, size_t n, struct arena *a, struct sign_blocks *ret);
