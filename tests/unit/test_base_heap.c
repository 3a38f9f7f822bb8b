/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The heap and the hash table, against what a plain search over an array says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/heap.h"

#include <stdbool.h>

enum { MANY = 500, STEPS = 20000 };

struct thing {
    struct heap_item due;
    struct link named;
    bool in;
};

static struct thing things[MANY];

static unsigned roll(unsigned sides)
{
    static uint64_t dice = 42;
    dice = dice * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(dice >> 33) % sides;
}

static void the_soonest_is_first(void **state)
{
    (void)state;
    struct heap h = {0};
    assert_null(heap_first(&h));
    for (int step = 0; step < STEPS; step++) {
        struct thing *t = &things[roll(MANY)];
        if (!t->in) {
            t->due.at = roll(1000);
            heap_add(&h, &t->due);
            t->in = true;
        } else if (roll(2)) {
            heap_put_off(&h, &t->due, roll(1000));
        } else {
            heap_remove(&h, &t->due);
            t->in = false;
        }
        int64_t least = INT64_MAX;
        for (int i = 0; i < MANY; i++)
            if (things[i].in && things[i].due.at < least)
                least = things[i].due.at;
        struct heap_item *first = heap_first(&h);
        assert_int_equal(first ? first->at : INT64_MAX, least);
    }
    heap_done(&h);
}

/* Few hashes, so that chains are long and equal ones meet. */
static void all_of_a_hash_are_found(void **state)
{
    (void)state;
    struct table t = {0};
    size_t n = 0;
    assert_null(table_first(&t, 1));
    for (int i = 0; i < MANY; i++)
        things[i].in = false;
    for (int step = 0; step < STEPS; step++) {
        struct thing *thing = &things[roll(MANY)];
        if (!thing->in) {
            table_add(&t, &thing->named, roll(80));
            n++;
        } else {
            table_remove(&t, &thing->named);
            n--;
        }
        thing->in = !thing->in;
        uint64_t hash = roll(80);
        size_t expected = 0, found = 0;
        for (int i = 0; i < MANY; i++)
            expected += things[i].in && things[i].named.hash == hash;
        for (struct link *l = table_first(&t, hash); l; l = table_next(l)) {
            assert_true(LINKED(l, struct thing, named)->in);
            found++;
        }
        assert_int_equal(found, expected);
        assert_int_equal(t.n, n);
    }
    table_done(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_soonest_is_first),
        cmocka_unit_test(all_of_a_hash_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
