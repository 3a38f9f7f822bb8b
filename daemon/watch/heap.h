/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pending files by the time of their next look: a binary heap in which each knows its place. */
#pragma once

#include "watch/tree.h"

struct heap {
    struct pending **at;
    size_t n, room;
};

void heap_done(struct heap *h);
void heap_add(struct heap *h, struct pending *p);
void heap_remove(struct heap *h, struct pending *p);
void heap_moved(struct heap *h, struct pending *p); /* its due time was changed */
struct pending *heap_first(const struct heap *h);   /* or NULL */
