/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chained hash table of links that lie in what they link. The same hash may be there more than
   once: who asks compares. */
#pragma once

#include <stddef.h>
#include <stdint.h>

struct link {
    struct link *next;
    uint64_t hash;
};

struct table {
    struct link **at;
    size_t room; /* a power of two, or 0 */
    size_t n;
};

void table_done(struct table *t);
void table_add(struct table *t, struct link *l, uint64_t hash);
void table_remove(struct table *t, struct link *l);
struct link *table_first(const struct table *t, uint64_t hash); /* NULL if there is none */
struct link *table_next(const struct link *l);                  /* another one of the same hash */

/* Of many hashes that will be asked for, first each to the one, then each to the other: memory is
   then waited for once, not each time. */
void table_expect(const struct table *t, uint64_t hash);
void table_expect_first(const struct table *t, uint64_t hash);

#define LINKED(link, type, member) ((type *)(void *)((char *)(link)-offsetof(type, member)))
